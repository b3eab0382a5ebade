/**
 * Search keys: what the store keeps of the values that users are searched by, in a form that every database orders and
 * compares alike, whatever its collation.
 */
import type { UserRecord, UserStatus } from "./records.ts";

/** What users can be searched by with a value of their own (contract: ListUsers filter). */
export const searchedAttributes = [
  "username",
  "sub",
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
] as const;

export type SearchedAttribute = (typeof searchedAttributes)[number];

/** Bytes of a value that its key is made of; longer values are told apart by whoever reads them. */
const keyBytes = 120;

/**
 * A value as searches compare it: NFC, in lower case, with one small sigma, because which of the two stands depends on what
 * follows and a prefix has nothing following.
 */
export const foldForSearch = (value: string): string =>
  value.normalize("NFC").toLowerCase().replaceAll("ς", "σ");

/**
 * The key of a value: lower-case hexadecimal of the first bytes of its folded form. The key of a prefix is a prefix of the key.
 *
 * @example
 * searchKey("Al"); // "616c"
 */
export const searchKey = (value: string): string =>
  Buffer.from(foldForSearch(value)).subarray(0, keyBytes).toString("hex");

/** The user's value of a searched attribute, if there is one. */
export function searchedValue(
  user: Pick<UserRecord, "username" | "sub" | "attributes">,
  attribute: SearchedAttribute,
): string | undefined {
  if (attribute === "username" || attribute === "sub") return user[attribute];
  return user.attributes[attribute];
}

/** Users in one order: oldest first, all or those in one state; or by a range of an attribute's search keys. */
export type UserSearch =
  | { by: "age"; status?: UserStatus; enabled?: boolean }
  | { by: "key"; attribute: SearchedAttribute; from: string; below: string };
