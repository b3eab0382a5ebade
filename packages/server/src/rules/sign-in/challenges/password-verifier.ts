import { bytesToInteger, pad, parseHexInteger, parseTimestamp, toHex } from "@poolhouse/protocol";
import { minute } from "../../../kernel/clock.ts";
import { incorrectUsernameOrPassword, invalidParameter, missingParameter } from "../../../kernel/errors.ts";
import { srpPoolName } from "../../../kernel/ids.ts";
import { openVerifier } from "../../password-record.ts";
import { createServerPair, isPublicValue, provesPassword } from "../../srp.ts";
import { decoyVerifier } from "../decoy.ts";
import type { Challenge, CheckInput, Checked, Issued, SignInFacts, SignInTools } from "../facts.ts";
import { afterPassword } from "../first-factor.ts";

/** Longer values cannot be smaller than N many times over; refused before any arithmetic (contract: 1,024 digits). */
const longestPublicValue = 1024;
/** How far the client's clock may be off; older and newer proofs fail like wrong ones. */
const clockTolerance = 5 * minute;
/** Bytes of a SECRET_BLOCK that only names its exchange. */
const blockLength = 32;

/**
 * PASSWORD_VERIFIER: SRP's proof of the password. The exchange's secret b travels inside the sealed session, which plain
 * USER_SRP_AUTH calls SECRET_BLOCK.
 */
export const passwordVerifier: Challenge = { issue, check };

async function issue(
  facts: SignInFacts,
  tools: SignInTools,
  parameters: Readonly<Record<string, string>>,
): Promise<Issued> {
  const A = readPublicValue(parameters["SRP_A"]);
  const { salt, verifier } = verifierOf(facts, tools);
  const { b, B, u } = await createServerPair({ verifier, A }, tools);
  const username = facts.user.username;
  // Signed over by the client; in plain USER_SRP_AUTH the sealed session takes its place.
  const block = tools.random.bytes(blockLength).toString("base64");
  return {
    // Integers go over the wire as hex without leading zeros.
    parameters: {
      SALT: toHex(BigInt(`0x${salt}`)),
      SECRET_BLOCK: block,
      SRP_B: toHex(B),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
    remembers: { A: remember(A), u: remember(u), b: remember(b), salt, block },
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

/** Reads SRP_A. Throws InvalidParameterException for what is no hex integer, too long, or 0 modulo N. */
function readPublicValue(text: string | undefined): bigint {
  const A = parseHexInteger(text ?? "", longestPublicValue);
  if (A === undefined || !isPublicValue(A)) throw invalidParameter("Invalid SRP_A value.", "srp_a_invalid");
  return A;
}

function verifierOf(facts: SignInFacts, tools: SignInTools): { salt: string; verifier: bigint } {
  const { user } = facts;
  if (user.password === undefined) return decoyVerifier(tools.keys.for("fake-user"), user.username);
  return { salt: user.password.salt, verifier: openVerifier(tools.keys, user, user.password) };
}

async function check({ facts, tools, session, responses }: CheckInput): Promise<Checked> {
  const timestamp = readTimestamp(responses["TIMESTAMP"]);
  const signature = responses["PASSWORD_CLAIM_SIGNATURE"];
  if (signature === undefined) throw missingParameter("PASSWORD_CLAIM_SIGNATURE");
  const { salt, verifier } = verifierOf(facts, tools);
  const exchange = { A: recall(session, "A"), u: recall(session, "u"), b: recall(session, "b"), verifier };
  const block = responses["PASSWORD_CLAIM_SECRET_BLOCK"] ?? "";
  const proof = {
    poolName: srpPoolName(facts.pool.id),
    userId: facts.user.username,
    secretBlock: Buffer.from(block, "base64"),
    timestamp,
    signature,
  };
  const proven = await provesPassword(exchange, proof, tools.powers);
  const timely = Math.abs(facts.now - timestamp) <= clockTolerance;
  // A changed password has a new salt: the exchange was about another one.
  const current = salt === session.remembers["salt"] && facts.user.password !== undefined && !facts.decoy;
  if (proven && timely && current) return afterPassword(facts);
  const error = incorrectUsernameOrPassword(timely ? "password_wrong" : "srp_timestamp_skewed");
  return { passed: false, error, counts: "password", endsSession: true };
}

function readTimestamp(text: string | undefined): number {
  if (text === undefined) throw missingParameter("TIMESTAMP");
  const timestamp = parseTimestamp(text);
  if (timestamp !== undefined) return timestamp;
  const message = "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.";
  throw invalidParameter(message, "srp_timestamp_unreadable");
}
