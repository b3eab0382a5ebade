import { describe, expect, test } from "vitest";
import { decodeLine, splitLine } from "./csv.ts";

describe("a line of an import file", () => {
  test.each([
    ["a,b", ["a", "b"]],
    ["", [""]],
    [",,", ["", "", ""]],
    ["  a , b\t", ["a", "b"]],
    ["12 Example Street\\, London,x", ["12 Example Street, London", "x"]],
    ["\\,", [","]],
    ["a\\", ["a\\"]],
    ["a\\b,c", ["a\\b", "c"]],
    ["a\\\\,b", ["a\\,b"]],
    ['"a,b"', ['"a', 'b"']],
    ['say ""hi""', ['say ""hi""']],
  ])("%j has the values %j", (line, values) => {
    expect(splitLine(line)).toEqual(values);
  });

  test("is UTF-8 without NUL", () => {
    expect(decodeLine(Buffer.from("Zoë"))).toBe("Zoë");
    expect(decodeLine(Buffer.from([0x5a, 0xff]))).toBeUndefined();
    expect(decodeLine(Buffer.from("a\0b"))).toBeUndefined();
    expect(decodeLine(Buffer.from("\uFEFFa"))).toBe("\uFEFFa");
  });
});
