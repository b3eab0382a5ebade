/** One line of an import file as the user it describes (contract: CSV import). */
import { invalidParameter } from "../../kernel/errors.ts";
import type { MfaFactor, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import {
  type Attributes,
  checkAttributes,
  checkRequiredAttributes,
  checkVerifiedFlags,
} from "../attributes.ts";
import { mfaOf } from "../pools/settings.ts";
import { allowsPasswordlessUsers } from "../sign-up.ts";
import { identifyNewUser } from "../usernames.ts";
import { longestLine, splitLine } from "./csv.ts";
import { mfaColumn, passwordColumn, usernameColumn } from "./header.ts";

/** What a line says of its user. `passwordHash` is as it stands there; undefined in a file without such hashes. */
export interface ImportedUser extends Pick<
  UserRecord,
  "username" | "attributes" | "status" | "enabledFactors"
> {
  passwordHash: string | undefined;
}

/**
 * Reads a line. `sub` becomes the username where users of the pool sign in with an attribute.
 *
 * @throws InvalidParameterException that says what is wrong with the line, and names no value of it.
 */
export function readRow(
  settings: PoolSettings,
  given: { columns: readonly string[]; line: string | undefined; sub: string },
): ImportedUser {
  const row = readValues(given.columns, given.line);
  const name = row[usernameColumn] ?? "";
  checkUsername(name);
  const attributes = readAttributes(settings, row);
  const identity = identifyNewUser(settings, { name, sub: given.sub, attributes });
  checkVerifiedFlags(identity.attributes);
  checkRequiredAttributes(settings, identity.attributes);
  checkAutoVerified(settings, identity.attributes);
  const passwordHash = given.columns.includes(passwordColumn) ? (row[passwordColumn] ?? "") : undefined;
  return {
    ...identity,
    status: passwordHash !== undefined || allowsPasswordlessUsers(settings) ? "CONFIRMED" : "RESET_REQUIRED",
    enabledFactors: readFactors(settings, row[mfaColumn] ?? "", identity.attributes),
    passwordHash,
  };
}

function readValues(columns: readonly string[], line: string | undefined): Record<string, string> {
  if (line === undefined) throw wrong("The line is not UTF-8 text.");
  if (line.length > longestLine) throw wrong(`The line is longer than ${longestLine} characters.`);
  const values = splitLine(line);
  if (values.length !== columns.length)
    throw wrong(`The line has ${values.length} values, but the header has ${columns.length} columns.`);
  return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ""]));
}

/** As the model has usernames. */
const usernameFormat = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

function checkUsername(name: string): void {
  if (name === "") throw wrong(`${usernameColumn} has no value.`);
  if (!usernameFormat.test(name) || name.length > 128)
    throw wrong(`${usernameColumn} must have 1 to 128 characters, none of them blank.`);
}

const dateFormat = /^(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])\/\d{4}$/;
const secondsFormat = /^\d{1,12}$/;

function readAttributes(settings: PoolSettings, row: Readonly<Record<string, string>>): Attributes {
  const { birthdate = "", updated_at: updatedAt = "" } = row;
  if (birthdate !== "" && !dateFormat.test(birthdate))
    throw wrong("birthdate must be written as mm/dd/yyyy.");
  if (updatedAt !== "" && !secondsFormat.test(updatedAt))
    throw wrong("updated_at must be a number of seconds since 1970.");
  const others = new Set([usernameColumn, mfaColumn, passwordColumn]);
  const list = Object.entries(row).filter(([name]) => !others.has(name));
  return checkAttributes(settings, { list: list.map(([Name, Value]) => ({ Name, Value })) });
}

/** Somebody without an address that is known to be theirs could never get in: there is no password. */
function checkAutoVerified(settings: PoolSettings, attributes: Readonly<Attributes>): void {
  const verified = settings.AutoVerifiedAttributes ?? [];
  if (verified.some((name) => attributes[`${name}_verified`] === "true" && attributes[name])) return;
  throw wrong(
    "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).",
  );
}

/** TRUE switches text messages on, as far as the user has a phone number. */
function readFactors(settings: PoolSettings, text: string, attributes: Readonly<Attributes>): MfaFactor[] {
  const { mode } = mfaOf(settings);
  const value = text.toLowerCase();
  if (value !== "true" && value !== "false") throw wrong(`${mfaColumn} must be TRUE or FALSE.`);
  if (mode === "ON" && value !== "true")
    throw wrong(`${mfaColumn} must be TRUE, because the user pool requires MFA.`);
  if (mode === "OFF" && value !== "false")
    throw wrong(`${mfaColumn} must be FALSE, because the user pool has MFA switched off.`);
  if (value === "false") return [];
  if (attributes["phone_number"] !== undefined) return ["SMS_MFA"];
  // Where MFA is required the first sign-in sets a factor up; elsewhere there would be none, whatever the file says.
  if (mode === "OPTIONAL") throw wrong(`${mfaColumn} is TRUE, but phone_number has no value.`);
  return [];
}

const wrong = (text: string): Error => invalidParameter(text, "import_row");
