import { describe, expect, test } from "vitest";
import { shapeNames, shapeOf } from "./model.ts";
import { compilePattern, matcherOf, matcherOfShape } from "./patterns.ts";

const patternOf = (name: string): string => {
  const shape = shapeOf(name);
  return shape.type === "string" ? (shape.pattern ?? "") : "";
};
const matches = (name: string, text: string): boolean => matcherOfShape(name, patternOf(name))(text);

test("a pattern matches the whole text or not at all", () => {
  expect(matches("UserPoolIdType", "eu-west-1_Abc123XyZ")).toBe(true);
  for (const text of ["eu-west-1_Abc123XyZ\n", " eu-west-1_Abc", "x", "_Abc", "eu_Äbc"])
    expect(matches("UserPoolIdType", text)).toBe(false);
});

test("names are letters, marks, symbols, numbers and punctuation of any script", () => {
  for (const name of ["alice", "a@example.com", "ÅsaÖ", "山田", "😀", "+15551234567"])
    expect(matches("UsernameType", name)).toBe(true);
  for (const name of ["a b", "a\u0000", "a\u00a0b", "\ud800", "a\u200b"])
    expect(matches("UsernameType", name)).toBe(false);
});

test("a password may have blanks inside, not at its ends", () => {
  for (const text of ["Correct-Horse-9", "correct horse  battery", "x", "no\u00a0break"])
    expect(matches("PasswordType", text)).toBe(true);
  for (const text of ["", " ", " x", "x ", "a\tb", "a\nb"]) expect(matches("PasswordType", text)).toBe(false);
});

test("blanks are ASCII blanks, as in the language the patterns were written for", () => {
  expect(matches("PaginationKeyType", "a\u00a0b")).toBe(true);
  expect(matches("PaginationKeyType", "a\u000bb")).toBe(false);
});

test("a dot that matches line ends does", () => {
  expect(compilePattern("(?s).*").test("a\r\nb\u2028c")).toBe(true);
  expect(compilePattern(".*").test("a\nb")).toBe(false);
});

describe("a marker among characters of one class is found as the pattern says", () => {
  const samples = [
    "{####}",
    "Your code is {####}.",
    "{####",
    "",
    "{##Click##}",
    "{##Click##",
    "##}{##",
    "{##}",
    "{####}\u0007",
    "a@b",
    "@b",
    "a@",
    "@",
    "@@@",
    "a@b c",
    "ab",
    "{##a##} and {##b##}",
  ];
  test.for(["EmailVerificationMessageType", "EmailVerificationMessageByLinkType", "EmailAddressType"])(
    "%s",
    (name) => {
      const plain = compilePattern(patternOf(name));
      for (const sample of samples)
        expect([sample, matches(name, sample)]).toEqual([sample, plain.test(sample)]);
    },
  );
});

test("no pattern of the model needs more than linear time on hostile text", () => {
  const bait = ["{##", "{####}", "@", "a@", "a:", "arn:", "a-", " ", "a", "##}", "9_", "{##a##}"];
  const patterns = new Set(
    shapeNames()
      .map(patternOf)
      .filter((pattern) => pattern !== ""),
  );
  expect(patterns.size).toBeGreaterThan(30);
  const start = performance.now();
  for (const pattern of patterns) {
    const matcher = matcherOf(pattern);
    for (const piece of bait) matcher(`${piece.repeat(20_000 / piece.length)}\u0000`);
  }
  expect(performance.now() - start).toBeLessThan(1500);
});
