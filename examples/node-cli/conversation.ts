import {
  confirmSignIn,
  confirmSignUp,
  fetchUserAttributes,
  getCurrentUser,
  isAuthError,
  type SignInNextStep,
  signIn,
  signOut,
  signUp,
  type TOTPSetupDetails,
} from "@poolhouse/auth";
import { renderUnicodeCompact } from "uqr";
import { digits } from "../shared/digits.ts";
import { explain } from "../shared/explain.ts";
import type { Terminal } from "./terminal.ts";

/** The address of whoever is signed in; undefined if nobody is. */
export async function findWho(): Promise<string | undefined> {
  try {
    await getCurrentUser();
    return (await fetchUserAttributes())["email"];
  } catch (error) {
    if (isAuthError(error, "UserUnAuthenticatedException")) return undefined;
    throw error;
  }
}

/** Signs somebody in, and up before if they have no account. */
export async function beginSession(terminal: Terminal, mailbox: string): Promise<void> {
  const hasAccount = /^y/i.test(await terminal.ask("Do you have an account? [y/N]"));
  const username = await terminal.ask("E-mail address:");
  const password = await terminal.askSecret("Password:");
  if (!hasAccount) {
    await signUp({ username, password, options: { userAttributes: { email: username } } });
    await confirmAddress(terminal, username, mailbox);
  }
  let { nextStep } = await signIn({ username, password });
  if (nextStep.signInStep === "CONFIRM_SIGN_UP") {
    await confirmAddress(terminal, username, mailbox);
    ({ nextStep } = await signIn({ username, password }));
  }
  await answerSteps(terminal, nextStep);
  terminal.say(`You are signed in as ${(await findWho()) ?? "nobody"}.`);
}

export async function endSession(terminal: Terminal): Promise<void> {
  await signOut();
  terminal.say("You are signed out.");
}

async function confirmAddress(terminal: Terminal, username: string, mailbox: string): Promise<void> {
  terminal.say(`A code is on its way to ${username}. This is a sandbox: it waits in ${mailbox}`);
  await untilRight(terminal, async () => {
    const confirmationCode = digits(await terminal.ask("Code of the message:"));
    return confirmSignUp({ username, confirmationCode });
  });
}

/** Answers what the sign-in asks for until it is done. */
async function answerSteps(terminal: Terminal, step: SignInNextStep): Promise<void> {
  if (step.signInStep === "DONE") return;
  if (step.signInStep === "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") show(terminal, step.totpSetupDetails);
  else if (step.signInStep !== "CONFIRM_SIGN_IN_WITH_TOTP_CODE")
    throw new Error(`This example has no question for ${step.signInStep}.`);
  const { nextStep } = await untilRight(terminal, async () =>
    confirmSignIn({ challengeResponse: digits(await terminal.ask("Code of your authenticator app:")) }),
  );
  return answerSteps(terminal, nextStep);
}

function show(terminal: Terminal, details: TOTPSetupDetails): void {
  const drawn = renderUnicodeCompact(details.getSetupUri("Poolhouse example").href, { border: 2 });
  // White on black is said outright, or a light colour scheme would show the code inverted.
  terminal.say(process.stdout.isTTY ? drawn.replaceAll(/^.*$/gm, "\u001b[97;40m$&\u001b[0m") : drawn);
  terminal.say(`Scan this with your authenticator app, or type the secret in: ${details.sharedSecret}`);
}

/** Asks again after a wrong code; anything else that goes wrong is thrown. */
async function untilRight<T>(terminal: Terminal, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isWrongCode =
        isAuthError(error, "CodeMismatchException") ||
        isAuthError(error, "EnableSoftwareTokenMFAException") ||
        isAuthError(error, "EmptyChallengeResponse") ||
        isAuthError(error, "EmptyConfirmSignUpCode");
      if (!isWrongCode) throw error;
      terminal.say(explain(error));
    }
  }
}
