/** The first line of an import file: which columns there are, in whichever order (contract: CSV import). */
import { invalidParameter } from "../../kernel/errors.ts";
import type { ImportJobRecord } from "../../kernel/import-job.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { schemaOf } from "../pools/settings.ts";
import { splitLine } from "./csv.ts";

export const usernameColumn = "cognito:username";
export const mfaColumn = "cognito:mfa_enabled";
export const passwordColumn = "cognito:password_hash";

/** In the order in which GetCSVHeader shows them. */
const standardColumns = [
  "name",
  "given_name",
  "family_name",
  "middle_name",
  "nickname",
  "preferred_username",
  "profile",
  "picture",
  "website",
  "email",
  "email_verified",
  "gender",
  "birthdate",
  "zoneinfo",
  "locale",
  "phone_number",
  "phone_number_verified",
  "address",
  "updated_at",
];

/** The columns of a file for this pool: its standard attributes, its custom ones, and two that are no attributes. */
export function csvHeader(settings: PoolSettings): string[] {
  const names = [...schemaOf(settings).keys()];
  const standard = standardColumns.filter((name) => names.includes(name));
  const custom = names.filter((name) => name.startsWith("custom:") || name.startsWith("dev:"));
  return [...standard, ...custom, mfaColumn, usernameColumn];
}

/**
 * Reads the header line.
 *
 * @throws InvalidParameterException that says what is wrong with it; the job fails then.
 */
export function readHeader(
  settings: PoolSettings,
  line: string | undefined,
  algorithm: ImportJobRecord["algorithm"],
): string[] {
  if (line === undefined) throw wrongHeader("The file is not UTF-8 text.");
  if (line.startsWith("\uFEFF")) throw wrongHeader("The file begins with a byte order mark.");
  const columns = splitLine(line);
  const wanted = csvHeader(settings);
  if (algorithm !== undefined) wanted.push(passwordColumn);
  if (new Set(columns).size < columns.length) throw wrongHeader("The header has a column twice.");
  const missing = wanted.find((name) => !columns.includes(name));
  if (missing !== undefined) throw wrongHeader(`The header lacks the column ${missing}.`);
  const unknown = columns.findIndex((name) => !wanted.includes(name));
  if (unknown >= 0) throw wrongHeader(`Column ${unknown + 1} of the header is not one of the user pool.`);
  return columns;
}

const wrongHeader = (text: string): Error => invalidParameter(text, "import_header");
