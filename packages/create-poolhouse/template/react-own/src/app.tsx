import {
  getCurrentUser,
  getPendingSignIn,
  signOut,
  type SignInNextStep,
  type TOTPSetupDetails,
} from "@poolhouse/auth";
import { type JSX, useEffect, useState } from "react";
import { Dashboard } from "./dashboard";
import { ConfirmSignUp, EnterCode, SetUpApp, SignIn, SignUp } from "./screens";

/** What somebody sees. */
type Screen =
  | { readonly name: "sign-in" | "sign-up" | "code" | "dashboard" }
  | { readonly name: "confirm"; readonly email: string }
  | { readonly name: "set-up"; readonly email: string; readonly details: TOTPSetupDetails };

/** The screen for a step of the sign-in. */
function screenFor(step: SignInNextStep, email: string): Screen {
  switch (step.signInStep) {
    case "DONE":
      return { name: "dashboard" };
    case "CONFIRM_SIGN_UP":
      return { name: "confirm", email };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP":
      return { name: "set-up", email, details: step.totpSetupDetails };
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { name: "code" };
    default:
      throw new Error(`There is no form for ${step.signInStep} yet: write one in src/screens.tsx.`);
  }
}

/** Where this browser left off: signed in, in the middle of a sign-in, or nowhere. */
async function findScreen(): Promise<Screen> {
  const user = await getCurrentUser().catch(() => undefined);
  if (user !== undefined) return { name: "dashboard" };
  const pending = await getPendingSignIn().catch(() => undefined);
  return pending === undefined ? { name: "sign-in" } : screenFor(pending.nextStep, pending.username);
}

// Asked once, however often React mounts the app: a set-up that is asked for again has another secret.
let found: Promise<Screen> | undefined;

export function App(): JSX.Element {
  const [screen, show] = useState<Screen>();
  useEffect(() => {
    found ??= findScreen();
    void found.then(show);
  }, []);
  const follow = (step: SignInNextStep, email: string): void => show(screenFor(step, email));
  const toSignIn = (): void => show({ name: "sign-in" });
  switch (screen?.name) {
    case "sign-in":
      return <SignIn onStep={follow} onSignUp={() => show({ name: "sign-up" })} />;
    case "sign-up":
      return <SignUp onSent={(email) => show({ name: "confirm", email })} onSignIn={toSignIn} />;
    case "confirm":
      return <ConfirmSignUp email={screen.email} onStep={follow} onDone={toSignIn} />;
    case "set-up":
      return <SetUpApp email={screen.email} details={screen.details} onStep={follow} />;
    case "code":
      return <EnterCode onStep={follow} onCancel={toSignIn} />;
    case "dashboard":
      return <Dashboard onSignOut={() => void signOut().then(toSignIn)} />;
    default:
      return <main aria-busy="true" />;
  }
}
