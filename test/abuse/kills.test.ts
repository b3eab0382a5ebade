/**
 * Killed in the middle of its work (F2, invariant I7): whatever the server has acknowledged is there when it comes back, and
 * whatever it has not is there as a whole or not at all. `npm run kills` does it two hundred times on each engine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, type Database } from "../support/postgres.ts";
import { provisionApp } from "../support/provision-app.ts";
import { newOperatorKey, signedClient } from "../support/running-server.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { type SmtpSink, startSmtpSink } from "../support/smtp-sink.ts";
import { sendCall, type WireAnswer } from "../support/wire-call.ts";

const password = "Correct-Horse-9";
const nextPassword = "Battery-Staple-7";
const parallel = 8;
const wanted = process.env["POOLHOUSE_KILLS"];
/** Answers between two kills: from three, where hardly anybody is confirmed, to so many that some have ended a session. */
const spread = 37;

/** What the client knows of one person: written down the moment an answer has come. */
interface Entry {
  readonly email: string;
  readonly clientId: string;
  signedUp: boolean;
  confirmedWith?: string;
  /** A change of the password, asked for and acknowledged. */
  changing?: boolean;
  changed?: boolean;
  /** A refresh token, and whether its end was acknowledged. */
  refreshToken?: string;
  revoked?: boolean;
}

let database: Database;
beforeAll(async () => {
  database = await createDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());

describe.each([
  ["SQLite", Number(wanted ?? 20)],
  ["PostgreSQL", Number(wanted ?? 10)],
])("a server on %s that is killed %i times", (engine, kills) => {
  const operatorKey = newOperatorKey();
  const journal: Entry[] = [];
  let dataDir: string;
  let sink: SmtpSink;
  /** One address may have 300 mails an hour sent by a pool, so people are spread over some. */
  const clientIds: string[] = [];
  let server: ServerProcess;

  const start = (): Promise<ServerProcess> =>
    startServerProcess({
      dataDir,
      ...(engine === "PostgreSQL" && { databaseUrl: database.url }),
      flags: ["--smtp-url", sink.url],
      environment: {
        POOLHOUSE_ACCESS_KEY_ID: operatorKey.accessKeyId,
        POOLHOUSE_SECRET_ACCESS_KEY: operatorKey.secretAccessKey,
        ...(engine === "PostgreSQL" && { POOLHOUSE_ROOT_KEY: Buffer.from(rootKey).toString("base64") }),
      },
    });

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "poolhouse-kills-"));
    sink = await startSmtpSink();
    server = await start();
    const sdk = signedClient(server.url, operatorKey);
    for (let pool = 0; pool < 5 + kills / 8; pool += 1) {
      const app = await provisionApp(sdk, { client: { PreventUserExistenceErrors: "ENABLED" } });
      clientIds.push(app.clientId);
    }
    sdk.destroy();
  });
  afterAll(async () => {
    await server.end("SIGTERM");
    await sink.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const call = (name: string, { clientId }: Entry, body: object): Promise<WireAnswer> =>
    sendCall(server.url, { name, body: { ClientId: clientId, ...body } });

  const signUp = (entry: Entry): Promise<WireAnswer> =>
    call("SignUp", entry, { Username: entry.email, Password: password });
  const confirm = (entry: Entry, code: string): Promise<WireAnswer> =>
    call("ConfirmSignUp", entry, { Username: entry.email, ConfirmationCode: code });
  const signIn = (
    entry: Entry,
    typed: string = entry.changed === true ? nextPassword : password,
  ): Promise<WireAnswer> =>
    call("InitiateAuth", entry, {
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: entry.email, PASSWORD: typed },
    });
  const refresh = (entry: Entry): Promise<WireAnswer> =>
    call("InitiateAuth", entry, {
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: entry.refreshToken ?? "" },
    });

  function newEntry(): Entry {
    const index = journal.length;
    const clientId = clientIds[index % clientIds.length] ?? "";
    const entry = { email: `person-${engine}-${index}@example.com`, clientId, signedUp: false };
    journal.push(entry);
    return entry;
  }

  /** Signs people up and confirms every other one until the server is gone. */
  async function work(acknowledged: () => void, round: ServerProcess): Promise<void> {
    for (;;) {
      const entry = newEntry();
      if ((await signUp(entry)).status !== 200) throw new Error("a sign-up was refused");
      entry.signedUp = true;
      acknowledged();
      if (journal.length % 2 === 0) continue;
      const code = await sink.awaitCode(entry.email);
      // A mail of a killed server may come from its successor.
      if (round !== server) return;
      if ((await confirm(entry, code)).status !== 200) throw new Error("a code was refused");
      entry.confirmedWith = code;
      acknowledged();
      await changeAndRevoke(entry, acknowledged);
    }
  }

  /** Gives the person another password, and ends the session it was changed in. */
  async function changeAndRevoke(entry: Entry, acknowledged: () => void): Promise<void> {
    // What a sign-in answers.
    const { AuthenticationResult: tokens } = JSON.parse((await signIn(entry)).text) as {
      AuthenticationResult: { AccessToken: string; RefreshToken: string };
    };
    entry.refreshToken = tokens.RefreshToken;
    entry.changing = true;
    const passwords = { PreviousPassword: password, ProposedPassword: nextPassword };
    const body = { AccessToken: tokens.AccessToken, ...passwords };
    const changed = await sendCall(server.url, { name: "ChangePassword", body });
    if (changed.status !== 200) throw new Error("a new password was refused");
    entry.changed = true;
    acknowledged();
    if ((await call("RevokeToken", entry, { Token: entry.refreshToken })).status !== 200)
      throw new Error("a token was not revoked");
    entry.revoked = true;
    acknowledged();
  }

  /** What was acknowledged about passwords and sessions holds; what was not has happened as a whole or not at all. */
  async function expectChanges(entry: Entry): Promise<void> {
    if (entry.changing === true && entry.changed !== true)
      entry.changed = (await signIn(entry, nextPassword)).text.includes("AccessToken");
    if (entry.changing === true)
      expect((await signIn(entry, entry.changed === true ? password : nextPassword)).type, entry.email).toBe(
        "NotAuthorizedException",
      );
    if (entry.revoked === true)
      expect((await refresh(entry)).type, entry.email).toBe("NotAuthorizedException");
  }

  /** Works until so many answers have come, and kills the server with others under way. */
  async function workUntilKilled(answers: number): Promise<void> {
    let left = answers;
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    const acknowledged = (): void => {
      left -= 1;
      if (left === 0) resolve();
    };
    // A worker ends by the connection that breaks; one that waits for a mail is left waiting.
    const workers = Array.from({ length: parallel }, () =>
      work(acknowledged, server).catch((error: Error) => error.message),
    );
    await Promise.race([enough, ...workers]);
    expect(left, "answers that did not come").toBeLessThanOrEqual(0);
    await server.end("SIGKILL");
  }

  it(
    "loses nobody it has acknowledged, and leaves nobody half-written",
    async () => {
      for (let kill = 0; kill < kills; kill += 1) {
        await workUntilKilled(3 + ((kill * 7) % spread));
        server = await start();
      }
      const acknowledged = journal.filter(({ signedUp }) => signedUp);
      expect(acknowledged.length).toBeGreaterThan(kills * 3);
      expect(journal.some(({ confirmedWith }) => confirmedWith !== undefined)).toBe(true);
      expect(journal.some(({ revoked }) => revoked)).toBe(true);

      await eachOf(journal, checkEntry);
    },
    300_000 + kills * 10_000,
  );

  async function checkEntry(entry: Entry): Promise<void> {
    if (entry.confirmedWith !== undefined) {
      await expectChanges(entry);
      expect((await signIn(entry)).text, entry.email).toContain("AccessToken");
      // The code was used up in the same commit.
      const outcome = await confirm(entry, entry.confirmedWith);
      expect(outcome.message).toContain("Current status is CONFIRMED");
      return;
    }
    const state = (await signIn(entry)).type;
    const again = await signUp(entry);
    // Confirmed without an answer, signed up, or never heard of; never anything between.
    if (state === undefined || state === "UserNotConfirmedException")
      expect(again.type, entry.email).toBe("UsernameExistsException");
    else {
      expect(entry.signedUp, `${entry.email} was acknowledged`).toBe(false);
      expect(again.status, entry.email).toBe(200);
    }
  }

  it(
    "lets everybody finish what they began",
    async () => {
      await eachOf(journal, finish);
    },
    120_000 + kills * 5_000,
  );

  async function finish(entry: Entry): Promise<void> {
    const { email } = entry;
    if ((await signIn(entry)).type === undefined) return;
    const before = sink.codesTo(email).length;
    const resent = await call("ResendConfirmationCode", entry, { Username: email });
    expect(resent.text, email).toContain("CodeDeliveryDetails");
    // A mail of before may come first; its code is void, and the newer one's is not.
    for (let count = before + 1; ; count += 1) {
      const outcome = await confirm(entry, await sink.awaitCode(email, count));
      if (outcome.status === 200) break;
      expect(outcome.type, email).toBe("CodeMismatchException");
    }
    expect((await signIn(entry)).text).toContain("AccessToken");
  }
});

/** Some at a time. */
async function eachOf(entries: readonly Entry[], work: (entry: Entry) => Promise<void>): Promise<void> {
  const left = [...entries];
  const next = async (): Promise<void> => {
    for (let entry = left.pop(); entry !== undefined; entry = left.pop()) await work(entry);
  };
  await Promise.all(Array.from({ length: parallel }, next));
}

const rootKey = Array.from({ length: 32 }, (_, at) => (at * 37 + 11) % 256);
