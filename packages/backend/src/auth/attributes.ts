/** The pool's attributes: those of OpenID Connect that the author names, and the project's own. */
import type { SchemaAttributeType } from "@poolhouse/protocol";
import { attributeNames, isStandardAttribute } from "./attribute-names.ts";
import type { LoginNames } from "./login.ts";
import type { CustomAttributeProps, StandardAttributeProps, UserAttributes } from "./props.ts";

/** The schema of a new pool. What people sign in with is required and can change, unless the author says otherwise. */
export function schemaOf(given: UserAttributes | undefined, names: LoginNames): SchemaAttributeType[] {
  const signInNames = {
    ...(names.email && { email: { required: true, mutable: true } }),
    ...(names.phone && { phoneNumber: { required: true, mutable: true } }),
  };
  const all: Record<string, StandardAttributeProps | CustomAttributeProps> = { ...signInNames, ...given };
  return Object.entries(all).map(([name, props]) => attributeOf(name, props));
}

function attributeOf(
  name: string,
  props: StandardAttributeProps | CustomAttributeProps,
): SchemaAttributeType {
  if ("dataType" in props) return customAttribute(name, props);
  if (isStandardAttribute(name)) {
    const { required = false, mutable = true } = props;
    return { Name: attributeNames[name], Required: required, Mutable: mutable };
  }
  const fault = name.startsWith("custom:")
    ? `The attribute '${name}' needs a dataType: String, Number, Boolean or DateTime.`
    : `Unknown user attribute '${name}'. Attributes of your own begin with 'custom:'.`;
  throw new Error(fault);
}

const standardNames: ReadonlySet<string> = new Set(Object.values(attributeNames));

/** The wire adds the prefix itself, so that it cannot tell an own attribute of a standard one's name from that one. */
function customAttribute(name: string, props: CustomAttributeProps): SchemaAttributeType {
  const Name = name.replace(/^custom:/, "");
  if (standardNames.has(Name))
    throw new Error(`The attribute '${name}' has the name of a standard attribute.`);
  const attribute = {
    Name,
    AttributeDataType: props.dataType,
    Mutable: props.mutable ?? true,
  };
  if (props.dataType === "String") {
    const { minLen, maxLen } = props;
    return { ...attribute, StringAttributeConstraints: limits({ MinLength: minLen, MaxLength: maxLen }) };
  }
  if (props.dataType === "Number") {
    const { min, max } = props;
    return { ...attribute, NumberAttributeConstraints: limits({ MinValue: min, MaxValue: max }) };
  }
  return attribute;
}

/** Constraints travel as text. */
function limits(given: Record<string, number | undefined>): Record<string, string> {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}
