/**
 * The server's half of SRP (contract: authentication, section 5): the challenge it shows and the proof it checks. The layout
 * of what is hashed is shared with the clients (@poolhouse/protocol); the powers run on OpenSSL.
 */
import {
  claimInput,
  formatTimestamp,
  pad,
  scramblingInput,
  sessionKeyInfo,
  sessionKeyLength,
  srpGroup,
} from "@poolhouse/protocol";
import { equalSecrets, hmacSha256, sha256 } from "../kernel/digests.ts";
import type { ModularPower } from "../kernel/modular-power.ts";
import type { Random } from "../kernel/random.ts";

const { N, g, k } = srpGroup;

/** The server's half of an exchange: B is shown; b and u = H(A, B) are remembered, sealed, and nowhere else. */
export interface ServerPair {
  readonly b: bigint;
  readonly B: bigint;
  readonly u: bigint;
}

/** Whether a client's public value may be computed with (RFC 5054 section 2.5.4: A mod N must not be 0). */
export function isPublicValue(A: bigint): boolean {
  return A % N !== 0n;
}

/** A fresh pair for a verifier: B = kv + g^b, drawn again in the case that B or u would be 0. Costs one power. */
export async function createServerPair(
  given: { verifier: bigint; A: bigint },
  tools: { random: Random; powers: ModularPower },
): Promise<ServerPair> {
  for (;;) {
    const b = toInteger(tools.random.bytes(32));
    const B = (k * given.verifier + (await tools.powers.power(g, b))) % N;
    const u = scrambler(given.A, B);
    if (B !== 0n && u !== 0n) return { b, B, u };
  }
}

/** What the proof is about. `timestamp` in milliseconds: the server signs its own rendering of it. */
export interface Proof {
  readonly poolName: string;
  readonly userId: string;
  readonly secretBlock: Uint8Array;
  readonly timestamp: number;
  readonly signature: string;
}

/** Whether the signature proves knowledge of the password behind the verifier. Costs two powers. */
export async function provesPassword(
  exchange: Omit<ServerPair, "B"> & { A: bigint; verifier: bigint },
  proof: Proof,
  powers: ModularPower,
): Promise<boolean> {
  const { A, u, b, verifier } = exchange;
  const base = ((A % N) * (await powers.power(verifier, u))) % N;
  if (base <= 1n || base === N - 1n) return false;
  const key = sessionKey(u, await powers.power(base, b));
  const claim = claimInput({ ...proof, timestamp: formatTimestamp(proof.timestamp) });
  return equalSecrets(hmacSha256(key, claim).toString("base64"), proof.signature);
}

/** u = H(PAD(A) | PAD(B)). */
function scrambler(A: bigint, B: bigint): bigint {
  return toInteger(sha256(scramblingInput(A, B)));
}

/** HKDF-SHA-256 with salt PAD(u), key PAD(S) and the clients' info, cut to 16 bytes (RFC 5869). */
function sessionKey(u: bigint, S: bigint): Uint8Array {
  return hmacSha256(hmacSha256(pad(u), pad(S)), sessionKeyInfo).subarray(0, sessionKeyLength);
}

function toInteger(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}
