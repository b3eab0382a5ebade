/**
 * What sign-up operations do for a name that nobody has. With PreventUserExistenceErrors the same work is done and the same
 * answer given as for a user; without it the name is refused at once (contract: user existence protection).
 */
import { hmacSha256 } from "../../kernel/digests.ts";
import { isEmail, isPhoneNumber } from "../../rules/attribute-values.ts";
import { type CodeTarget, targetOf } from "../../rules/codes.ts";
import { decoyUser } from "../../rules/sign-in/decoy.ts";
import { foldName } from "../../rules/sign-in-names.ts";
import type { Pool } from "../operation.ts";

/** The sub that stands in for an unknown name, always the same: limits are charged to it. */
export function decoySub(pool: Pool, name: string): string {
  const { id, settings } = pool;
  return decoyUser(pool.keys.for("fake-user"), { poolId: id, settings, name: foldName(settings, name) }).sub;
}

/**
 * Where a code for an unknown name would go: to the name itself if it is an address that the pool verifies, else to an
 * invented one that stays the same for this name.
 */
export function decoyTarget(
  pool: Pool,
  name: string,
  verified: readonly [CodeTarget["attribute"], ...CodeTarget["attribute"][]],
): CodeTarget {
  const folded = foldName(pool.settings, name);
  const byName = verified.find((attribute) => hasFormat[attribute](folded));
  if (byName !== undefined) return targetOf(byName, folded);
  const bytes = hmacSha256(pool.keys.for("fake-user"), `destination|${folded}`);
  const [attribute] = verified;
  return targetOf(attribute, attribute === "email" ? inventEmail(bytes) : inventPhoneNumber(bytes));
}

const hasFormat = { email: isEmail, phone_number: isPhoneNumber };

/** Only its two first letters are ever shown. */
function inventEmail(bytes: Buffer): string {
  return `${letter(bytes.readUInt32BE(0))}@${letter(bytes.readUInt32BE(4))}`;
}

/** Only its last four digits are ever shown. */
function inventPhoneNumber(bytes: Buffer): string {
  return `+1${String(bytes.readUInt32BE(0) % 10_000).padStart(10, "0")}`;
}

const letter = (number: number): string => String.fromCharCode(97 + (number % 26));
