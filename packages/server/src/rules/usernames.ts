/**
 * Which usernames a pool accepts for a new user, and what they turn into (contract: identifiers and sign-in names).
 */
import { invalidParameter } from "../kernel/errors.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { isEmail, isPhoneNumber } from "./attribute-values.ts";
import type { Attributes } from "./attributes.ts";
import { aliasAttributes, foldName, usernameAttributes, usesAttributeAsUsername } from "./sign-in-names.ts";

/** A new user's canonical username, and its attributes with the one that the given name filled. */
export interface NewIdentity {
  username: string;
  attributes: Attributes;
}

/**
 * What a new user is called. Where users sign in with an attribute the username is the user's sub, and the name given fills
 * that attribute; elsewhere it is the name as given, which must not look like an alias of somebody.
 *
 * @throws InvalidParameterException if the name has the wrong form for the pool.
 */
export function identifyNewUser(
  settings: PoolSettings,
  given: { name: string; sub: string; attributes: Readonly<Attributes> },
): NewIdentity {
  if (!usesAttributeAsUsername(settings)) {
    checkFreeUsername(settings, given.name);
    return { username: given.name, attributes: { ...given.attributes } };
  }
  const attribute = attributeOfUsername(settings, given.name);
  const said = given.attributes[attribute];
  if (said !== undefined && foldName(settings, said) !== foldName(settings, given.name)) {
    throw invalidParameter(`The ${attribute} attribute must be the username.`, "username_attribute_differs");
  }
  return { username: given.sub, attributes: { ...given.attributes, [attribute]: given.name } };
}

const formats = { email: isEmail, phone_number: isPhoneNumber };

function attributeOfUsername(settings: PoolSettings, name: string): "email" | "phone_number" {
  const accepted = usernameAttributes(settings);
  const attribute = accepted.find((candidate) => formats[candidate](name));
  if (attribute !== undefined) return attribute;
  throw invalidParameter(expectedFormat(accepted), "username_format");
}

function expectedFormat(accepted: readonly ("email" | "phone_number")[]): string {
  if (accepted.length > 1) return "Username should be either an email or a phone number.";
  return accepted[0] === "email" ? "Username should be an email." : "Username should be a phone number.";
}

/** A username that looks like an alias could be taken for another user's. */
function checkFreeUsername(settings: PoolSettings, name: string): void {
  const aliases = aliasAttributes(settings);
  if (aliases.includes("email") && isEmail(name)) throw aliasLike("email");
  if (aliases.includes("phone_number") && isPhoneNumber(name)) throw aliasLike("phone number");
}

function aliasLike(format: "email" | "phone number"): Error {
  return invalidParameter(
    `Username cannot be of ${format} format, since user pool is configured for ${format} alias.`,
    "username_format",
  );
}
