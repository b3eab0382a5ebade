import { type Context, withContext } from "../context.ts";
import { AuthError } from "../errors.ts";
import { now, wait } from "../platform.ts";
import { startSignIn } from "../sign-in/sign-in.ts";
import type { SignInOutput } from "../sign-in/steps.ts";
import { arm, type ArmedSignIn, findArmed } from "./armed-sign-in.ts";

/** How long to wait between looks at an account whose link has not been followed. */
const interval = 5000;

/**
 * Signs in whoever has just signed up with `autoSignIn`. After a link it waits, three minutes at most, until the link is followed.
 *
 * @throws AutoSignInException if no sign-up has made it ready, or the link is not followed in time.
 * @example
 * const { nextStep } = await confirmSignUp({ username, confirmationCode });
 * if (nextStep.signUpStep === "COMPLETE_AUTO_SIGN_IN") await autoSignIn();
 */
export const autoSignIn: () => Promise<SignInOutput> = /* @__PURE__ */ withContext(
  async (context: Context): Promise<SignInOutput> => {
    const armed = await findArmed(context);
    if (armed === undefined || armed.begins === "once confirmed" || armed.until < now()) throw notArmed();
    await arm(context, undefined);
    if (armed.begins === "now") return startSignIn(context, armed.input, armed.session);
    return untilFollowed(context, armed);
  },
);

async function untilFollowed(context: Context, { input, until }: ArmedSignIn): Promise<SignInOutput> {
  while (now() < until) {
    const output = await startSignIn(context, input);
    if (output.nextStep.signInStep !== "CONFIRM_SIGN_UP") return output;
    await wait(interval);
  }
  throw new AuthError({
    name: "AutoSignInException",
    message: "The account was not confirmed on time.",
    recoverySuggestion: "Confirm the account, then call signIn.",
  });
}

function notArmed(): AuthError {
  return new AuthError({
    name: "AutoSignInException",
    message: "The autoSignIn flow has not started, or has been cancelled/completed.",
    recoverySuggestion: "Call signUp with the option autoSignIn, or call signIn.",
  });
}
