/** The client's half of SRP on native powers, so that computing it does not hold the load up. */
import { createHmac } from "node:crypto";
import {
  claimInput,
  formatTimestamp,
  pad,
  scramblingInput,
  sessionKeyInfo,
  sessionKeyLength,
  srpGroup,
  toHex,
} from "@poolhouse/protocol";
import { hmacSha256, sha256 } from "../../packages/server/src/kernel/digests.ts";
import { createModularPower } from "../../packages/server/src/kernel/modular-power.ts";
import { systemRandom } from "../../packages/server/src/kernel/random.ts";

const { N, g, k } = srpGroup;
const powers = createModularPower();

/** A client's ephemeral pair. One serves all sign-ins here: what the server computes depends on its own fresh half. */
export interface ClientPair {
  readonly a: bigint;
  readonly A: string;
}

export async function createClientPair(): Promise<ClientPair> {
  const a = toInteger(systemRandom.bytes(32));
  return { a, A: toHex(await powers.power(g, a)) };
}

/** Who signs in, with what a client computes from the password alone: x, and g^x. */
export interface Identity {
  readonly poolName: string;
  readonly username: string;
  readonly x: bigint;
  readonly verifier: bigint;
}

/** The answer to a PASSWORD_VERIFIER challenge. Costs one power. */
export async function answerVerifier(
  identity: Identity,
  pair: ClientPair,
  parameters: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const B = BigInt(`0x${parameters["SRP_B"]}`);
  const secretBlock = parameters["SECRET_BLOCK"] ?? "";
  const u = toInteger(sha256(scramblingInput(BigInt(`0x${pair.A}`), B)));
  const base = (((B - k * identity.verifier) % N) + N) % N;
  const S = await powers.power(base, pair.a + u * identity.x);
  const key = hmacSha256(hmacSha256(pad(u), pad(S)), sessionKeyInfo).subarray(0, sessionKeyLength);
  const timestamp = formatTimestamp(Date.now());
  const claim = {
    poolName: identity.poolName,
    userId: identity.username,
    secretBlock: Buffer.from(secretBlock, "base64"),
    timestamp,
  };
  return {
    USERNAME: identity.username,
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    PASSWORD_CLAIM_SIGNATURE: createHmac("sha256", key).update(claimInput(claim)).digest("base64"),
    TIMESTAMP: timestamp,
  };
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}
