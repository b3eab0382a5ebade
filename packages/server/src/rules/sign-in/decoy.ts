import { srpGroup } from "@poolhouse/protocol";
import { stretch } from "../../kernel/digests.ts";
import { formatUuid } from "../../kernel/random.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { usesAttributeAsUsername } from "../sign-in-names.ts";

/**
 * The stand-in for a user who does not exist, the same on every request, node and restart: whoever asks for the same unknown
 * name sees the same salt and the same id, as with a real user. Nothing can be proven against it.
 */
export function decoyUser(
  key: Uint8Array,
  given: { poolId: string; settings: PoolSettings; name: string },
): UserRecord {
  const bytes = stretch(key, `user|${given.name}`, 16 + 6);
  const sub = formatUuid(bytes.subarray(0, 16));
  // A name that could be a username must come back as typed, as a real user's would: a UUID there would tell.
  const username = usesAttributeAsUsername(given.settings) || given.name.includes("@") ? sub : given.name;
  return {
    poolId: given.poolId,
    sub,
    username,
    status: "CONFIRMED",
    enabled: true,
    attributes: decoyAttributes(bytes.subarray(16), given),
    enabledFactors: [],
    tokensValidFrom: 0,
    createdAt: 0,
    modifiedAt: 0,
    version: 0,
  };
}

/**
 * The salt and verifier a stand-in shows in SRP: numbers with the right look and no password behind them. They are made in about
 * the time in which a real verifier is opened.
 */
export function decoyVerifier(key: Uint8Array, name: string): { salt: string; verifier: bigint } {
  const hex = stretch(key, `password|${name}`, saltLength + verifierLength).toString("hex");
  const verifier = BigInt(`0x${hex.slice(2 * saltLength)}`);
  return { salt: hex.slice(0, 2 * saltLength), verifier: (verifier % (srpGroup.N - 3n)) + 2n };
}

/** Bytes of a salt, and of a number modulo N. */
const saltLength = 16;
const verifierLength = 384;

/** The addresses a user of this pool would have: the name that was typed, or where the pool sends its codes. */
function decoyAttributes(
  bytes: Buffer,
  { name, settings }: { settings: PoolSettings; name: string },
): Record<string, string> {
  const sends = (attribute: "email" | "phone_number"): boolean =>
    settings.AutoVerifiedAttributes?.includes(attribute) === true;
  const letter = (at: number): string => String.fromCodePoint(97 + (bytes.readUInt8(at) % 26));
  const email = name.includes("@") ? name : sends("email") ? `${letter(0)}@${letter(1)}.example` : undefined;
  const digits = String(bytes.readUInt32BE(2) % 10_000).padStart(4, "0");
  const phone = name.startsWith("+") ? name : sends("phone_number") ? `+1425555${digits}` : undefined;
  return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone_number: phone }) };
}
