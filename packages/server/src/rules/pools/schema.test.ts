import type { SchemaAttributeType } from "@poolhouse/protocol";
import { describe, expect, it } from "vitest";
import { buildSchema } from "./schema.ts";

const find = (requested: SchemaAttributeType[], name: string): SchemaAttributeType | undefined =>
  buildSchema(requested).find(({ Name }) => Name === name);

describe("a schema", () => {
  it("has all standard attributes, of which only sub is required and fixed", () => {
    const schema = buildSchema([]);
    expect(schema).toHaveLength(21);
    expect(schema.filter(({ Required }) => Required).map(({ Name }) => Name)).toEqual(["sub"]);
    expect(schema.filter(({ Mutable }) => !Mutable).map(({ Name }) => Name)).toEqual(["sub"]);
    expect(find([], "birthdate")?.StringAttributeConstraints).toEqual({ MinLength: "10", MaxLength: "10" });
    expect(find([], "updated_at")?.NumberAttributeConstraints).toEqual({ MinValue: "0" });
    expect(find([], "email_verified")?.AttributeDataType).toBe("Boolean");
  });

  it("lets the pool require, fix and shorten standard attributes", () => {
    const asked = {
      Name: "email",
      Required: true,
      Mutable: false,
      StringAttributeConstraints: { MaxLength: "100" },
    };
    expect(find([asked], "email")).toEqual({
      Name: "email",
      AttributeDataType: "String",
      DeveloperOnlyAttribute: false,
      Mutable: false,
      Required: true,
      StringAttributeConstraints: { MinLength: "0", MaxLength: "100" },
    });
  });

  it("does not let the pool loosen what the service keeps", () => {
    expect(find([{ Name: "sub", Mutable: true, Required: false }], "sub")).toMatchObject({
      Mutable: false,
      Required: true,
    });
  });

  it("adds custom attributes under their prefixes, as text unless said otherwise", () => {
    expect(find([{ Name: "team" }], "custom:team")).toEqual({
      Name: "custom:team",
      AttributeDataType: "String",
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      StringAttributeConstraints: {},
    });
    const level: SchemaAttributeType = {
      Name: "level",
      AttributeDataType: "Number",
      DeveloperOnlyAttribute: true,
      Mutable: false,
      NumberAttributeConstraints: { MinValue: "-5", MaxValue: "5" },
    };
    expect(find([level], "dev:custom:level")).toEqual({
      ...level,
      Name: "dev:custom:level",
      Required: false,
    });
    expect(find([{ Name: "member", AttributeDataType: "Boolean" }], "custom:member")).not.toHaveProperty(
      "StringAttributeConstraints",
    );
  });
});

describe("a schema is refused", () => {
  const changed = (name: string): string =>
    `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${name}`;
  const text = (MinLength: string | undefined, MaxLength: string | undefined): SchemaAttributeType => ({
    Name: "x",
    AttributeDataType: "String",
    StringAttributeConstraints: { MinLength, MaxLength },
  });
  const number = (MinValue: string, MaxValue: string): SchemaAttributeType => ({
    Name: "x",
    AttributeDataType: "Number",
    NumberAttributeConstraints: { MinValue, MaxValue },
  });

  it.each<[string, SchemaAttributeType[], string]>([
    [
      "another type for a standard attribute",
      [{ Name: "email", AttributeDataType: "Number" }],
      changed("email"),
    ],
    [
      "a developer-only standard attribute",
      [{ Name: "name", DeveloperOnlyAttribute: true }],
      changed("name"),
    ],
    [
      "a required custom attribute",
      [{ Name: "x", Required: true }],
      "Required custom attributes are not supported currently.",
    ],
    [
      "lengths that are not numbers",
      [text("a", "5")],
      "Invalid StringAttributeConstraints for schema attribute custom:x",
    ],
    [
      "negative lengths",
      [text("-1", "5")],
      "Invalid StringAttributeConstraints for schema attribute custom:x",
    ],
    [
      "lengths beyond 2048",
      [text(undefined, "2049")],
      "user.custom:x: String attributes cannot have a length of more than 2048",
    ],
    [
      "lengths the wrong way round",
      [text("6", "5")],
      "user.custom:x: Max length cannot be less than min length.",
    ],
    [
      "values that are not numbers",
      [number("1.5", "2")],
      "Invalid NumberAttributeConstraints for schema attribute custom:x",
    ],
    [
      "values the wrong way round",
      [number("2", "1")],
      "user.custom:x: Max value cannot be less than min value.",
    ],
    [
      "two attributes of one name",
      [{ Name: "x" }, { Name: "x", AttributeDataType: "Number" }],
      "custom:x: Existing attribute already has name custom:x.",
    ],
  ])("with %s", (_case, requested, message) => {
    expect(() => buildSchema(requested)).toThrow(
      expect.objectContaining({ type: "InvalidParameterException", message }),
    );
  });
});
