/** Which form is shown, and what comes after each. */
import { type JSX, useEffect, useState } from "react";
import {
  getCurrentUser,
  getPendingSignIn,
  type SignInNextStep,
  type TOTPSetupDetails,
} from "@poolhouse/auth";
import { Home } from "./home.tsx";
import { EnterCode, SetUpApp, SignIn } from "./sign-in.tsx";
import { ConfirmSignUp, SignUp } from "./sign-up.tsx";

/** What somebody sees. */
type Screen =
  | { readonly name: "nothing yet" | "sign-in" | "sign-up" | "code" | "home" }
  | { readonly name: "confirm"; readonly email: string }
  | { readonly name: "set-up"; readonly details: TOTPSetupDetails };

/** The screen for a step of the sign-in. */
function screenFor(step: SignInNextStep, email: string): Screen {
  switch (step.signInStep) {
    case "DONE":
      return { name: "home" };
    case "CONFIRM_SIGN_UP":
      return { name: "confirm", email };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP":
      return { name: "set-up", details: step.totpSetupDetails };
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { name: "code" };
    default:
      throw new Error(`This example has no form for ${step.signInStep}.`);
  }
}

/** Where this browser left off: signed in, in the middle of a sign-in, or nowhere. */
async function findScreen(): Promise<Screen> {
  const user = await getCurrentUser().catch(() => undefined);
  if (user !== undefined) return { name: "home" };
  const pending = await getPendingSignIn().catch(() => undefined);
  return pending === undefined ? { name: "sign-in" } : screenFor(pending.nextStep, pending.username);
}

// Asked once, however often React mounts the app: a set-up that is asked for again has another secret.
let found: Promise<Screen> | undefined;

export function App({ mailbox }: { readonly mailbox: string }): JSX.Element {
  const [screen, show] = useState<Screen>({ name: "nothing yet" });
  const follow = (step: SignInNextStep, email = ""): void => show(screenFor(step, email));
  const startAgain = (): void => show({ name: "sign-in" });
  useEffect(() => {
    found ??= findScreen();
    void found.then(show);
  }, []);
  return (
    <main>
      {screen.name === "sign-in" && <SignIn onStep={follow} onSignUp={() => show({ name: "sign-up" })} />}
      {screen.name === "sign-up" && (
        <SignUp onSent={(email) => show({ name: "confirm", email })} onSignIn={startAgain} />
      )}
      {screen.name === "confirm" && (
        <ConfirmSignUp email={screen.email} mailbox={mailbox} onStep={follow} onDone={startAgain} />
      )}
      {screen.name === "set-up" && (
        <SetUpApp details={screen.details} onStep={follow} onCancel={startAgain} />
      )}
      {screen.name === "code" && <EnterCode onStep={follow} onCancel={startAgain} />}
      {screen.name === "home" && <Home onSignedOut={startAgain} />}
    </main>
  );
}
