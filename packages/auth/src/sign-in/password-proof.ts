// Proving a password without sending it (SRP-6a as user pools speak it; RFC 2945, RFC 5054), for people and for devices.
import {
  formatTimestamp,
  signPasswordClaim,
  type SrpStart,
  startSrpInTurns,
} from "@poolhouse/protocol/srp-client";
import { AuthError } from "../errors.ts";
import { now, randomBytes } from "../platform.ts";

/**
 * A key of this exchange; `A` goes to the service as SRP_A. 256 bits are what the group is good for (RFC 5054 section 2.5.4), and
 * every bit more is time that somebody waits.
 */
export function startProof(): Promise<SrpStart> {
  return startSrpInTurns(randomBytes(32));
}

/** Whose password it is. */
export interface Prover {
  readonly poolName: string;
  readonly userId: string;
  readonly password: string;
  /** How far the service's clock is ahead, in milliseconds. */
  readonly clockSkew: number;
}

/** What the verifier's question brings. */
export type VerifierParameters = Readonly<Record<string, string>>;

/** The members of the answer to a password verifier. */
export async function prove(
  start: SrpStart,
  { clockSkew, ...prover }: Prover,
  parameters: VerifierParameters,
): Promise<Record<"PASSWORD_CLAIM_SECRET_BLOCK" | "TIMESTAMP" | "PASSWORD_CLAIM_SIGNATURE", string>> {
  const timestamp = formatTimestamp(now() + clockSkew);
  const secretBlock = parameters["SECRET_BLOCK"] ?? "";
  const signature = await signPasswordClaim({
    ...prover,
    ...start,
    B: parameters["SRP_B"] ?? "",
    salt: parameters["SALT"] ?? "",
    secretBlock: toStandardBase64(secretBlock),
    timestamp,
  });
  return {
    PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
    TIMESTAMP: timestamp,
    PASSWORD_CLAIM_SIGNATURE: signature,
  };
}

/** The service may write either alphabet (RFC 4648 sections 4 and 5); the block itself is echoed as it came. */
function toStandardBase64(text: string): string {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return standard.padEnd(Math.ceil(standard.length / 4) * 4, "=");
}

/** The name to sign with. */
export function userIdOf(parameters: VerifierParameters): string {
  const userId = parameters["USER_ID_FOR_SRP"];
  if (userId === undefined)
    throw new AuthError({
      name: "EmptyUserIdForSRPException",
      message: "USER_ID_FOR_SRP was not found in challengeParameters",
    });
  return userId;
}
