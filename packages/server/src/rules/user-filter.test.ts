import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ServiceError } from "../kernel/errors.ts";
import { searchedAttributes, searchKey } from "../kernel/search-keys.ts";
import {
  parseUserFilter,
  passesFilter,
  printUserFilter,
  searchesFor,
  type UserFilter,
} from "./user-filter.ts";

const user = { username: "Ada", sub: "0a1b", attributes: { email: "Ada@Example.com", name: "Ada Ü" } };
const passes = (text: string, settings = {}): boolean => passesFilter(settings, parseUserFilter(text), user);

describe("a filter", () => {
  it.each<[string, UserFilter | undefined]>([
    ["", undefined],
    ['email = "a"', { attribute: "email", begins: false, value: "a" }],
    ['email^="a"', { attribute: "email", begins: true, value: "a" }],
    ['"sub"   ^=  ""', { attribute: "sub", begins: true, value: "" }],
    [String.raw`name = "\"\\ = ^= '"`, { attribute: "name", begins: false, value: String.raw`"\ = ^= '` }],
    [
      'cognito:user_status = "CONFIRMED"',
      { attribute: "cognito:user_status", begins: false, value: "CONFIRMED" },
    ],
  ])("is read: %s", (text, filter) => {
    expect(parseUserFilter(text)).toEqual(filter);
  });

  it.each([
    "email",
    "email =",
    "email = a",
    "email = 'a'",
    'email = "a',
    'email == "a"',
    'email != "a"',
    'email ^ = "a"',
    'email = "a" and name = "b"',
    'email = "a" ',
    ' email = "a"',
    'email\t= "a"',
    'email = "a"b"',
    String.raw`email = "\n"`,
    String.raw`email = "\"`,
    '"email = "a"',
    '= "a"',
    " ",
  ])("is not: %s", (text) => {
    expect(() => parseUserFilter(text)).toThrow(
      expect.objectContaining({ type: "InvalidParameterException", message: "Error while parsing filter" }),
    );
  });

  it.each(["custom:x", "Email", "nickname", "constructor", "__proto__", "1"])("cannot name %s", (name) => {
    expect(() => parseUserFilter(`${name} = "a"`)).toThrow(
      expect.objectContaining({
        type: "InvalidParameterException",
        message: `Invalid search attribute: ${name}`,
      }),
    );
  });

  it("is refused or read, whatever the text, and never fails otherwise", () => {
    const pieces = ["email", "status", "custom:x", " ", "=", "^=", '"', "\\", "a"];
    const likely = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 256 }), likely), (text) => {
        try {
          parseUserFilter(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ServiceError);
          expect(error).toMatchObject({ type: "InvalidParameterException" });
        }
      }),
    );
  });

  it("means the same after it was printed", () => {
    const filters = fc.record({
      attribute: fc.constantFrom(...searchedAttributes, "status" as const, "cognito:user_status" as const),
      begins: fc.boolean(),
      value: fc.string({ unit: "grapheme" }),
    });
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseUserFilter(printUserFilter(filter))).toEqual(filter);
      }),
    );
  });
});

describe("a filter lets pass", () => {
  it("what is equal or begins so, in any case", () => {
    expect(passes('email = "ada@example.COM"')).toBe(true);
    expect(passes('email = "ada@example"')).toBe(false);
    expect(passes('email ^= "ADA@example"')).toBe(true);
    expect(passes('name = "ada u\u0308"')).toBe(true);
    expect(passes('given_name ^= ""')).toBe(false);
  });

  it("usernames in the case they have, unless the pool ignores case", () => {
    const settings = { UsernameConfiguration: { CaseSensitive: false } };
    expect(passes('username ^= "ad"')).toBe(false);
    expect(passes('username ^= "Ad"')).toBe(true);
    expect(passes('username = "ADA"', settings)).toBe(true);
  });

  it("whoever it searches for, and no value that is longer", () => {
    const long = "x".repeat(500);
    const given = { username: "a", sub: "b", attributes: { name: `${long}yz` } };
    expect(passesFilter({}, { attribute: "name", begins: true, value: `${long}Y` }, given)).toBe(true);
    expect(passesFilter({}, { attribute: "name", begins: false, value: `${long}y` }, given)).toBe(false);
  });
});

describe("a filter searches", () => {
  const searches = (text: string): unknown => searchesFor(parseUserFilter(text));

  it("by the range of keys that its value begins", () => {
    expect(searches('email = "Aé"')).toEqual([
      { by: "key", attribute: "email", from: "61c3a9", below: "61c3a90" },
    ]);
    expect(searches('email ^= "A"')).toEqual([{ by: "key", attribute: "email", from: "61", below: "61g" }]);
  });

  it("by one state after the other", () => {
    expect(searches('status = "Enabled"')).toEqual([{ by: "age", enabled: true }]);
    expect(searches('status = "enabled"')).toEqual([]);
    expect(searches('status ^= ""')).toEqual([
      { by: "age", enabled: true },
      { by: "age", enabled: false },
    ]);
    expect(searches('cognito:user_status ^= "co"')).toEqual([
      { by: "age", status: "CONFIRMED" },
      { by: "age", status: "COMPROMISED" },
    ]);
    expect(searches('cognito:user_status = "co"')).toEqual([]);
    expect(searches("")).toEqual([{ by: "age" }]);
  });

  it("finds every value by each of its beginnings", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.nat(), (value, cut) => {
        const characters = [...value.normalize("NFC")];
        const prefix = characters.slice(0, cut % (characters.length + 1)).join("");
        const filter = { attribute: "name", begins: true, value: prefix } as const;
        if (!passesFilter({}, filter, { username: "", sub: "", attributes: { name: value } })) return;
        expect(searchKey(value).startsWith(searchKey(prefix))).toBe(true);
      }),
    );
  });
});
