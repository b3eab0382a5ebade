import { hmacSha256 } from "../../kernel/digests.ts";
import type { PasskeyRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { allowsPasskeys, relyingPartyOf } from "./relying-party.ts";

/**
 * The passkeys of a stand-in for somebody who does not exist: none or one, always the same for the same name (WebAuthn Level
 * 3, section 14.6.2). Half of all unknown names have one, so that neither having nor lacking a passkey tells anything.
 */
export function decoyPasskeys(
  key: Uint8Array,
  given: { poolId: string; settings: PoolSettings; sub: string },
): PasskeyRecord[] {
  const rpId = relyingPartyOf(given.settings);
  if (!allowsPasskeys(given.settings) || rpId === undefined) return [];
  const chance = hmacSha256(key, `passkey|${given.sub}`);
  if (chance.readUInt8(0) % 2 === 1) return [];
  const look = looks[chance.readUInt8(1) % looks.length] ?? looks[0];
  const id = hmacSha256(key, `passkey-id|${given.sub}`).subarray(0, look.idLength).toString("base64url");
  return [
    {
      poolId: given.poolId,
      sub: given.sub,
      id,
      rpId,
      name: "Passkey",
      counter: 0,
      createdAt: 0,
      publicKey: pointOfNobody,
      transports: [...look.transports],
      backupEligible: true,
      backedUp: true,
    },
  ];
}

/** What the passkeys of the common authenticators look like. */
const looks = [
  { idLength: 32, transports: ["hybrid", "internal"] },
  { idLength: 20, transports: ["hybrid", "internal"] },
  { idLength: 32, transports: ["internal"] },
  { idLength: 16, transports: ["hybrid", "internal"] },
] as const;

/** A COSE key to check signatures with, so that refusing takes as long: the base point of P-256 (FIPS 186-5, SP 800-186). */
const pointOfNobody = Buffer.concat([
  Buffer.from("a5010203262001215820", "hex"),
  Buffer.from("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", "hex"),
  Buffer.from("225820", "hex"),
  Buffer.from("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", "hex"),
]).toString("base64url");
