/** Every next step, and a journey that is told it. */
import type { FunctionName } from "./functions.ts";
import type { StepRow } from "./row.ts";

type Shown = readonly [name: string, by: string];

function rowsOf(
  member: StepRow["member"],
  from: readonly FunctionName[],
  shown: readonly Shown[],
): readonly StepRow[] {
  return shown.map(([name, by]) => ({ kind: "step", member, from, name, by }));
}

const selection = "every first factor, by selection";
const codes = "a code by SMS, and one by e-mail, without a choice";

export const stepRows: readonly StepRow[] = [
  ...rowsOf(
    "signInStep",
    ["signIn", "confirmSignIn", "autoSignIn"],
    [
      ["CONFIRM_SIGN_IN_WITH_SMS_CODE", codes],
      ["CONFIRM_SIGN_IN_WITH_EMAIL_CODE", codes],
      ["CONFIRM_SIGN_IN_WITH_TOTP_CODE", "an authenticator app that is set up in the sign-in"],
      ["CONTINUE_SIGN_IN_WITH_MFA_SELECTION", "codes by SMS and e-mail, and the choice between them"],
      ["CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION", "a factor that has to be chosen and set up"],
      ["CONTINUE_SIGN_IN_WITH_TOTP_SETUP", "an authenticator app that is set up in the sign-in"],
      ["CONTINUE_SIGN_IN_WITH_EMAIL_SETUP", "an e-mail address that has to be set up for codes"],
      ["CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED", "a new password and the attributes that are missing"],
      ["CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE", "a riddle, with a password and without"],
      ["CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION", selection],
      ["CONFIRM_SIGN_IN_WITH_PASSWORD", selection],
      ["CONFIRM_SIGN_UP", "signing up, confirming, signing in, signing out"],
      ["RESET_PASSWORD", "a password that an operator has reset"],
      ["DONE", selection],
    ],
  ),
  ...rowsOf(
    "signUpStep",
    ["signUp", "confirmSignUp"],
    [
      ["CONFIRM_SIGN_UP", "signing up, confirming, signing in, signing out"],
      ["DONE", "signing up, confirming, signing in, signing out"],
      ["COMPLETE_AUTO_SIGN_IN", "signing up and being signed in by itself"],
    ],
  ),
  ...rowsOf(
    "resetPasswordStep",
    ["resetPassword"],
    [["CONFIRM_RESET_PASSWORD_WITH_CODE", "a forgotten password"]],
  ),
  ...rowsOf(
    "updateAttributeStep",
    ["updateUserAttribute", "updateUserAttributes"],
    [
      ["CONFIRM_ATTRIBUTE_WITH_CODE", "an address that is changed, and counts once it is proven"],
      ["DONE", "attributes, and the codes that prove them"],
    ],
  ),
];
