/**
 * What is kept of a password: a salt and the SRP verifier v = g^x, sealed for its user (docs/decisions). The password itself is
 * seen only here. Each of these costs one modular power.
 */
import { identityInput, parseHexInteger, privateKeyInput, srpGroup, toHex } from "@poolhouse/protocol";
import { equalSecrets, sha256 } from "../kernel/digests.ts";
import { invalidParameter } from "../kernel/errors.ts";
import { srpPoolName } from "../kernel/ids.ts";
import type { ModularPower } from "../kernel/modular-power.ts";
import type { Random } from "../kernel/random.ts";
import type { PasswordRecord, UserRecord } from "../kernel/records.ts";
import { openStored, sealText } from "../kernel/sealing.ts";
import type { PoolKeys } from "../kernel/secret-keys.ts";

/** Whose password: SRP binds it to the pool and to the canonical username. */
export type PasswordOwner = Pick<UserRecord, "poolId" | "sub" | "username">;

export interface PasswordTools {
  readonly random: Random;
  readonly powers: ModularPower;
  readonly keys: PoolKeys;
}

const saltLength = 16;

/** The record of a new password. `now` in milliseconds. */
export async function recordPassword(
  tools: PasswordTools,
  given: { user: PasswordOwner; password: string; now: number },
): Promise<PasswordRecord> {
  const salt = tools.random.bytes(saltLength).toString("hex");
  const verifier = await tools.powers.power(srpGroup.g, privateExponent(given.user, given.password, salt));
  const binding = { place: verifierPlace(given.user), random: tools.random };
  return {
    salt,
    sealedVerifier: sealText(tools.keys.for("srp"), toHex(verifier), binding),
    setAt: given.now,
  };
}

/** When a password was set that came with an import: never here. */
const setElsewhere = 0;

/** More bytes than any other secret here, fewer than the group's 384, so that it is a number of the group. */
const unknownVerifierLength = 380;

/** A record that no password fits, for somebody whose password is only known as a hash that was made elsewhere. */
export function unknownPassword(
  tools: Pick<PasswordTools, "random" | "keys">,
  user: PasswordOwner,
): PasswordRecord {
  const verifier = tools.random.bytes(unknownVerifierLength).toString("hex");
  return {
    salt: tools.random.bytes(saltLength).toString("hex"),
    sealedVerifier: sealText(tools.keys.for("srp"), verifier, {
      place: verifierPlace(user),
      random: tools.random,
    }),
    setAt: setElsewhere,
  };
}

/**
 * The record of a password whose salt and verifier come from another installation. They were made for this very user pool id
 * and username, and fit no other.
 *
 * @throws InvalidParameterException if the verifier is no number of the group.
 */
export function sealPassword(
  tools: Pick<PasswordTools, "random" | "keys">,
  given: { user: PasswordOwner; salt: string; verifier: string; setAt: number },
): PasswordRecord {
  const verifier = BigInt(`0x${given.verifier}`);
  if (verifier < 2n || verifier >= srpGroup.N)
    throw invalidParameter("The verifier is no number of the group.", "imported_verifier");
  const binding = { place: verifierPlace(given.user), random: tools.random };
  return {
    salt: given.salt,
    sealedVerifier: sealText(tools.keys.for("srp"), toHex(verifier), binding),
    setAt: Math.max(given.setAt, setElsewhere + 1),
  };
}

/** Whether the password is one of {@link unknownPassword}. */
export function isUnknownPassword(password: PasswordRecord | undefined): boolean {
  return password?.setAt === setElsewhere;
}

/** Whether this is the user's password. The same work is done for a user without one. */
export async function matchesPassword(
  tools: PasswordTools,
  given: { user: PasswordOwner & Pick<UserRecord, "password">; password: string },
): Promise<boolean> {
  const stored = given.user.password;
  const salt = stored?.salt ?? "00".repeat(saltLength);
  const verifier = await tools.powers.power(srpGroup.g, privateExponent(given.user, given.password, salt));
  if (stored !== undefined)
    return equalSecrets(toHex(verifier), openVerifierText(tools.keys, given.user, stored));
  // Opening the stored one takes as long as sealing this one, and whether there is one must not show in the time.
  sealText(tools.keys.for("srp"), toHex(verifier), {
    place: verifierPlace(given.user),
    random: tools.random,
  });
  return false;
}

/** The stored SRP verifier. */
export function openVerifier(keys: PoolKeys, user: PasswordOwner, stored: PasswordRecord): bigint {
  return BigInt(`0x${openVerifierText(keys, user, stored)}`);
}

function openVerifierText(keys: PoolKeys, user: PasswordOwner, stored: PasswordRecord): string {
  return openStored(keys.for("srp"), stored.sealedVerifier, verifierPlace(user)).toString();
}

function privateExponent(user: PasswordOwner, password: string, salt: string): bigint {
  const inner = sha256(identityInput(srpPoolName(user.poolId), user.username, password));
  // A salt is stored as 32 hex digits, so it parses.
  const integer = parseHexInteger(salt, 2 * saltLength) ?? 0n;
  return BigInt(`0x${sha256(privateKeyInput(integer, inner)).toString("hex")}`);
}

const verifierPlace = (user: PasswordOwner): string => `users|sealed_verifier|${user.poolId}|${user.sub}`;
