import { describe, expect, test } from "vitest";
import { testSchema } from "../../../../../test/support/pools.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { csvHeader, readHeader } from "./header.ts";
import { readRow } from "./read-row.ts";

const sub = "00000000-0000-4000-8000-000000000000";
const settings: PoolSettings = {
  Schema: [
    ...testSchema({ required: ["name"], custom: ["custom:team"] }),
    { Name: "birthdate", AttributeDataType: "String" },
    { Name: "updated_at", AttributeDataType: "Number" },
  ],
  AutoVerifiedAttributes: ["email"],
};
const good = {
  name: "Ada",
  email: "ada@example.com",
  email_verified: "TRUE",
  "cognito:mfa_enabled": "FALSE",
  "cognito:username": "ada",
};

function read(changes: Record<string, string>, pool: PoolSettings = settings): ReturnType<typeof readRow> {
  const values: Record<string, string> = { ...good, ...changes };
  const columns = Object.keys(values);
  return readRow(pool, { columns, line: columns.map((name) => values[name]).join(","), sub });
}

describe("the header of an import file", () => {
  const columns = csvHeader(settings);

  test("has the pool's attributes and two columns of its own", () => {
    expect(columns).toEqual([
      "name",
      "given_name",
      "preferred_username",
      "email",
      "email_verified",
      "birthdate",
      "phone_number",
      "phone_number_verified",
      "updated_at",
      "custom:team",
      "cognito:mfa_enabled",
      "cognito:username",
    ]);
  });

  test("may have its columns in any order", () => {
    const reversed = columns.toReversed();
    expect(readHeader(settings, reversed.join(" , "), undefined)).toEqual(reversed);
  });

  test.each([
    ["lacks a column", columns.slice(1).join(","), "The header lacks the column name."],
    ["has one twice", [...columns, "name"].join(","), "The header has a column twice."],
    [
      "has a foreign one",
      [...columns, "sub"].join(","),
      "Column 13 of the header is not one of the user pool.",
    ],
    ["follows a byte order mark", `\uFEFF${columns.join(",")}`, "The file begins with a byte order mark."],
    ["is quoted", columns.map((name) => `"${name}"`).join(","), "The header lacks the column name."],
    ["is not text", undefined, "The file is not UTF-8 text."],
  ])("is refused where it %s", (_, line, message) => {
    expect(() => readHeader(settings, line, undefined)).toThrow(message);
  });

  test("has a column for hashes where the job has an algorithm, and only there", () => {
    const all = [...columns, "cognito:password_hash"];
    expect(readHeader(settings, all.join(","), "SCRYPT")).toEqual(all);
    expect(() => readHeader(settings, all.join(","), undefined)).toThrow("Column 13");
    expect(() => readHeader(settings, columns.join(","), "SCRYPT")).toThrow(
      "lacks the column cognito:password",
    );
  });
});

describe("a row of an import file", () => {
  test("is a user whose password has to be reset", () => {
    expect(read({ "custom:team": "a\\, b", birthdate: "12/31/1990" })).toEqual({
      username: "ada",
      attributes: {
        name: "Ada",
        email: "ada@example.com",
        email_verified: "true",
        "custom:team": "a, b",
        birthdate: "12/31/1990",
      },
      status: "RESET_REQUIRED",
      enabledFactors: [],
      passwordHash: undefined,
    });
  });

  test.each<[Record<string, string>, string]>([
    [{ "cognito:username": "" }, "cognito:username has no value."],
    [
      { "cognito:username": "ada lovelace" },
      "cognito:username must have 1 to 128 characters, none of them blank.",
    ],
    [
      { "cognito:username": "a".repeat(129) },
      "cognito:username must have 1 to 128 characters, none of them blank.",
    ],
    [{ "cognito:mfa_enabled": "" }, "cognito:mfa_enabled must be TRUE or FALSE."],
    [
      { "cognito:mfa_enabled": "TRUE" },
      "cognito:mfa_enabled must be FALSE, because the user pool has MFA switched off.",
    ],
    [
      { email_verified: "FALSE" },
      "The User Record does not set any of the auto verified attributes to true.",
    ],
    [{ email: "" }, "Email is required when email_verified is set to true."],
    [{ email: "ada" }, "Invalid email address format."],
    [{ name: "" }, "Attributes did not conform to the schema: name: The attribute is required"],
    [{ email_verified: "yes" }, "email_verified: Boolean attributes must be true or false"],
    [{ birthdate: "1990-12-31" }, "birthdate must be written as mm/dd/yyyy."],
    [{ birthdate: "13/01/1990" }, "birthdate must be written as mm/dd/yyyy."],
    [{ updated_at: "yesterday" }, "updated_at must be a number of seconds since 1970."],
    [{ given_name: "a,b" }, "The line has 7 values, but the header has 6 columns."],
  ])("is refused with %j", (changes, message) => {
    expect(() => read(changes)).toThrow(message);
  });

  test("has at most 16,000 characters", () => {
    expect(() => read({ given_name: "a".repeat(16_000) })).toThrow("longer than 16000 characters");
  });

  test("goes along with the pool's MFA", () => {
    const withPhone = { phone_number: "+4915112345678", "cognito:mfa_enabled": "true" };
    const required = { ...settings, MfaConfiguration: "ON" } as const;
    const optional = { ...settings, MfaConfiguration: "OPTIONAL" } as const;
    expect(read(withPhone, required).enabledFactors).toEqual(["SMS_MFA"]);
    expect(read({ "cognito:mfa_enabled": "TRUE" }, required).enabledFactors).toEqual([]);
    expect(() => read({}, required)).toThrow("must be TRUE, because the user pool requires MFA");
    expect(read(withPhone, optional).enabledFactors).toEqual(["SMS_MFA"]);
    expect(read({}, optional).enabledFactors).toEqual([]);
    expect(() => read({ "cognito:mfa_enabled": "TRUE" }, optional)).toThrow("phone_number has no value");
  });

  test("has an address as its name where users sign in with one", () => {
    const byEmail: PoolSettings = { ...settings, UsernameAttributes: ["email"] };
    expect(read({ "cognito:username": "ada@example.com", email: "" }, byEmail)).toMatchObject({
      username: sub,
      attributes: { email: "ada@example.com" },
    });
    expect(() => read({}, byEmail)).toThrow("Username should be an email.");
  });

  test("is a confirmed user where people sign in by codes", () => {
    const passwordless: PoolSettings = {
      ...settings,
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    };
    expect(read({}, passwordless).status).toBe("CONFIRMED");
  });
});
