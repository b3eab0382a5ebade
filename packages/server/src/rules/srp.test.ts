import { pad, parseHexInteger, srpGroup, toHex } from "@poolhouse/protocol";
import { describe, expect, test } from "vitest";
import { createModularPower, powerByKeys } from "../kernel/modular-power.ts";
import { createServerPair, isPublicValue, provesPassword } from "./srp.ts";

const powers = createModularPower();
const integer = (hex: string): bigint => parseHexInteger(hex, 1024) ?? 0n;

/** The contract's test vector, computed with a published client. */
const a = integer("80def6a79ee6e3a50fc0da1422b4ebe8763dd0806aec6ed40aed62ec9f170ded");
const b = integer("1ff3c4fa095e447cf7e1b823262520ccd63a2310955b0731db46b87cfa0d9bb0");
const x = integer("527de09d2e4d899ea292cb884c27727c456ce261817a45b37145a16d1c008774");
const vector = {
  poolName: "Abc123XyZ",
  userId: "alice",
  secretBlock: Buffer.from("cG9vbGhvdXNlLXNlY3JldC1ibG9jaw==", "base64"),
  timestamp: Date.UTC(2026, 2, 1, 9, 5, 7),
  signature: "z0GsbhcbTE+ypI0nhoahJO8T4uP1DoLgHTcKVjm+R0A=",
};
/** Random bytes that are the vector's b. */
const drawsB = { bytes: () => Buffer.from(pad(b)) };

async function exchange(): Promise<Parameters<typeof provesPassword>[0] & { B: bigint }> {
  const verifier = await powers.power(srpGroup.g, x);
  const A = await powers.power(srpGroup.g, a);
  const pair = await createServerPair({ verifier, A }, { random: drawsB, powers });
  return { ...pair, A, verifier };
}

describe("the server's half of SRP", () => {
  test("shows the B of the contract's vector", async () => {
    expect(toHex((await exchange()).B)).toMatch(/^7a751ef9f80b0bc2/);
  });

  test("accepts the proof of the contract's vector", async () => {
    expect(await provesPassword(await exchange(), vector, powers)).toBe(true);
  });

  test.each([
    ["another signature", { signature: `A${vector.signature.slice(1)}` }],
    ["no signature", { signature: "" }],
    ["another user", { userId: "bob" }],
    ["another pool", { poolName: "Abc123Xyz" }],
    ["another secret block", { secretBlock: Buffer.from("other") }],
    ["another second", { timestamp: vector.timestamp + 1000 }],
  ])("refuses %s", async (_, change) => {
    expect(await provesPassword(await exchange(), { ...vector, ...change }, powers)).toBe(false);
  });

  test("refuses every multiple of N as a public value, also behind leading zeros", () => {
    expect([0n, srpGroup.N, 2n * srpGroup.N, integer(`00${toHex(srpGroup.N)}`)].map(isPublicValue)).toEqual(
      Array.from({ length: 4 }, () => false),
    );
  });

  test("computes the same powers on key objects, where the group object's setter is missing", async () => {
    expect(powerByKeys(srpGroup.g, a)).toBe(await powers.power(srpGroup.g, a));
  });
});
