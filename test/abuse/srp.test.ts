/** Attacks on SRP: values that make the proof trivial (B4), proofs used twice, clocks and texts that are not right. */
import {
  bytesToInteger,
  claimInput,
  formatTimestamp,
  pad,
  scramblingInput,
  sessionKeyInfo,
  sessionKeyLength,
  srpGroup,
  toHex,
} from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hmacSha256, sha256 } from "../../packages/server/src/kernel/digests.ts";
import {
  addPerson,
  createOtherClient,
  createPlace,
  outcomeOf,
  proveWithSrp,
  refusals,
  type Reply,
  respond,
} from "../support/people.ts";
import { createService, type Service } from "../support/service.ts";
import type { App } from "../support/sign-in.ts";

const { N } = srpGroup;
const person = { username: "alice", password: "Correct-Horse-9" };

let service: Service;
let app: App;
beforeAll(async () => {
  service = await createService({ seed: "srp" });
  app = await createPlace(service);
  await addPerson(service, app, person.username);
});
afterAll(() => service.close());

const begin = (A: string, username = person.username): Promise<string> =>
  outcomeOf(
    service.call("InitiateAuth", {
      AuthFlow: "USER_SRP_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: username, SRP_A: A },
    }),
  );

const answer = (reply: Reply, place: Pick<App, "clientId"> = app): Promise<string> =>
  outcomeOf(respond(service, place, reply));

const altered = (reply: Reply, changes: Record<string, string>): Reply => ({
  ...reply,
  responses: { ...reply.responses, ...changes },
});

/** What somebody signs who knows no password and hopes that the shared secret comes out as S. */
async function guessSecret(A: bigint, S: bigint): Promise<Reply> {
  const begun = await service.call("InitiateAuth", {
    AuthFlow: "USER_SRP_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: person.username, SRP_A: toHex(A) },
  });
  const { SRP_B = "", SECRET_BLOCK = "" } = begun.ChallengeParameters ?? {};
  const u = bytesToInteger(sha256(scramblingInput(A, BigInt(`0x${SRP_B}`))));
  const key = hmacSha256(hmacSha256(pad(u), pad(S)), sessionKeyInfo).subarray(0, sessionKeyLength);
  const timestamp = formatTimestamp(service.clock.now());
  const poolName = app.poolId.slice(app.poolId.indexOf("_") + 1);
  const secretBlock = Buffer.from(SECRET_BLOCK, "base64");
  const signature = hmacSha256(
    key,
    claimInput({ poolName, userId: person.username, secretBlock, timestamp }),
  ).toString("base64");
  return {
    challenge: "PASSWORD_VERIFIER",
    responses: {
      USERNAME: person.username,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    },
  };
}

const invalid = "InvalidParameterException: Invalid SRP_A value.";

describe("SRP_A (B4)", () => {
  it.each<[string, string]>([
    ["0", "0"],
    ["0 with leading zeros", "0".repeat(1024)],
    ["N", toHex(N)],
    ["N in capitals", toHex(N).toUpperCase()],
    ["N with a leading zero", `0${toHex(N)}`],
    ["2N", toHex(2n * N)],
    ["the largest multiple of N of 1,024 digits", toHex(N * (16n ** 1024n / N))],
    ["not hex", "xyz"],
    ["hex with a sign", "-1a"],
    ["hex with a prefix", "0x1a"],
    ["hex with a line break", "1a\n"],
    ["full-width digits", "１２"],
    ["of 1,025 digits", "1".repeat(1025)],
    ["of 100,000 digits", "f".repeat(100_000)],
  ])("is refused when it is %s", async (_what, A) => {
    expect(await begin(A)).toBe(invalid);
  });

  it("is refused when it is empty", async () => {
    expect(await begin("")).toBe("InvalidParameterException: Missing required parameter SRP_A");
  });

  it("is refused alike for a user who does not exist", async () => {
    const hiding = await createOtherClient(service, app, { PreventUserExistenceErrors: "ENABLED" });
    const call = service.call("InitiateAuth", {
      AuthFlow: "USER_SRP_AUTH",
      ClientId: hiding.clientId,
      AuthParameters: { USERNAME: "nobody", SRP_A: toHex(N) },
    });
    expect(await outcomeOf(call)).toBe(invalid);
  });

  it("proves nothing when it is 1, N-1 or N+1 and the shared secret is guessed to be 0, 1 or N-1", async () => {
    for (const A of [1n, N - 1n, N + 1n]) {
      for (const S of [0n, 1n, N - 1n])
        expect(await answer(await guessSecret(A, S))).toBe(refusals.incorrect);
      expect(await answer(await proveWithSrp(service, app, person))).toBe("tokens");
    }
  });
});

describe("a proof of the password", () => {
  it("is accepted once", async () => {
    const reply = await proveWithSrp(service, app, person);
    expect(await answer(reply)).toBe("tokens");
    expect(await answer(reply)).toBe(refusals.incorrect);
  });

  it("is not accepted after a wrong one used its secret block up", async () => {
    const reply = await proveWithSrp(service, app, person);
    const wrong = altered(reply, { PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString("base64") });
    expect(await answer(wrong)).toBe(refusals.incorrect);
    expect(await answer(reply)).toBe(refusals.incorrect);
  });

  it("has one winner among parallel copies", async () => {
    const reply = await proveWithSrp(service, app, person);
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => answer(reply)));
    expect(outcomes.filter((outcome) => outcome === "tokens")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["tokens", refusals.incorrect]));
  });

  it("is bound to the exchange it was computed for", async () => {
    const first = await proveWithSrp(service, app, person);
    const second = await proveWithSrp(service, app, { ...person, seed: "b2" });
    const block = second.responses["PASSWORD_CLAIM_SECRET_BLOCK"] ?? "";
    expect(await answer(altered(first, { PASSWORD_CLAIM_SECRET_BLOCK: block }))).toBe(refusals.incorrect);
  });

  it("is bound to its client", async () => {
    const other = await createOtherClient(service, app);
    expect(await answer(await proveWithSrp(service, app, person), other)).toBe(refusals.incorrect);
  });

  it("is refused after the block's three minutes", async () => {
    const reply = await proveWithSrp(service, app, person);
    service.clock.advance(180_000);
    expect(await answer(reply)).toBe(refusals.incorrect);
    service.clock.advance(-1);
    expect(await answer(reply)).toBe("tokens");
  });

  it("is refused with any part of the secret block altered", async () => {
    const reply = await proveWithSrp(service, app, person);
    const block = Buffer.from(reply.responses["PASSWORD_CLAIM_SECRET_BLOCK"] ?? "", "base64");
    for (const at of [
      0,
      1,
      12,
      13,
      block.length >> 1,
      block.length - 17,
      block.length - 16,
      block.length - 1,
    ]) {
      const changed = Buffer.from(block);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const text = changed.toString("base64");
      expect(await answer(altered(reply, { PASSWORD_CLAIM_SECRET_BLOCK: text }))).toBe(refusals.incorrect);
    }
    for (const text of ["", "AA==", "not base64!", block.subarray(1).toString("base64"), "A".repeat(100_000)])
      expect(await answer(altered(reply, { PASSWORD_CLAIM_SECRET_BLOCK: text }))).toBe(refusals.incorrect);
    expect(await answer(reply)).toBe("tokens");
  });

  it.each<[string, string]>([
    ["empty", ""],
    ["not base64", "?"],
    ["too short", "AAAA"],
    ["huge", "A".repeat(100_000)],
  ])("is refused when its signature is %s", async (_what, signature) => {
    const reply = await proveWithSrp(service, app, person);
    expect(await answer(altered(reply, { PASSWORD_CLAIM_SIGNATURE: signature }))).toBe(refusals.incorrect);
    expect(await answer(await proveWithSrp(service, app, person))).toBe("tokens");
  });

  it("is refused under the name of another user", async () => {
    await addPerson(service, app, "mallory");
    const reply = await proveWithSrp(service, app, person);
    expect(await answer(altered(reply, { USERNAME: "mallory" }))).toBe(refusals.incorrect);
    expect(await answer(reply)).toBe("tokens");
  });
});

describe("TIMESTAMP", () => {
  const at = (offset: number): string => formatTimestamp(service.clock.now() + offset);

  it.each<[string, number, string]>([
    ["4:59 slow", -299_000, "tokens"],
    ["4:59 fast", 299_000, "tokens"],
    ["5:01 slow", -301_000, refusals.incorrect],
    ["5:01 fast", 301_000, refusals.incorrect],
    ["a day slow", -86_400_000, refusals.incorrect],
    ["a year fast", 31_536_000_000, refusals.incorrect],
  ])("of a clock that is %s", async (_what, offset, outcome) => {
    expect(await answer(await proveWithSrp(service, app, { ...person, timestamp: at(offset) }))).toBe(
      outcome,
    );
    // So that refusals do not add up to a lock.
    expect(await answer(await proveWithSrp(service, app, person))).toBe("tokens");
  });

  it.each<[string, string]>([
    ["a zero-padded day", "Sun Mar 01 09:05:07 UTC 2026"],
    ["a wrong weekday", "Mon Mar 1 09:05:07 UTC 2026"],
  ])(
    "with %s fails like a wrong password, because the server signs its own rendering",
    async (_what, text) => {
      service.clock.set(Date.UTC(2026, 2, 1, 9, 5, 7));
      expect(await answer(await proveWithSrp(service, app, { ...person, timestamp: text }))).toBe(
        refusals.incorrect,
      );
      expect(await answer(await proveWithSrp(service, app, person))).toBe("tokens");
    },
  );

  it.each([
    "",
    "now",
    "2026-03-01T09:05:07Z",
    "Sun Mar 1 09:05:07 CET 2026",
    "Sun Feb 30 09:05:07 UTC 2026",
    "Sun Mar 1 24:00:00 UTC 2026",
    "sun mar 1 09:05:07 utc 2026",
    "Sun Mar 1 09:05:07 UTC 2026 ",
    "So 1. März 09:05:07 UTC 2026",
    "9".repeat(10_000),
  ])("cannot be read: %s", async (timestamp) => {
    const text =
      "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.";
    const reply = await proveWithSrp(service, app, person);
    expect(await answer(altered(reply, { TIMESTAMP: timestamp }))).toBe(text);
    expect(await answer(reply)).toBe("tokens");
  });
});
