/**
 * The settings of a style: a document in three parts, whose members are the parts of the sign-in pages (contract: managed
 * login pages). What is below them is checked by what it is: colours, switches, sizes and words.
 */
import { isJsonObject, type JsonObject, type JsonValue } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";

const parts: Readonly<Record<string, ReadonlySet<string>>> = {
  categories: new Set(["auth", "form", "global", "signUp"]),
  componentClasses: new Set([
    "buttons",
    "divider",
    "dropDown",
    "focusState",
    "idpButtons",
    "input",
    "inputDescription",
    "inputLabel",
    "link",
    "optionControls",
    "statusIndicator",
  ]),
  components: new Set([
    "alert",
    "favicon",
    "form",
    "idpButton",
    "pageBackground",
    "pageFooter",
    "pageHeader",
    "pageText",
    "phoneNumberSelector",
    "primaryButton",
    "secondaryButton",
  ]),
};

/** Members of an object, and elements of a list. */
const mostMembers = 100;
const greatestNumber = 1000;

/** The settings, if they are some. Throws InvalidParameterException. */
export function checkSettings(settings: JsonValue): JsonObject {
  if (!isJsonObject(settings)) throw refuse("Settings", "must be a JSON object");
  for (const [name, part] of Object.entries(settings)) {
    const members = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (members === undefined) throw refuse(name, "is not a part of the settings");
    if (!isJsonObject(part)) throw refuse(name, "must be a JSON object");
    for (const [member, value] of Object.entries(part)) {
      if (!members.has(member)) throw refuse(`${name}.${member}`, "is not a part of the settings");
      checkValue(value, `${name}.${member}`);
    }
  }
  return settings;
}

function checkValue(value: JsonValue, path: string): void {
  if (Array.isArray(value)) {
    if (value.length > mostMembers) throw refuse(path, `has more than ${mostMembers} elements`);
    for (const element of value) checkValue(element, path);
  } else if (isJsonObject(value)) {
    const members = Object.entries(value);
    if (members.length > mostMembers) throw refuse(path, `has more than ${mostMembers} members`);
    for (const [name, member] of members) {
      if (!/^[\p{L}\p{N} _.-]{1,40}$/u.test(name)) throw refuse(path, "has a member with an unusual name");
      checkValue(member, `${path}.${name}`);
    }
  } else {
    checkLeaf(value, path);
  }
}

function checkLeaf(value: Exclude<JsonValue, JsonObject | JsonValue[]>, path: string): void {
  if (/color$/i.test(path)) {
    if (typeof value === "string" && /^[0-9a-f]{8}$/i.test(value)) return;
    throw refuse(path, "must be a color of eight hexadecimal digits: red, green, blue and opacity");
  }
  if (typeof value === "boolean") return;
  if (typeof value === "number") {
    if (value >= 0 && value <= greatestNumber) return;
    throw refuse(path, `must be between 0 and ${greatestNumber}`);
  }
  if (typeof value === "string" && /^[\p{L}\p{N} _.:-]{0,128}$/u.test(value)) return;
  throw refuse(path, "must be true, false, a number, or a word of 128 characters at most");
}

const refuse = (path: string, why: string): Error =>
  invalidParameter(`Invalid branding settings: ${path} ${why}.`, "branding_settings");

/** The settings with those of `defaults` where they say nothing. Lists are taken whole. */
export function mergeSettings(defaults: JsonObject, settings: JsonObject): JsonObject {
  const merged: JsonObject = { ...defaults };
  for (const [name, value] of Object.entries(settings)) {
    const present = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    const areBoth = isJsonObject(present) && isJsonObject(value);
    merged[name] = areBoth ? mergeSettings(present, value) : value;
  }
  return merged;
}
