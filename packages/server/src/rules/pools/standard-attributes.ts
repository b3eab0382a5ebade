/**
 * The attributes that every user pool has: those of OpenID Connect Core 1.0 section 5.1, and `identities`, which the service
 * keeps itself. In the order DescribeUserPool lists them, with all members it prints.
 */
import type { SchemaAttributeType } from "@poolhouse/protocol";

export type SchemaAttribute = SchemaAttributeType & { Name: string };

const plain = { DeveloperOnlyAttribute: false, Mutable: true, Required: false };

const text = (Name: string, MinLength = "0", MaxLength = "2048"): SchemaAttribute => ({
  Name,
  AttributeDataType: "String",
  ...plain,
  StringAttributeConstraints: { MinLength, MaxLength },
});

const flag = (Name: string): SchemaAttribute => ({ Name, AttributeDataType: "Boolean", ...plain });

export const standardAttributes: readonly SchemaAttribute[] = [
  { ...text("sub", "1"), Mutable: false, Required: true },
  text("name"),
  text("given_name"),
  text("family_name"),
  text("middle_name"),
  text("nickname"),
  text("preferred_username"),
  text("profile"),
  text("picture"),
  text("website"),
  text("email"),
  flag("email_verified"),
  text("gender"),
  text("birthdate", "10", "10"),
  text("zoneinfo"),
  text("locale"),
  text("phone_number"),
  flag("phone_number_verified"),
  text("address"),
  {
    Name: "updated_at",
    AttributeDataType: "Number",
    ...plain,
    NumberAttributeConstraints: { MinValue: "0" },
  },
  { Name: "identities", AttributeDataType: "String", ...plain, StringAttributeConstraints: {} },
];

/** Attributes that only the service writes. */
export const systemAttributes: ReadonlySet<string> = new Set(["sub", "identities"]);
