import { expect, test } from "vitest";
import { findBareAssertions } from "./check-assertions.ts";

const lines = (...text: string[]): number[] => findBareAssertions(text.join("\n"));

test("an assertion without a reason is found", () => {
  expect(lines("const a = 1;", "const b = a as Meters;")).toEqual([2]);
  expect(lines("const c = JSON.parse(text) as { a: string };")).toEqual([1]);
});

test("a reason stands in the same line or closely above", () => {
  expect(lines("const b = a as Meters; // The caller measured it.")).toEqual([]);
  expect(lines("// The caller measured it.", "const b =", "  a as Meters;")).toEqual([]);
  expect(lines("/**", " * Measured.", " */", "const b = a as Meters;")).toEqual([]);
});

test("a reason far above does not count", () => {
  expect(lines("// Far away.", "f();", "f();", "f();", "f();", "const b = a as Meters;")).toEqual([6]);
});

test.each([
  ["a constant", "const a = [1, 2] as const;"],
  ["an import under another name", 'import { a as b } from "c";'],
  ["an import under another name over several lines", "  pad as padBytes,"],
  ["keys under other names", "type A<T> = { [K in keyof T & string as Uncapitalize<K>]: T[K] };"],
  ["text", 'select("created_at as createdAt");'],
  ["a comment", "// as it says"],
])("%s is no assertion", (_, text) => {
  expect(lines(text)).toEqual([]);
});

test("an address in a string is no reason", () => {
  expect(lines('const a = parse("http://localhost") as Address;')).toEqual([1]);
});
