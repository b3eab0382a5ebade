/**
 * One SRP exchange between two requests: begun when a challenge is shown, checked when its answer comes. Users and devices go
 * through the same; what differs is whose verifier it is and how the proof is bound.
 */
import { bytesToInteger, pad, parseHexInteger, parseTimestamp, toHex } from "@poolhouse/protocol";
import { minute } from "../../kernel/clock.ts";
import { invalidParameter, missingParameter } from "../../kernel/errors.ts";
import { createServerPair, isPublicValue, provesPassword } from "../srp.ts";
import type { CheckInput, SignInTools } from "./facts.ts";

/** Longer values cannot be smaller than N many times over; refused before any arithmetic (contract: 1,024 digits). */
const longestPublicValue = 1024;
/** How far the client's clock may be off; older and newer proofs fail like wrong ones. */
const clockTolerance = 5 * minute;

type Texts = Readonly<Record<string, string>>;

/** A salt as hex, and the verifier of a password that was salted with it. */
export interface SaltedVerifier {
  readonly salt: string;
  readonly verifier: bigint;
}

/**
 * Begins an exchange with the SRP_A of the request: what to show, and what the sealed session must recall.
 *
 * @throws InvalidParameterException for an SRP_A that is no hex integer, too long, or 0 modulo N.
 */
export async function beginExchange(
  { salt, verifier }: SaltedVerifier,
  parameters: Texts,
  tools: SignInTools,
): Promise<{ shown: Texts; remembers: Texts }> {
  const A = parseHexInteger(parameters["SRP_A"] ?? "", longestPublicValue);
  if (A === undefined || !isPublicValue(A)) throw invalidParameter("Invalid SRP_A value.", "srp_a_invalid");
  const { b, B, u } = await createServerPair({ verifier, A }, tools);
  return {
    // Integers go over the wire as hex without leading zeros.
    shown: { SALT: toHex(BigInt(`0x${salt}`)), SRP_B: toHex(B) },
    remembers: { A: remember(A), u: remember(u), b: remember(b), salt },
  };
}

/** A session must stay below 2,048 characters, so numbers are remembered in base64url, and u in place of B. */
function remember(integer: bigint): string {
  return Buffer.from(pad(integer)).toString("base64url");
}

function recall(session: CheckInput["session"], name: string): bigint {
  // The session was sealed here with these values, so they are there.
  return bytesToInteger(Buffer.from(session.remembers[name] ?? "", "base64url"));
}

export type ExchangeResult = "proven" | "wrong" | "untimely";

/**
 * Checks the answer to an exchange. `untimely` covers right proofs, too. An exchange over another salt than today's is wrong:
 * the password was changed since.
 *
 * @throws InvalidParameterException if the answer is not complete, or its TIMESTAMP is unreadable.
 */
export async function checkExchange(
  { facts, tools, session, responses }: CheckInput,
  owner: SaltedVerifier & { poolName: string; userId: string },
): Promise<ExchangeResult> {
  const timestamp = readTimestamp(responses["TIMESTAMP"]);
  const signature = responses["PASSWORD_CLAIM_SIGNATURE"];
  if (signature === undefined) throw missingParameter("PASSWORD_CLAIM_SIGNATURE");
  const { poolName, userId, verifier } = owner;
  const exchange = { A: recall(session, "A"), u: recall(session, "u"), b: recall(session, "b"), verifier };
  const secretBlock = Buffer.from(responses["PASSWORD_CLAIM_SECRET_BLOCK"] ?? "", "base64");
  const proof = { poolName, userId, secretBlock, timestamp, signature };
  const proven = await provesPassword(exchange, proof, tools.powers);
  if (Math.abs(facts.now - timestamp) > clockTolerance) return "untimely";
  return proven && owner.salt === session.remembers["salt"] ? "proven" : "wrong";
}

function readTimestamp(text: string | undefined): number {
  if (text === undefined) throw missingParameter("TIMESTAMP");
  const timestamp = parseTimestamp(text);
  if (timestamp !== undefined) return timestamp;
  const message = "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.";
  throw invalidParameter(message, "srp_timestamp_unreadable");
}
