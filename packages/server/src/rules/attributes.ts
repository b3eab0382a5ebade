/**
 * The attributes of a user: what the pool's schema accepts, what an app client may write and read, and their shape on the
 * wire (contract: attribute schema, value validation, per-client permissions).
 */
import type { AttributeType } from "@poolhouse/protocol";
import { invalidParameter, notAuthorized } from "../kernel/errors.ts";
import type { UserRecord } from "../kernel/records.ts";
import type { ClientSettings, PoolSettings } from "../kernel/settings.ts";
import { checkFormat, normalizeValue, valueFault } from "./attribute-values.ts";
import { type AttributeRule, schemaOf } from "./pools/settings.ts";

/** Attributes by name, as stored: without sub, booleans as "true" and "false". */
export type Attributes = Record<string, string>;

/**
 * Reads the attributes a request gives for a user that is being made or completed: names and values against the schema and,
 * where a client writes, its permissions. An attribute without a value counts as not given; of two with one name the
 * later stands.
 *
 * @param given.client the app client's settings; absent where an operator writes, whom permissions do not bind.
 * @throws InvalidParameterException for what the schema refuses; NotAuthorizedException for what the client may not write.
 * @example
 * checkAttributes(settings, { list: [{ Name: "email_verified", Value: "True" }] }); // { email_verified: "true" }
 */
export function checkAttributes(
  settings: PoolSettings,
  given: { list: readonly AttributeType[] | undefined; client?: ClientSettings | undefined },
): Attributes {
  const attributes = readAttributes(schemaOf(settings), given.list ?? []);
  if (given.client !== undefined) checkWritable(settings, given.client, given.list ?? []);
  return attributes;
}

function readAttributes(
  schema: ReadonlyMap<string, AttributeRule>,
  list: readonly AttributeType[],
): Attributes {
  const attributes: Attributes = {};
  const faults: string[] = [];
  for (const { Name: name, Value: value = "" } of list) {
    const rule = findRule(schema, name);
    if (value === "") continue;
    attributes[name] = normalizeValue(rule, value);
    const fault = valueFault(rule, attributes[name]);
    if (fault !== undefined) faults.push(`${name}: ${fault}\n`);
    else checkFormat(name, value);
  }
  if (faults.length > 0) throw doesNotConform(faults.join(""));
  return attributes;
}

function findRule(schema: ReadonlyMap<string, AttributeRule>, name: string): AttributeRule {
  if (isSystemManaged(name)) {
    throw invalidParameter(`Cannot modify the non-mutable attribute ${name}`, "attribute_system_managed");
  }
  const rule = schema.get(name);
  if (rule === undefined) throw doesNotConform(`Type for attribute {${name}} could not be determined`);
  return rule;
}

/** What only the service itself writes. */
function isSystemManaged(name: string): boolean {
  return name === "sub" || name === "identities" || name.startsWith("cognito:");
}

function doesNotConform(why: string): Error {
  return invalidParameter(`Attributes did not conform to the schema: ${why}`, "attribute_schema");
}

/** The attributes that the pool requires and these lack, in the order of the schema. `sub` is never among them. */
export function missingAttributes(settings: PoolSettings, attributes: Readonly<Attributes>): string[] {
  const required = [...schemaOf(settings)].filter(([name, rule]) => rule.required && name !== "sub");
  return required.map(([name]) => name).filter((name) => (attributes[name] ?? "") === "");
}

/** Throws InvalidParameterException, naming all of them, if the pool requires attributes that these lack. */
export function checkRequiredAttributes(settings: PoolSettings, attributes: Readonly<Attributes>): void {
  const missing = missingAttributes(settings, attributes);
  if (missing.length > 0)
    throw doesNotConform(missing.map((name) => `${name}: The attribute is required\n`).join(""));
}

/** Throws InvalidParameterException if something is marked as verified that is not there. */
export function checkVerifiedFlags(attributes: Readonly<Attributes>): void {
  for (const [name, label] of [
    ["email", "Email"],
    ["phone_number", "Phone number"],
  ] as const) {
    if (attributes[`${name}_verified`] !== "true" || attributes[name] !== undefined) continue;
    throw invalidParameter(
      `${label} is required when ${name}_verified is set to true.`,
      "verified_without_value",
    );
  }
}

function checkWritable(settings: PoolSettings, client: ClientSettings, list: readonly AttributeType[]): void {
  const schema = schemaOf(settings);
  if (list.every(({ Name: name }) => isWritable(client, name, schema.get(name)))) return;
  throw notAuthorized("A client attempted to write unauthorized attribute", "attribute_not_writable");
}

function isWritable(client: ClientSettings, name: string, rule: AttributeRule | undefined): boolean {
  if (name === "email_verified" || name === "phone_number_verified" || rule?.developerOnly === true)
    return false;
  return rule?.required === true || isListed(client.WriteAttributes, name);
}

/**
 * The attributes that an app client may read, of the user's: those it lists, or without a list all but custom ones. `sub` is
 * always readable and is not part of the answer. ID tokens carry the same.
 */
export function readableAttributes(client: ClientSettings, user: Pick<UserRecord, "attributes">): Attributes {
  const readable = Object.entries(user.attributes).filter(([name]) => isListed(client.ReadAttributes, name));
  return Object.fromEntries(readable);
}

/** No list means the standard attributes; an empty one means what it says. */
function isListed(list: readonly string[] | undefined, name: string): boolean {
  return list === undefined ? isStandard(name) : list.includes(name);
}

const isStandard = (name: string): boolean => !name.startsWith("custom:") && !name.startsWith("dev:");

/** The attributes as lists on the wire show them: `sub` first. */
export function userAttributesOf(user: Pick<UserRecord, "sub" | "attributes">): AttributeType[] {
  const others = Object.entries(user.attributes).map(([name, value]) => ({ Name: name, Value: value }));
  return [{ Name: "sub", Value: user.sub }, ...others];
}
