import {
  incorrectUsernameOrPassword,
  invalidSession,
  missingParameter,
  notAuthorized,
} from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { accountRefusal } from "../../rules/sign-in/account-gate.ts";
import { decide } from "../../rules/sign-in/decide.ts";
import type { Answer, SignInFacts, SignInSession } from "../../rules/sign-in/facts.ts";
import { foldName, signInNames } from "../../rules/sign-in-names.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import { adoptTypedPassword } from "../imports/adopt-password.ts";
import type { CallContext } from "../operation.ts";
import { addressBlocked, isAddressBlocked } from "../risk/block-address.ts";
import { applyDecision, type SignInAnswer } from "./apply.ts";
import { goOnInCustomFlow } from "./custom-flow.ts";
import { findDeviceSession } from "./device-session.ts";
import { type Place, readDecoyFacts, readFacts, toolsOf } from "./facts.ts";
import { nameDevice } from "./name-device.ts";
import { findRecoveryCodes } from "./recovery-codes.ts";
import { type Envelope, openSession } from "./seal-session.ts";
import { recordingFailure } from "./sign-in-event.ts";
import { findCredit } from "./step-up.ts";

/** What RespondToAuthChallenge and AdminRespondToAuthChallenge have in common. */
export async function respondToChallenge(
  ctx: CallContext,
  place: Place,
  given: Answer & { session: string | undefined },
): Promise<SignInAnswer> {
  const username = given.responses["USERNAME"];
  if (!username) throw missingParameter("USERNAME");
  const isDevice = given.challenge === "DEVICE_SRP_AUTH" && given.session === undefined;
  const kept = isDevice ? await findDeviceSession(ctx, place, given.responses) : given.session;
  const { session, envelope } = openPending(ctx, place, { ...given, session: kept });
  const read = await factsOf(ctx, place, session);
  checkSecretHash(place.client, {
    hash: given.responses["SECRET_HASH"],
    usernames: [username, read.user.username],
  });
  if (!denotes(read, session, username)) throw foreignUser(envelope);
  return recordingFailure(ctx, session, () => goOn(ctx, place, { read, session, envelope, answer: given }));
}

async function goOn(
  ctx: CallContext,
  place: Place,
  from: { read: SignInFacts; session: SignInSession; envelope: Envelope; answer: Answer },
): Promise<SignInAnswer> {
  const { read, session, envelope, answer } = from;
  if (await isAddressBlocked(ctx, place, session.flow)) throw addressBlocked();
  requireStillOpen(read, session);
  const { store } = ctx.world;
  const adopted = await adoptTypedPassword(ctx, place, { facts: read, answer });
  const named = await nameDevice(store, adopted, { parameters: answer.responses, pending: session });
  const credited = await findCredit(store, named, session.stepUp);
  const facts = await findRecoveryCodes(store, credited, { session, answer });
  const decision = await decide({ facts, session, answer }, toolsOf(ctx.world, place.pool));
  const pending = { ...session, deviceKey: facts.device?.key, passwordSetAt: facts.user.password?.setAt };
  const { expiresAt } = session;
  const progress = { session: pending, envelope, expiresAt, answered: answer.challenge };
  if (session.flow === "CUSTOM_AUTH" && decision.answer !== "refusal")
    return goOnInCustomFlow(ctx, place, { facts, pending: session, decision, progress, answer });
  return applyDecision(ctx, place, { decision, progress });
}

/** The sign-in this answer belongs to, from its Session or, for SRP without one, from the secret block. */
function openPending(
  ctx: CallContext,
  place: Place,
  given: Answer & { session: string | undefined },
): { session: SignInSession; envelope: Envelope } {
  const isDevice = given.challenge === "DEVICE_PASSWORD_VERIFIER";
  const beside = isDevice && given.session !== undefined ? openBeside(place, given.session) : undefined;
  const isBlock = isDevice || (given.session === undefined && given.challenge === "PASSWORD_VERIFIER");
  const envelope: Envelope = isBlock ? "secret-block" : "session";
  const sealed = envelope === "session" ? given.session : given.responses["PASSWORD_CLAIM_SECRET_BLOCK"];
  if (sealed === undefined) {
    throw envelope === "session"
      ? missingParameter("Session")
      : missingParameter("PASSWORD_CLAIM_SECRET_BLOCK");
  }
  const session = openInTime(ctx, place, { sealed, envelope });
  if (beside !== undefined && beside.id !== session.id) throw foreign(envelope, "session_foreign");
  return { session, envelope };
}

/** Opens the envelope of a pending sign-in. Throws NotAuthorizedException if it is not of this client, or too old. */
export function openInTime(
  ctx: CallContext,
  { pool, client }: Place,
  { sealed, envelope }: { sealed: string; envelope: Envelope },
): SignInSession {
  const session = openSession(pool, { sealed, clientId: client.id, envelope });
  if (session === undefined) throw foreign(envelope, "session_foreign");
  if (session.expiresAt <= ctx.now) throw expired(envelope);
  return session;
}

/** A device's proof is found by its block; a Session beside it may be left out, but not be another challenge's. */
function openBeside(place: Place, sealed: string): SignInSession {
  const beside = openSession(place.pool, { sealed, clientId: place.client.id, envelope: "session" });
  if (beside?.challenge !== "DEVICE_PASSWORD_VERIFIER") throw invalidSession("session_foreign");
  return beside;
}

/**
 * Reads the user of the session anew; one who was deleted meanwhile is nobody. A password that was changed since undoes the
 * proof of the old one: whoever knew only that must not go on, least of all to replace a new temporary password.
 */
export async function factsOf(ctx: CallContext, place: Place, session: SignInSession): Promise<SignInFacts> {
  const found = await ctx.world.store.users.findWithSoftwareTokens(place.pool.id, session.sub);
  if (session.decoy) return readDecoyFacts(ctx, place, session.name);
  if (found === undefined) throw incorrectUsernameOrPassword("user_deleted");
  if (session.proven.includes("password") && found.user.password?.setAt !== session.passwordSetAt)
    throw invalidSession("password_changed");
  return readFacts(ctx, place, { ...found, store: ctx.world.store });
}

/**
 * An account that was closed in the middle of a sign-in is refused at the next answer, not only where tokens would be issued: it
 * is sent no codes and keeps its password. Before anything is proven, a closed account must look like any other.
 */
function requireStillOpen({ user, client }: SignInFacts, { proven }: SignInSession): void {
  const closed = proven.length > 0 ? accountRefusal(user, client.settings) : undefined;
  if (closed !== undefined) throw closed;
}

/** Whether USERNAME means the session's user: the canonical username, a sign-in name, the sub, or the name it began with. */
function denotes(facts: SignInFacts, session: SignInSession, username: string): boolean {
  const folded = foldName(facts.pool.settings, username);
  return folded === session.name || username === facts.user.sub || names(facts).includes(folded);
}

function names(facts: SignInFacts): string[] {
  const user: UserRecord = facts.user;
  return signInNames(facts.pool.settings, user).map((name) => name.key);
}

const foreignUser = (envelope: Envelope): Error => foreign(envelope, "session_of_other_user");

function foreign(envelope: Envelope, reason: string): Error {
  return envelope === "session" ? invalidSession(reason) : incorrectUsernameOrPassword(reason);
}

function expired(envelope: Envelope): Error {
  if (envelope === "secret-block") return incorrectUsernameOrPassword("secret_block_expired");
  return notAuthorized("Invalid session for the user, session is expired.", "session_expired");
}
