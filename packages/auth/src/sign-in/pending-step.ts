// A sign-in that is under way, seen again: after a reload, or by a screen that has not begun it.
import { type Context, withContext, type WithContextOnly } from "../context.ts";
import { callOwn } from "../http/call-own.ts";
import { arm } from "../sign-up/armed-sign-in.ts";
import { deliveryOf, stepFor } from "./advance.ts";
import { nothingPending } from "./confirm-sign-in.ts";
import type { ClientMetadata } from "./exchange.ts";
import type { Pending } from "./pending-sign-in.ts";
import {
  type AvailableChallenge,
  type CodeDeliveryDetails,
  describeSetup,
  type SignInNextStep,
} from "./steps.ts";

/** A sign-in that waits for an answer. */
export interface PendingSignInOutput {
  /** The name that the service knows the user by. */
  readonly username: string;
  /** The step to answer with `confirmSignIn`. */
  readonly nextStep: SignInNextStep;
}

/**
 * The sign-in that is under way with its step, also after the page is loaded anew; undefined if there is none. Where an
 * authenticator app is being set up and the page was loaded anew, a new secret is asked for: the old one is kept nowhere.
 *
 * @throws NotAuthorizedException if that new secret is asked for too late.
 * @example
 * const pending = await getPendingSignIn();
 * if (pending !== undefined) show(pending.nextStep);
 */
export const getPendingSignIn: WithContextOnly<void, PendingSignInOutput | undefined> =
  /* @__PURE__ */ withContext(
    async (context: Context): Promise<PendingSignInOutput | undefined> => {
      const pending = await context.pending.get();
      if (pending === undefined) return undefined;
      return { username: pending.username, nextStep: await stepOf(context, pending) };
    },
    () => undefined,
  );

async function stepOf(context: Context, pending: Pending): Promise<SignInNextStep> {
  const { username, challengeName, asked, secret } = pending;
  if (challengeName === "MFA_SETUP" && secret !== undefined)
    return {
      signInStep: "CONTINUE_SIGN_IN_WITH_TOTP_SETUP",
      totpSetupDetails: describeSetup(secret, username),
    };
  if (challengeName === "WEB_AUTHN")
    return {
      signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
      // The service offers nothing but first factors here.
      availableChallenges: (asked?.AvailableChallenges ?? [challengeName]) as AvailableChallenge[],
    };
  return stepFor(context, username, { ChallengeName: challengeName, ...asked });
}

/**
 * Gives a sign-in up that is under way, and one that a sign-up has made ready.
 *
 * @example await cancelSignIn();
 */
export const cancelSignIn: WithContextOnly<void, void> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<void> => {
    await arm(context, undefined);
    await context.pending.clear();
  },
);

/** What {@link resendSignInCode} may be called with. */
export interface ResendSignInCodeInput {
  readonly clientMetadata?: ClientMetadata;
}

/**
 * Sends the code that the sign-in waits for once more, and says where it went.
 *
 * @throws SignInException if no sign-in is under way; LimitExceededException if it is too soon; OperationNotEnabledException if the
 *   pool does not allow it; UnknownOperationException from a service that is not Poolhouse.
 * @example const { destination } = await resendSignInCode();
 */
export const resendSignInCode: WithContextOnly<ResendSignInCodeInput, CodeDeliveryDetails> =
  /* @__PURE__ */ withContext(
    async (
      context: Context,
      { clientMetadata }: ResendSignInCodeInput = {},
    ): Promise<CodeDeliveryDetails> => {
      const pending = await context.pending.get();
      if (pending?.session === undefined) throw nothingPending();
      const { Session, ChallengeParameters } = await callOwn(context, "ResendSignInCode", {
        ClientId: context.config.userPoolClientId,
        Session: pending.session,
        ClientMetadata: clientMetadata,
      });
      const session = Session ?? pending.session;
      await context.pending.set({ ...pending, session, asked: { ChallengeParameters } });
      return deliveryOf(ChallengeParameters ?? {});
    },
  );
