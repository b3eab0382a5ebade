import { ServiceError } from "../../kernel/errors.ts";
import { openBytes, sealBytes } from "../../kernel/sealing.ts";
import type { SignInSession } from "../../rules/sign-in/facts.ts";
import type { Pool, World } from "../operation.ts";

/** The two envelopes of an unfinished sign-in: the Session string, and SRP's SECRET_BLOCK, which is standard Base64. */
export type Envelope = "session" | "secret-block";

/**
 * Seals an unfinished sign-in for its client: nothing of it is stored, and nobody else can open or change it.
 *
 * A Session names its client in front of a dot, because AssociateSoftwareToken and VerifySoftwareToken are given nothing else
 * to find it by. The seal is bound to the client, so another name in front opens nothing.
 */
export function sealSession(
  world: World,
  pool: Pool,
  given: { session: SignInSession; envelope: Envelope },
): string {
  const { session, envelope } = given;
  const binding = { place: place(pool.id, session.clientId, envelope), random: world.random };
  const sealed = sealBytes(pool.keys.for(envelope), Buffer.from(write(session)), binding);
  if (envelope === "secret-block") return sealed.toString("base64");
  const text = `${session.clientId}.${sealed.toString("base64url")}`;
  if (text.length > longestSession) throw tooLong();
  return text;
}

/** A Session of the wire has at most this many characters. */
const longestSession = 2048;

/** Only what triggers put into a session can make it too long. */
function tooLong(): ServiceError {
  const text =
    "The session is too long: privateChallengeParameters and challengeMetadata must fit into it together.";
  return new ServiceError("InvalidLambdaResponseException", text, "session_too_long");
}

/** The client that a Session names; empty if it names none. */
export function clientOfSession(sealed: string): string {
  return sealed.slice(0, Math.max(0, sealed.indexOf(".")));
}

/** Opens what {@link sealSession} sealed for this pool and client; undefined for anything else. */
export function openSession(
  pool: Pool,
  given: { sealed: string; clientId: string; envelope: Envelope },
): SignInSession | undefined {
  const { sealed, clientId, envelope } = given;
  const prefix = envelope === "session" ? `${clientId}.` : "";
  if (!sealed.startsWith(prefix)) return undefined;
  const body = Buffer.from(sealed.slice(prefix.length), envelope === "session" ? "base64url" : "base64");
  const opened = openBytes(pool.keys.for(envelope), body, place(pool.id, clientId, envelope));
  return opened === undefined ? undefined : read(opened.toString());
}

/** A stand-in's session is as long as a person's: `true` and `false` would tell them apart by the length of the seal. */
function write(session: SignInSession): string {
  return JSON.stringify({ ...session, decoy: session.decoy ? 1 : 0 });
}

function read(text: string): SignInSession {
  // Authenticated: whatever opens was written by `write`.
  const session = JSON.parse(text) as Omit<SignInSession, "decoy"> & { decoy: 0 | 1 };
  return { ...session, decoy: session.decoy === 1 };
}

function place(poolId: string, clientId: string, envelope: Envelope): string {
  return `sign-in|${envelope}|${poolId}|${clientId}`;
}
