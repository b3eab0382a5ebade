import type { SignInNextStep } from "@poolhouse/auth";
import type { View } from "./view.ts";

/** What is shown for a step of the sign-in; undefined once it is done. */
export function viewOf(step: SignInNextStep, email = ""): View | undefined {
  switch (step.signInStep) {
    case "DONE":
      return undefined;
    case "CONFIRM_SIGN_UP":
      return { form: "confirm", email };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP": {
      const details = step.totpSetupDetails;
      const { href } = details.getSetupUri("Poolhouse example", email === "" ? undefined : email);
      return { form: "set-up", secret: details.sharedSecret, uri: href };
    }
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { form: "code" };
    default:
      throw new Error(`This example has no form for ${step.signInStep}.`);
  }
}
