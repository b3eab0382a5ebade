/**
 * What must hold for every line of the sources, because a test of behaviour would come too late: tokens are signed in one place (A4),
 * who calls is never read from a body (A18), and secret exponents never meet JavaScript's arithmetic (B5).
 */
import { globSync, readFileSync } from "node:fs";
import { modPow, srpGroup } from "@poolhouse/protocol";
import { describe, expect, it } from "vitest";
import { createModularPower, powerByKeys } from "../../packages/server/src/kernel/modular-power.ts";
import { seededRandom } from "../support/chance.ts";

const server = "packages/server/src/";

/** The server's own sources by their path in it, comments left out. */
const sources: ReadonlyMap<string, string> = new Map(
  globSync(`${server}**/*.ts`)
    .filter((path) => !path.endsWith(".test.ts") && !path.includes("/conformance"))
    .map((path) => [path.slice(server.length), withoutComments(readFileSync(path, "utf8"))]),
);

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

/** The files in which this occurs. */
const filesWith = (pattern: RegExp): string[] =>
  [...sources].flatMap(([path, text]) => (pattern.test(text) ? [path] : [])).toSorted();

describe("tokens", () => {
  it("are signed for people in one file, which two others call: the one that issues and the one that refreshes (A4)", () => {
    expect(filesWith(/\bkeyRing\.sign\(|\.keyRing\b[^;]*\bsign\(/)).toEqual([
      // A machine's, which user operations refuse.
      "operations/tokens/GetClientToken.ts",
      "operations/tokens/sign-tokens.ts",
    ]);
    expect(filesWith(/(?<!function )\bsignTokens\(/)).toEqual([
      "operations/tokens/issue-tokens.ts",
      "operations/tokens/refresh.ts",
    ]);
    expect(filesWith(/\bnew SignJWT\b|\bcreateSign\(/)).toEqual([]);
  });

  it("are issued from one place, where a sign-in's decision is carried out (A4)", () => {
    expect(filesWith(/(?<!function )\bissueTokens\(/)).toEqual(["operations/sign-in/apply.ts"]);
    expect(filesWith(/\bfamilies\.insert\(/)).toEqual(["operations/sessions/track-session.ts"]);
    expect(filesWith(/(?<!function )\binsertTracked\(/)).toEqual(["operations/tokens/issue-tokens.ts"]);
  });

  it("are issued in the transaction that asks once more what is demanded (A4, A5)", () => {
    const issuing = sources.get("operations/tokens/issue-tokens.ts") ?? "";
    const transaction = issuing.slice(issuing.indexOf(".transaction("), issuing.indexOf("runLastTriggers("));
    const order = ["grant.effects(", "requireCompleted(", "insertTracked("].map((call) =>
      transaction.indexOf(call),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });
});

describe("who calls", () => {
  it("is never looked up by what the body of a token's holder says (A18)", () => {
    const byToken = filesWith(/caller: "accessToken(OrSession)?"/);
    expect(byToken.length).toBeGreaterThan(20);
    expect(
      byToken.filter((path) => /input\.(Username|UserPoolId|ClientId|Sub)\b/.test(sources.get(path) ?? "")),
    ).toEqual([]);
  });
});

describe("the powers of secret exponents", () => {
  it("are computed by OpenSSL's Diffie-Hellman, in one file (B5)", () => {
    expect(filesWith(/\bgetDiffieHellman\(|\bdiffieHellman\(/)).toEqual(["kernel/modular-power.ts"]);
    // The shared arithmetic on integers of JavaScript is for clients, and for nothing of the server.
    const forClients =
      /\b(modPow|startSrp|signPasswordClaim|generateDeviceVerifier|serverPublicValue|serverSecret)\b/;
    expect(filesWith(forClients)).toEqual([]);
    expect(filesWith(/\*\*\s*[a-zA-Z]*[eE]xponent|\bexponent\s*(>>|&|%)/)).toEqual([]);
  });

  it("are as those of plain arithmetic, also on the path of a Node that lends no setter (B5)", async () => {
    const powers = createModularPower();
    const random = seededRandom("powers");
    const { N } = srpGroup;
    for (const length of [1, 16, 32, 384]) {
      const exponent = 1n + (BigInt(`0x${random.bytes(length).toString("hex")}`) % (N - 2n));
      const base = 2n + (BigInt(`0x${random.bytes(384).toString("hex")}`) % (N - 4n));
      const expected = modPow(base, exponent, N);
      expect(await powers.power(base, exponent)).toBe(expected);
      expect(powerByKeys(base, exponent)).toBe(expected);
    }
  });

  it("refuse bases that would tell or fix the result (B4, B5)", async () => {
    const powers = createModularPower();
    const { N } = srpGroup;
    for (const base of [0n, 1n, N - 1n, N])
      await expect(
        powers.power(base, 5n).catch((error: unknown) => Promise.reject(error as Error)),
      ).rejects.toThrow();
  });
});
