/**
 * The filter of ListUsers (contract: ListUsers filter): one term that names an attribute and a value or the beginning of one.
 * A filter becomes searches that the store answers by an index, and a comparison that every user found must pass once more.
 */
import { invalidParameter } from "../kernel/errors.ts";
import type { UserRecord, UserStatus } from "../kernel/records.ts";
import {
  foldForSearch,
  type SearchedAttribute,
  searchedAttributes,
  searchedValue,
  searchKey,
  type UserSearch,
} from "../kernel/search-keys.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { isCaseSensitive } from "./sign-in-names.ts";

export interface UserFilter {
  readonly attribute: SearchedAttribute | StateAttribute;
  /** Whether the value is only the beginning of what is looked for. */
  readonly begins: boolean;
  readonly value: string;
}

/** What is searched for in the state of the account: whether it is enabled, and its status. */
type StateAttribute = "status" | "cognito:user_status";

const attributes: ReadonlySet<string> = new Set([...searchedAttributes, "status", "cognito:user_status"]);

const isAttribute = (name: string): name is UserFilter["attribute"] => attributes.has(name);

/**
 * Reads a filter; undefined for the empty one, which all users pass.
 *
 * @throws InvalidParameterException for anything that is not a filter, and for attributes that cannot be searched by.
 * @example
 * parseUserFilter('email ^= "ada@"'); // { attribute: "email", begins: true, value: "ada@" }
 */
export function parseUserFilter(text: string): UserFilter | undefined {
  if (text === "") return undefined;
  const [, quoted, bare = quoted, operator, escaped] = term.exec(text) ?? [];
  if (bare === undefined || escaped === undefined) {
    throw invalidParameter("Error while parsing filter", "filter_syntax");
  }
  if (!isAttribute(bare)) throw invalidParameter(`Invalid search attribute: ${bare}`, "filter_attribute");
  return { attribute: bare, begins: operator === "^=", value: escaped.replaceAll(/\\(["\\])/g, "$1") };
}

/** Name, operator, value; each character can be read in one way only, so it takes linear time. */
const term = /^(?:"([^"\s=^]+)"|([^"\s=^]+)) *(\^?=) *"((?:[^"\\]|\\["\\])*)"$/su;

/** The filter in the one spelling that all its spellings mean. */
export function printUserFilter({ attribute, begins, value }: UserFilter): string {
  return `${attribute} ${begins ? "^=" : "="} "${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** The searches that find, one after the other, whoever may pass the filter. */
export function searchesFor(filter: UserFilter | undefined): UserSearch[] {
  if (filter === undefined) return [{ by: "age" }];
  const { attribute, begins, value } = filter;
  if (attribute === "status") {
    return [true, false]
      .filter((enabled) => isMeant(filter, enabled ? "Enabled" : "Disabled"))
      .map((enabled) => ({ by: "age", enabled }));
  }
  if (attribute === "cognito:user_status") {
    const upper = { begins, value: value.toUpperCase() };
    return statuses.filter((status) => isMeant(upper, status)).map((status) => ({ by: "age", status }));
  }
  const key = searchKey(value);
  // Keys are made of 0 to f: "0" is the first thing that can follow one, and everything that can comes before "g".
  return [{ by: "key", attribute, from: key, below: `${key}${begins ? "g" : "0"}` }];
}

const statuses: readonly UserStatus[] = [
  "UNCONFIRMED",
  "CONFIRMED",
  "ARCHIVED",
  "COMPROMISED",
  "UNKNOWN",
  "RESET_REQUIRED",
  "FORCE_CHANGE_PASSWORD",
  "EXTERNAL_PROVIDER",
];

const isMeant = ({ begins, value }: Pick<UserFilter, "begins" | "value">, candidate: string): boolean =>
  begins ? candidate.startsWith(value) : candidate === value;

/**
 * Whether a user who was found passes the filter: keys tell neither long values apart nor upper from lower case, which
 * matters to usernames in pools that tell it apart too.
 */
export function passesFilter(
  settings: PoolSettings,
  filter: UserFilter | undefined,
  user: Pick<UserRecord, "username" | "sub" | "attributes">,
): boolean {
  // The searches by state are exact.
  if (filter === undefined || isState(filter.attribute)) return true;
  const value = searchedValue(user, filter.attribute);
  if (value === undefined) return false;
  const isExact = filter.attribute === "username" && isCaseSensitive(settings);
  const fold = isExact ? (text: string): string => text.normalize("NFC") : foldForSearch;
  return isMeant({ begins: filter.begins, value: fold(filter.value) }, fold(value));
}

const isState = (attribute: UserFilter["attribute"]): attribute is StateAttribute =>
  attribute === "status" || attribute === "cognito:user_status";
