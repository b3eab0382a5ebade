import type { SchemaAttributeType } from "@poolhouse/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PoolSettings } from "../kernel/settings.ts";
import {
  checkAttributes,
  checkRequiredAttributes,
  checkVerifiedFlags,
  missingAttributes,
  readableAttributes,
  userAttributesOf,
} from "./attributes.ts";

const text = (Name: string, more: SchemaAttributeType = {}): SchemaAttributeType => ({
  Name,
  AttributeDataType: "String",
  Mutable: true,
  StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
  ...more,
});

const settings: PoolSettings = {
  Schema: [
    text("sub", { Required: true, Mutable: false }),
    text("name"),
    text("email", { Required: true }),
    text("phone_number"),
    text("given_name", { Required: true }),
    text("birthdate", { StringAttributeConstraints: { MinLength: "10", MaxLength: "10" } }),
    { Name: "email_verified", AttributeDataType: "Boolean" },
    { Name: "phone_number_verified", AttributeDataType: "Boolean" },
    { Name: "updated_at", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "0" } },
    text("custom:team", { StringAttributeConstraints: { MinLength: "2", MaxLength: "4" } }),
    { Name: "custom:age", AttributeDataType: "Number", NumberAttributeConstraints: { MaxValue: "150" } },
    { Name: "custom:since", AttributeDataType: "DateTime" },
    text("dev:custom:role", { DeveloperOnlyAttribute: true }),
  ],
};

const check = (list: [string, string?][], client?: { WriteAttributes?: string[] }): Record<string, string> =>
  checkAttributes(settings, { list: list.map(([Name, Value]) => ({ Name, Value })), client });

const prefix = "Attributes did not conform to the schema: ";

describe("attributes of a request", () => {
  it("are read into a record", () => {
    expect(
      check([
        ["email", "a@example.com"],
        ["name", "Ann"],
      ]),
    ).toEqual({ email: "a@example.com", name: "Ann" });
    expect(checkAttributes(settings, { list: undefined })).toEqual({});
  });

  it("count as not given without a value", () => {
    expect(check([["name", ""], ["email"]])).toEqual({});
  });

  it("have booleans in lower case, however they were sent", () => {
    expect(check([["email_verified", "True"]])).toEqual({ email_verified: "true" });
    expect(() => check([["email_verified", "yes"]])).toThrow(
      `${prefix}email_verified: Boolean attributes must be true or false\n`,
    );
  });

  it("must be in the schema", () => {
    expect(() => check([["custom:foo", "x"]])).toThrow(
      `${prefix}Type for attribute {custom:foo} could not be determined`,
    );
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect(() => check([[name, "x"]])).toThrow("could not be determined");
    }
  });

  it.each(["sub", "identities", "cognito:user_status"])("cannot be %s, which the service writes", (name) => {
    expect(() => check([[name, "x"]])).toThrow(`Cannot modify the non-mutable attribute ${name}`);
  });

  it("keep to the limits of the schema, and all that do not are named", () => {
    expect(() =>
      check([
        ["custom:team", "a"],
        ["birthdate", "2000-1-1"],
        ["custom:age", "151"],
        ["updated_at", "-1"],
      ]),
    ).toThrow(
      `${prefix}custom:team: String attributes cannot have a length of less than 2\n` +
        "birthdate: String attributes cannot have a length of less than 10\n" +
        "custom:age: Number attributes cannot have a value of more than 150\n" +
        "updated_at: Number attributes cannot have a value of less than 0\n",
    );
    expect(() => check([["custom:team", "abcde"]])).toThrow("a length of more than 4");
    expect(
      check([
        ["custom:team", "abcd"],
        ["custom:age", "150"],
      ]),
    ).toEqual({ "custom:team": "abcd", "custom:age": "150" });
  });

  it("are numbers and dates where the schema says so", () => {
    for (const value of ["ten", "1e3", "0x10", " 1", "NaN", "Infinity"]) {
      expect(() => check([["custom:age", value]])).toThrow("must be a number");
    }
    for (const value of ["2026-01-31", "2026-01-31T10:00:00Z", "1750000000"]) {
      expect(check([["custom:since", value]])).toEqual({ "custom:since": value });
    }
    expect(() => check([["custom:since", "yesterday"]])).toThrow("must be an ISO 8601 date");
  });

  it.each([
    "0123456789",
    "+0123456789",
    "+1 425 555",
    "+1-425-555",
    "+",
    "+1234567890123456",
    "+14255550839\n",
  ])("refuse %j as a phone number", (value) => {
    expect(() => check([["phone_number", value]])).toThrow("Invalid phone number format.");
  });

  it.each([
    "nobody",
    "@example.com",
    "a@",
    "a@b@c",
    "a b@example.com",
    "a@example.com,b@example.com",
    "a@example.com\r\nBcc: b@example.com",
    '"a"@example.com',
    "Ann <a@example.com>",
    "a@example.com;b",
    "a@-example.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(260)}`,
  ])("refuse %j as an e-mail address", (value) => {
    expect(() => check([["email", value]])).toThrow("Invalid email address format.");
  });

  it.each(["a@localhost", "first.last+tag@sub.example.com", "o'brien@example.com", "дарья@пример.испытание"])(
    "accept %s as an e-mail address",
    (value) => {
      expect(check([["email", value]])).toEqual({ email: value });
    },
  );

  it("take no e-mail address that a mail program could read as two", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(",", ";", "<", ">", "\r", "\n", " ", "("),
        fc.string(),
        (a, mark, b) => {
          expect(() => check([["email", `${a}${mark}${b}@example.com`]])).toThrow(
            "Invalid email address format.",
          );
        },
      ),
    );
  });
});

describe("an app client", () => {
  const refused = "A client attempted to write unauthorized attribute";

  it("without a list writes the standard attributes only", () => {
    expect(check([["name", "Ann"]], {})).toEqual({ name: "Ann" });
    expect(() => check([["custom:team", "abc"]], {})).toThrow(refused);
  });

  it("with a list writes what is listed and what is required", () => {
    const client = { WriteAttributes: ["custom:team"] };
    expect(
      check(
        [
          ["custom:team", "abc"],
          ["given_name", "Ann"],
        ],
        client,
      ),
    ).toEqual({ "custom:team": "abc", given_name: "Ann" });
    expect(() => check([["name", "Ann"]], client)).toThrow(refused);
  });

  it.each(["email_verified", "phone_number_verified", "dev:custom:role"])("never writes %s", (name) => {
    expect(() => check([[name, "true"]], { WriteAttributes: [name] })).toThrow(refused);
    expect(check([[name, "true"]])).toEqual({ [name]: "true" });
  });

  it("may not name an unwritable attribute even without a value", () => {
    expect(() => check([["email_verified", ""]], {})).toThrow(refused);
  });

  const attributes = { email: "a@example.com", email_verified: "true", "custom:team": "abc" };

  it("without a list reads all but custom attributes", () => {
    expect(readableAttributes({}, { attributes })).toEqual({
      email: "a@example.com",
      email_verified: "true",
    });
  });

  it("with a list reads what is listed", () => {
    expect(readableAttributes({ ReadAttributes: ["email", "custom:team"] }, { attributes })).toEqual({
      email: "a@example.com",
      "custom:team": "abc",
    });
    expect(readableAttributes({ ReadAttributes: [] }, { attributes })).toEqual({});
  });
});

describe("required attributes", () => {
  it("are all named when they are missing, but never sub", () => {
    expect(missingAttributes(settings, {})).toEqual(["email", "given_name"]);
    expect(() => checkRequiredAttributes(settings, { name: "Ann" })).toThrow(
      `${prefix}email: The attribute is required\ngiven_name: The attribute is required\n`,
    );
    expect(() =>
      checkRequiredAttributes(settings, { email: "a@example.com", given_name: "Ann" }),
    ).not.toThrow();
  });
});

describe("a verified flag", () => {
  it("needs something to be verified", () => {
    expect(() => checkVerifiedFlags({ email_verified: "true" })).toThrow(
      "Email is required when email_verified is set to true.",
    );
    expect(() => checkVerifiedFlags({ phone_number_verified: "true" })).toThrow("Phone number is required");
    expect(() => checkVerifiedFlags({ email_verified: "false" })).not.toThrow();
    expect(() => checkVerifiedFlags({ email_verified: "true", email: "a@example.com" })).not.toThrow();
  });
});

describe("attributes on the wire", () => {
  it("begin with sub", () => {
    expect(userAttributesOf({ sub: "s", attributes: { name: "Ann" } })).toEqual([
      { Name: "sub", Value: "s" },
      { Name: "name", Value: "Ann" },
    ]);
  });
});
