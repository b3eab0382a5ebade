/**
 * The attribute schema of a user pool: the standard attributes, as the pool's creator adjusts them, and its custom ones
 * (contract: attribute schema). Fixed at creation; afterwards it only grows.
 */
import type { SchemaAttributeType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import { type SchemaAttribute, standardAttributes, systemAttributes } from "./standard-attributes.ts";

/** Characters that one value may have; no attribute allows more. */
const greatestLength = 2048;

/** The complete schema of a new pool. Throws InvalidParameterException. */
export function buildSchema(requested: readonly SchemaAttributeType[]): SchemaAttribute[] {
  const schema = new Map(standardAttributes.map((attribute) => [attribute.Name, attribute]));
  const named = new Set<string>();
  for (const asked of requested) {
    const standard = schema.get(asked.Name ?? "");
    const attribute = standard === undefined ? makeCustom(asked) : adjustStandard(standard, asked);
    const { Name } = attribute;
    if (named.has(Name)) throw duplicateOf(Name);
    named.add(Name);
    schema.set(Name, attribute);
  }
  return [...schema.values()];
}

/** Custom attributes that a pool may have (contract: custom attributes). */
const mostCustomAttributes = 50;

/** The schema with more custom attributes; nothing else of it can change. Throws InvalidParameterException. */
export function extendSchema(
  present: readonly SchemaAttributeType[],
  requested: readonly SchemaAttributeType[],
): SchemaAttributeType[] {
  const schema = [...present];
  const named = new Set(present.map(({ Name }) => Name));
  for (const attribute of requested.map(makeCustom)) {
    if (named.has(attribute.Name)) throw duplicateOf(attribute.Name);
    named.add(attribute.Name);
    schema.push(attribute);
  }
  if (schema.filter(isCustom).length > mostCustomAttributes) {
    const text = `A user pool can have ${mostCustomAttributes} custom attributes at most.`;
    throw invalidParameter(text, "schema_full");
  }
  return schema;
}

const isCustom = ({ Name }: SchemaAttributeType): boolean => /^(dev:)?custom:/.test(Name ?? "");

function adjustStandard(standard: SchemaAttribute, asked: SchemaAttributeType): SchemaAttribute {
  const { Name, AttributeDataType } = standard;
  if (
    (asked.AttributeDataType ?? AttributeDataType) !== AttributeDataType ||
    asked.DeveloperOnlyAttribute === true
  ) {
    const text = `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${Name}`;
    throw invalidParameter(text, "schema_standard_changed");
  }
  if (systemAttributes.has(Name)) return standard;
  return {
    ...standard,
    Mutable: asked.Mutable ?? standard.Mutable,
    Required: asked.Required ?? standard.Required,
    ...constraintsOf(standard, asked),
  };
}

function makeCustom(asked: SchemaAttributeType): SchemaAttribute {
  if (asked.Name === undefined)
    throw invalidParameter("A schema attribute needs a Name.", "schema_name_missing");
  if (asked.Required === true) {
    throw invalidParameter(
      "Required custom attributes are not supported currently.",
      "schema_custom_required",
    );
  }
  const developerOnly = asked.DeveloperOnlyAttribute === true;
  const attribute = {
    Name: developerOnly ? `dev:custom:${asked.Name}` : `custom:${asked.Name}`,
    AttributeDataType: asked.AttributeDataType ?? "String",
    DeveloperOnlyAttribute: developerOnly,
    Mutable: asked.Mutable ?? true,
    Required: false,
  } as const;
  return { ...attribute, ...constraintsOf(attribute, asked) };
}

type Constraints = Pick<SchemaAttributeType, "StringAttributeConstraints" | "NumberAttributeConstraints">;

/** The constraints that belong to the attribute's type, over those it had; the others mean nothing. */
function constraintsOf(attribute: SchemaAttribute, asked: Constraints): Constraints {
  if (attribute.AttributeDataType === "String") {
    const given = { ...attribute.StringAttributeConstraints, ...asked.StringAttributeConstraints };
    checkLengths(attribute.Name, given);
    return { StringAttributeConstraints: given };
  }
  if (attribute.AttributeDataType === "Number") {
    const given = { ...attribute.NumberAttributeConstraints, ...asked.NumberAttributeConstraints };
    checkValues(attribute.Name, given);
    return { NumberAttributeConstraints: given };
  }
  return {};
}

function checkLengths(name: string, given: NonNullable<Constraints["StringAttributeConstraints"]>): void {
  const read = (text: string | undefined): number | undefined =>
    readLimit(text, /^\d{1,15}$/, `Invalid StringAttributeConstraints for schema attribute ${name}`);
  const [min = 0, max = greatestLength] = [read(given.MinLength), read(given.MaxLength)];
  if (Math.max(min, max) > greatestLength) {
    throw outOfRange(`user.${name}: String attributes cannot have a length of more than ${greatestLength}`);
  }
  if (max < min) throw outOfRange(`user.${name}: Max length cannot be less than min length.`);
}

function checkValues(name: string, given: NonNullable<Constraints["NumberAttributeConstraints"]>): void {
  const read = (text: string | undefined): number | undefined =>
    readLimit(text, /^-?\d{1,15}$/, `Invalid NumberAttributeConstraints for schema attribute ${name}`);
  const [min = -Infinity, max = Infinity] = [read(given.MinValue), read(given.MaxValue)];
  if (max < min) throw outOfRange(`user.${name}: Max value cannot be less than min value.`);
}

/** Constraints travel as text; fifteen digits are exact in a double. */
function readLimit(text: string | undefined, form: RegExp, refusal: string): number | undefined {
  if (text === undefined) return undefined;
  if (!form.test(text)) throw invalidParameter(refusal, "schema_constraint_malformed");
  return Number(text);
}

const outOfRange = (text: string): Error => invalidParameter(text, "schema_constraint_range");

const duplicateOf = (name: string): Error =>
  invalidParameter(`${name}: Existing attribute already has name ${name}.`, "schema_duplicate");
