/**
 * The code of a pending challenge once more, for messages that do not arrive. It is a new code, because the old one is known to
 * nobody but its message; and it changes nothing else: who may go on, for how long, and how many guesses are left.
 */
import { second } from "../../kernel/clock.ts";
import { invalidParameter, invalidSession, ServiceError } from "../../kernel/errors.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { attemptLimitExceeded } from "../codes.ts";
import { switchesOf } from "../pools/switches.ts";
import { accountRefusal, hidesUsers } from "./account-gate.ts";
import { issue } from "./decide.ts";
import type { ChallengeName, CodeMessage, Issued, SignInFacts, SignInSession, SignInTools } from "./facts.ts";

/** How long one code is given to arrive before the next may be asked for. */
const resendInterval: number = 30 * second;

/** A challenge that is asked again, with the message that carries its code and the session that waits for it. */
export interface Resent {
  readonly issued: Issued & { readonly message: CodeMessage };
  readonly session: SignInSession;
}

/** Throws OperationNotEnabledException unless the pool lets codes be sent again. */
export function requireResend(settings: PoolSettings): void {
  if (switchesOf(settings).resendSignInCode) return;
  const text =
    "Sending a sign-in code again is not enabled for the user pool. Set its tag poolhouse:resend-sign-in-code to on to enable it.";
  throw new ServiceError("OperationNotEnabledException", text, "resend_off");
}

const challenges: readonly ChallengeName[] = ["SMS_MFA", "EMAIL_OTP", "SMS_OTP"];

/**
 * Asks the pending challenge again. The session that follows ends when the old one would have: sending again must not prolong what
 * was proven before, and AuthSessionValidity goes on saying how long a sign-in may wait for its code.
 *
 * @throws InvalidParameterException if the pending challenge sends no code; LimitExceededException if the last one was sent less
 *   than {@link resendInterval} ago; NotAuthorizedException if the address was changed since.
 */
export async function resendCode(
  facts: SignInFacts,
  tools: SignInTools,
  given: { session: SignInSession; id: string },
): Promise<Resent> {
  const { session, id } = given;
  const { challenge: name, remembers } = session;
  if (!challenges.includes(name))
    throw invalidParameter("The pending challenge does not send a code.", "challenge_sends_nothing");
  requireOpen(facts, session);
  if (facts.now - Number(remembers["sentAt"] ?? 0) < resendInterval)
    throw attemptLimitExceeded("resend_too_soon");
  const to = facts.user.attributes[name === "EMAIL_OTP" ? "email" : "phone_number"];
  if (to === undefined || to !== remembers["to"]) throw invalidSession("address_changed");
  const issued = await issue({ name, facts, parameters: {} }, tools);
  const { message } = issued;
  if (message === undefined) throw new Error(`${name} was asked without a message`);
  const next = { ...session, id, remembers: { ...remembers, ...issued.remembers } };
  return { issued: { ...issued, message }, session: next };
}

/** As where codes are first sent: who has proven nothing yet is not told how an account stands that the client hides. */
function requireOpen({ user, client }: SignInFacts, { proven }: SignInSession): void {
  const isFirst = proven.length === 0;
  if (isFirst && hidesUsers(client.settings)) return;
  const closed = accountRefusal(user, client.settings);
  const mayConfirm = isFirst && user.status === "UNCONFIRMED" && user.enabled;
  if (closed !== undefined && !mayConfirm) throw closed;
}
