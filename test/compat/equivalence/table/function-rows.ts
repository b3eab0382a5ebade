/** Every function, and a journey in which it does what it is for. */
import type { FunctionName } from "./functions.ts";
import type { FunctionRow } from "./row.ts";

const signingUp = "signing up, confirming, signing in, signing out";
const attributes = "attributes, and the codes that prove them";
const app = "an authenticator app that is set up by somebody who is signed in";
const device = "a device that is remembered, stands in for the code, and is forgotten";
const passkey = "a passkey that is made, used and deleted";
const forgotten = "a forgotten password";

const shownBy: Readonly<Record<FunctionName, string>> = {
  associateWebAuthnCredential: passkey,
  autoSignIn: "signing up and being signed in by itself",
  confirmResetPassword: forgotten,
  confirmSignIn: "every first factor, by selection",
  confirmSignUp: signingUp,
  confirmUserAttribute: attributes,
  decodeJWT: "reading tokens",
  deleteUser: attributes,
  deleteUserAttributes: attributes,
  deleteWebAuthnCredential: passkey,
  fetchAuthSession: "tokens that have run out, and new ones in their place",
  fetchDevices: device,
  fetchMFAPreference: app,
  fetchUserAttributes: signingUp,
  forgetDevice: device,
  getCurrentUser: signingUp,
  listWebAuthnCredentials: passkey,
  parseAmplifyConfig: "configurations in all three forms",
  rememberDevice: device,
  resendSignUpCode: "signing up and being signed in by itself",
  resetPassword: forgotten,
  sendUserAttributeVerificationCode: attributes,
  setUpTOTP: app,
  signIn: signingUp,
  signInWithRedirect: "hosted pages, and back with a session",
  signOut: signingUp,
  signUp: signingUp,
  updateMFAPreference: app,
  updatePassword: forgotten,
  updateUserAttribute: "an address that is changed, and counts once it is proven",
  updateUserAttributes: attributes,
  verifyTOTPSetup: app,
};

export const functionRows: readonly FunctionRow[] = Object.entries(shownBy).map(([name, by]) => ({
  kind: "function",
  // A key of the record above.
  name: name as FunctionName,
  by,
}));
