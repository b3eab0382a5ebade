import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { computeCode, counterBytes, stepAt, truncateHmac } from "./totp.ts";

const hmacWith =
  (algorithm: string, secret: string): ((message: Uint8Array) => Uint8Array) =>
  (message) =>
    createHmac(algorithm, secret).update(message).digest();

test("codes by counter are those of RFC 4226 appendix D", () => {
  const hmac = hmacWith("sha1", "12345678901234567890");
  const codes = Array.from({ length: 10 }, (_, counter) => computeCode(hmac, counter));
  expect(codes).toEqual([
    "755224",
    "287082",
    "359152",
    "969429",
    "338314",
    "254676",
    "287922",
    "162583",
    "399871",
    "520489",
  ]);
});

describe("codes by time are those of RFC 6238 appendix B", () => {
  const digits = "1234567890";
  const secrets: Record<string, string> = {
    sha1: digits.repeat(2),
    sha256: digits.repeat(4).slice(0, 32),
    sha512: digits.repeat(7).slice(0, 64),
  };
  const rows: [number, Record<string, string>][] = [
    [59, { sha1: "94287082", sha256: "46119246", sha512: "90693936" }],
    [1_111_111_109, { sha1: "07081804", sha256: "68084774", sha512: "25091201" }],
    [1_111_111_111, { sha1: "14050471", sha256: "67062674", sha512: "99943326" }],
    [1_234_567_890, { sha1: "89005924", sha256: "91819424", sha512: "93441116" }],
    [2_000_000_000, { sha1: "69279037", sha256: "90698825", sha512: "38618901" }],
    [20_000_000_000, { sha1: "65353130", sha256: "77737706", sha512: "47863826" }],
  ];
  test.for(rows)("at %i", ([seconds, codes]) => {
    for (const [algorithm, secret] of Object.entries(secrets))
      expect(computeCode(hmacWith(algorithm, secret), stepAt(seconds), 8)).toBe(codes[algorithm]);
  });
});

test("a step lasts thirty seconds and begins on the half minute", () => {
  expect([0, 29.999, 30, 59, 60].map((seconds) => stepAt(seconds))).toEqual([0, 0, 1, 1, 2]);
});

test("counters beyond 32 bits are eight bytes", () => {
  expect([...counterBytes(2 ** 40 + 1)]).toEqual([0, 0, 1, 0, 0, 0, 0, 1]);
});

test("an HMAC that is a part of a larger buffer is read at its own place", () => {
  const hmac = createHmac("sha1", "12345678901234567890").update(counterBytes(0)).digest();
  const larger = Buffer.concat([Buffer.from("xxxxx"), hmac]);
  expect(truncateHmac(larger.subarray(5))).toBe("755224");
});
