// How things stand when the example of a comment begins, by the name of what it is an example of.
import {
  fetchAuthSession,
  generateRecoveryCodes,
  listSoftwareTokens,
  resetPassword,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  verifyTOTPSetup,
} from "@poolhouse/auth";
import { createServerRunner } from "@poolhouse/auth/nextjs";
import { createRequestRunner } from "@poolhouse/auth/server";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import type { Prelude } from "./doc-prelude.ts";
import {
  openPending,
  openProven,
  openSignedIn,
  openStage,
  openWithApp,
  openWithTelephone,
  type Stage,
  type StageServer,
} from "./doc-stage.ts";
import { openCookies } from "./doc-cookies.ts";

/** What an example finds, as far as it differs from what all find; and what it is expected to call of the app's screens. */
interface Scene {
  readonly stage: Stage;
  readonly given?: Partial<Prelude>;
  readonly calls?: keyof Prelude;
}

/** Examples that no test runs here, and why. Their types are checked all the same. */
export const notRun: Readonly<Record<string, string>> = {
  signInWithRedirect: "it leaves the page for another",
  validateState: "nobody comes back from hosted pages where there is no page",
  AUTH_KEY_PREFIX: "it looks into the storage of a browser",
  AuthSessionOpener: "it opens a browser of a phone",
  associateWebAuthnCredential: "an authenticator is asked, which only browsers have",
  tokenProvider: "whoever came after it in this process would have its tokens",
  deleteWebAuthnCredential: "there is no passkey without an authenticator",
};

const signedIn = async (server: StageServer): Promise<Scene> => ({ stage: await openSignedIn(server) });

/** Somebody new, who has signed up and holds the code. */
async function signedUp(server: StageServer): Promise<Scene> {
  const stage = await openStage(server);
  const [username, email] = ["grace", stage.email.replace("ada", "grace")];
  await signUp({
    username,
    password: stage.password,
    options: { userAttributes: { email }, autoSignIn: true },
  });
  return { stage, given: { username, email, confirmationCode: await awaitCode(server.url, email) } };
}

/** In the middle of a sign-in, with a code of the app that is wrong. */
async function withWrongCode(server: StageServer): Promise<Scene> {
  const { phone, ...stage } = await openPending(server);
  return { stage, given: { code: phone.wrongCode() }, calls: "showWrongCode" };
}

async function withSecondApp(server: StageServer): Promise<Scene> {
  const stage = await openProven(server);
  const second = openAuthenticatorApp((await setUpTOTP()).sharedSecret);
  await verifyTOTPSetup({ code: second.freshCode(), options: { friendlyDeviceName: "Tablet" } });
  const [first] = await listSoftwareTokens();
  return { stage, given: { softwareTokenId: first?.softwareTokenId ?? "" } };
}

const withDevices = async (server: StageServer): Promise<Scene> => ({
  stage: await openSignedIn(server, {
    mfa: "OFF",
    pool: {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: true },
    },
  }),
});

/** A server whose visitor is signed in: the cookies of the request hold the tokens. */
async function onServer(server: StageServer): Promise<Scene> {
  const stage = await openStage(server);
  const { cookies, adapter, tokenProvider } = openCookies(stage.config);
  const runner = createServerRunner({ config: stage.config });
  await runner.runWithAmplifyServerContext({
    nextServerContext: { cookies },
    operation: (context) => signIn(context, stage),
  });
  return { stage, given: { cookies, adapter, tokenProvider } };
}

/** By name; whatever is not here begins with an app that is configured and nobody signed in. */
export const scenes: Readonly<Record<string, (server: StageServer) => Promise<Scene>>> = {
  fetchUserAttributes: signedIn,
  updateUserAttributes: signedIn,
  updateUserAttribute: signedIn,
  sendUserAttributeVerificationCode: signedIn,
  async confirmUserAttribute(server) {
    const stage = await openSignedIn(server);
    await sendUserAttributeVerificationCode({ userAttributeKey: "email" });
    return { stage, given: { confirmationCode: await awaitCode(server.url, stage.email) } };
  },
  deleteUserAttributes: signedIn,
  async confirmResetPassword(server) {
    const stage = await openStage(server);
    await resetPassword(stage);
    return { stage, given: { confirmationCode: await awaitCode(server.url, stage.email) } };
  },
  updatePassword: signedIn,
  signOut: signedIn,
  deleteUser: signedIn,
  rememberDevice: withDevices,
  forgetDevice: withDevices,
  fetchDevices: withDevices,
  isAuthError: withWrongCode,
  AuthError: withWrongCode,
  async updateMFAPreference(server) {
    const stage = await openWithTelephone(server);
    const phone = openAuthenticatorApp((await setUpTOTP()).sharedSecret);
    await verifyTOTPSetup({ code: phone.freshCode() });
    return { stage };
  },
  fetchMFAPreference: signedIn,
  generateRecoveryCodes: async (server) => ({ stage: await openProven(server) }),
  async getRecoveryCodeStatus(server) {
    const stage = await openProven(server);
    await generateRecoveryCodes();
    return { stage };
  },
  listSoftwareTokens: async (server) => ({ stage: await openWithApp(server) }),
  renameSoftwareToken: withSecondApp,
  deleteSoftwareToken: withSecondApp,
  setUpTOTP: async (server) => ({ stage: await openSignedIn(server), calls: "showQrCode" }),
  async verifyTOTPSetup(server) {
    const stage = await openSignedIn(server);
    return { stage, given: { code: openAuthenticatorApp((await setUpTOTP()).sharedSecret).freshCode() } };
  },
  createServerRunner: onServer,
  createServerContext: onServer,
  runWithAmplifyServerContext: onServer,
  createUserPoolsTokenProvider: onServer,
  createKeyValueStorageFromCookieStorageAdapter: onServer,
  async runWithRequest(server) {
    const stage = await openStage(server);
    const runner = createRequestRunner({ config: stage.config, origin: "https://app.example.com" });
    return {
      stage,
      given: { runWithRequest: (exchange, operation) => runner.runWithRequest(exchange, operation) },
    };
  },
  listWebAuthnCredentials: signedIn,
  async confirmSignIn(server) {
    const { phone, ...stage } = await openPending(server);
    return { stage, given: { code: phone.freshCode() } };
  },
  getPendingSignIn: async (server) => ({ stage: await openPending(server), calls: "show" }),
  cancelSignIn: async (server) => ({ stage: await openPending(server) }),
  async resendSignInCode(server) {
    const stage = await openWithTelephone(server);
    await updateMFAPreference({ sms: "PREFERRED" });
    await signOut();
    await signIn(stage);
    // A message is given half a minute to arrive before another is sent.
    server.ahead = 31_000;
    return { stage };
  },
  async signIn(server) {
    const stage = await openWithApp(server);
    await signOut();
    return { stage, calls: "showCodeField" };
  },
  signUp: async (server) => ({ stage: await openStage(server), given: { username: "grace" } }),
  confirmSignUp: signedUp,
  resendSignUpCode: signedUp,
  autoSignIn: signedUp,
  getCurrentUser: signedIn,
  async decodeJWT(server) {
    const stage = await openSignedIn(server);
    return { stage, given: { text: String((await fetchAuthSession()).tokens?.accessToken) } };
  },
  fetchAuthSession: signedIn,
};
