/**
 * Recovery codes: ten secrets that a person keeps on paper for the day the telephone is lost. Each stands in once for the code
 * of a second factor. At 120 random bits nobody guesses one, so a keyed hash of it is enough to store (NIST SP 800-63B-4 section
 * 3.1.2.2 asks for salting and stretching only below 112 bits).
 */
import { hour, second } from "../kernel/clock.ts";
import { hmacSha256 } from "../kernel/digests.ts";
import { notAuthorized, ServiceError } from "../kernel/errors.ts";
import { type Random, randomText } from "../kernel/random.ts";
import type { Proof, RecoveryCodeRecord, UserRecord } from "../kernel/records.ts";
import type { PoolKeys } from "../kernel/secret-keys.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { provesTwoFactors } from "./assurance.ts";
import type { UsageLimit } from "./codes.ts";
import { switchesOf } from "./pools/switches.ts";

/** How many a user gets at a time. */
export const recoveryCodesPerUser = 10;

/** How often a user may have new ones made. */
export const createRecoveryCodesLimit: UsageLimit = { action: "CreateRecoveryCodes", window: hour, limit: 5 };

/** Base32 (RFC 4648 section 6) has no 0 and 1, which handwriting takes for letters. */
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const length = 24;
const groupLength = 4;

/** A new code of 24 characters, 120 random bits. */
export function newRecoveryCode(random: Random): string {
  return randomText(random, alphabet, length);
}

/** A code as people are shown it: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`. */
export function showRecoveryCode(code: string): string {
  return Array.from({ length: length / groupLength }, (_, group) =>
    code.slice(group * groupLength, (group + 1) * groupLength),
  ).join("-");
}

const form = /^[A-Za-z2-7]{24}$/;

/** Longer input is no code, however many blanks are in it. */
const longestInput = 100;

/** The code that somebody typed, in any case, with blanks and hyphens anywhere; undefined if it has not the form of one. */
export function readRecoveryCode(typed: string): string | undefined {
  if (typed.length > longestInput) return undefined;
  const code = typed.replaceAll(/[\s-]/g, "");
  return form.test(code) ? code.toUpperCase() : undefined;
}

/** What is kept of a code: it says nothing without the pool's key, and belongs to one user. */
export function recoveryCodeMac(
  keys: PoolKeys,
  { poolId, sub, code }: { poolId: string; sub: string; code: string },
): string {
  return hmacSha256(keys.for("recovery-code"), [poolId, sub, code].join("|")).toString("hex");
}

/** Throws OperationNotEnabledException unless the pool's users may have recovery codes. */
export function requireRecoveryCodes(settings: PoolSettings): void {
  if (switchesOf(settings).recoveryCodes) return;
  const text =
    "Recovery codes are not enabled for the user pool. Set its tag poolhouse:recovery-codes to on to enable them.";
  throw new ServiceError("OperationNotEnabledException", text, "recovery_codes_off");
}

/**
 * Throws NotAuthorizedException unless the session is of a sign-in with two factors: whoever knows only the password must not
 * make a second factor out of it (NIST SP 800-63B-4 section 3.1.2.1).
 *
 * @param session.proven what its sign-in proved; nothing if that is not known.
 * @param session.deviceStoodIn whether its device took the place of a second factor.
 */
export function requireTwoFactors(session: { proven: readonly Proof[]; deviceStoodIn: boolean }): void {
  if (session.deviceStoodIn || provesTwoFactors(session.proven)) return;
  const text =
    "Recovery codes can only be created after a sign-in with a second factor. Set up a second factor, sign in again with it, and repeat the request.";
  throw notAuthorized(text, "session_with_one_factor");
}

/** What a user is told about the codes that are left. Instants are seconds since the epoch on the wire. */
export function describeRecoveryCodes(codes: readonly RecoveryCodeRecord[]): {
  RemainingCodes: number;
  CreationDate?: number;
} {
  const [first] = codes;
  return {
    RemainingCodes: codes.length,
    ...(first !== undefined && { CreationDate: first.createdAt / second }),
  };
}

/** Where a user hears that a recovery code was used: at the address that is proven, e-mail before SMS; undefined for nowhere. */
export function noticeTarget({
  attributes,
}: Pick<UserRecord, "attributes">): { channel: "EMAIL" | "SMS"; to: string } | undefined {
  const { email, phone_number: phone } = attributes;
  if (email && attributes["email_verified"] === "true") return { channel: "EMAIL", to: email };
  if (phone && attributes["phone_number_verified"] === "true") return { channel: "SMS", to: phone };
  return undefined;
}
