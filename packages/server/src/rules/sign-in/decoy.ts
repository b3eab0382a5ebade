import { bytesToInteger, srpGroup } from "@poolhouse/protocol";
import { deriveKey, hmacSha256 } from "../../kernel/digests.ts";
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
  const sub = formatUuid(hmacSha256(key, `sub|${given.name}`).subarray(0, 16));
  // A name that could be a username must come back as typed, as a real user's would: a UUID there would tell.
  const username = usesAttributeAsUsername(given.settings) || given.name.includes("@") ? sub : given.name;
  return {
    poolId: given.poolId,
    sub,
    username,
    status: "CONFIRMED",
    enabled: true,
    attributes: {},
    enabledFactors: [],
    tokensValidFrom: 0,
    createdAt: 0,
    modifiedAt: 0,
    version: 0,
  };
}

/** The salt and verifier a stand-in shows in SRP: numbers with the right look and no password behind them. */
export function decoyVerifier(key: Uint8Array, name: string): { salt: string; verifier: bigint } {
  const salt = hmacSha256(key, `salt|${name}`).subarray(0, 16).toString("hex");
  const blocks = Array.from({ length: 12 }, (_, index) => deriveKey(key, `verifier|${index}|${name}`));
  return { salt, verifier: (bytesToInteger(Buffer.concat(blocks)) % (srpGroup.N - 3n)) + 2n };
}
