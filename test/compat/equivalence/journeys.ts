/**
 * Journeys: what apps do, as calls by name. Each is run by both libraries in pools that are alike, by people of the same names.
 */
import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { openAuthenticatorApp } from "../../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../../support/mailbox-reader.ts";
import type { InProcessServer } from "../../support/in-process-server.ts";
import { type ProvisionedApp, provisionPerson } from "../../support/provision-app.ts";
import { type Factor, invite, preferFactors, provisionFactors } from "../factor-pools.ts";
import type { Driver } from "./record.ts";

const password = "Correct-Horse-9";

/** Where a journey takes place. */
export interface Place {
  readonly server: InProcessServer;
  readonly app: ProvisionedApp;
  /** A name and an address that nobody else has. */
  readonly username: string;
  readonly email: string;
  readonly phone: string;
}

export interface Journey {
  readonly title: string;
  readonly pool: PoolKind;
  go(driver: Driver, place: Place): Promise<void>;
}

/** The pools that journeys take place in. */
export const pools = {
  plain: { mfa: "OPTIONAL", factors: ["TOTP"] },
  email: {
    mfa: "OPTIONAL",
    factors: ["TOTP"],
    pool: { UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
  },
  required: { mfa: "ON", factors: ["TOTP"] },
  several: { mfa: "OPTIONAL", factors: ["SMS", "EMAIL", "TOTP"] },
  setUp: { mfa: "ON", factors: ["EMAIL", "TOTP"] },
  devices: {
    mfa: "ON",
    factors: ["TOTP"],
    pool: {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    },
  },
} as const satisfies Record<
  string,
  { mfa: "OPTIONAL" | "ON"; factors: readonly Factor[]; pool?: Partial<CreateUserPoolCommandInput> }
>;

export type PoolKind = keyof typeof pools;

/** A pool of this kind. */
export async function openPool(server: InProcessServer, kind: PoolKind): Promise<ProvisionedApp> {
  return provisionFactors(server.sdk, pools[kind]);
}

type Step = { nextStep?: { signInStep?: string; totpSetupDetails?: { sharedSecret: string } } } | undefined;

const makePerson = ({ server, app, username, email, phone }: Place, isTemporary = false): Promise<void> =>
  invite(server.sdk, app, { username, password, email, phone, isTemporary });

/** The secret that a step or `setUpTOTP` showed. */
function secretIn(output: unknown): string {
  // Both libraries answer either of the two forms; a test fails on what else comes.
  const { nextStep, sharedSecret } = (output ?? {}) as Exclude<Step, undefined> & { sharedSecret?: string };
  const secret = nextStep?.totpSetupDetails?.sharedSecret ?? sharedSecret;
  if (secret === undefined) throw new Error("no secret was shown");
  return secret;
}

/** Signs in to a pool that demands an authenticator app, and sets it up. */
async function enrol(driver: Driver, place: Place): Promise<ReturnType<typeof openAuthenticatorApp>> {
  await makePerson(place);
  const step = await driver.run("signIn", { username: place.username, password });
  const phone = openAuthenticatorApp(secretIn(step));
  await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
  return phone;
}

/** Signs up by an address and confirms it. */
async function join(driver: Driver, { server, email }: Pick<Place, "server" | "email">): Promise<void> {
  await driver.run("signUp", { username: email, password, options: { userAttributes: { email } } });
  const confirmationCode = await awaitCode(server.url, email);
  await driver.run("confirmSignUp", { username: email, confirmationCode });
}

export const journeys: readonly Journey[] = [
  {
    title: "signing up, confirming, signing in, signing out",
    pool: "email",
    async go(driver, { server, email }) {
      await driver.run("signUp", { username: email, password, options: { userAttributes: { email } } });
      await driver.run("signIn", { username: email, password });
      const confirmationCode = await awaitCode(server.url, email);
      await driver.run("confirmSignUp", { username: email, confirmationCode: otherCode(confirmationCode) });
      await driver.run("confirmSignUp", { username: email, confirmationCode });
      await driver.run("signIn", { username: email, password: "Wrong-Horse-9" });
      await driver.run("signIn", { username: email, password });
      await driver.run("getCurrentUser");
      await driver.run("fetchUserAttributes");
      await driver.run("signIn", { username: email, password });
      await driver.run("signOut");
      await driver.run("getCurrentUser");
    },
  },
  {
    title: "signing up and being signed in by itself",
    pool: "email",
    async go(driver, { server, email }) {
      const options = { userAttributes: { email }, autoSignIn: true };
      await driver.run("signUp", { username: email, password, options });
      await driver.run("resendSignUpCode", { username: email });
      const confirmationCode = await awaitCode(server.url, email, 2);
      await driver.run("confirmSignUp", { username: email, confirmationCode });
      await driver.run("autoSignIn");
      await driver.run("signOut", { global: true });
    },
  },
  {
    title: "every flow of a password",
    pool: "plain",
    async go(driver, place) {
      await makePerson(place);
      const { username } = place;
      for (const authFlowType of ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"]) {
        await driver.run("signIn", {
          username,
          password,
          options: { authFlowType, clientMetadata: { from: "test" } },
        });
        await driver.run("signOut");
      }
      await driver.run("signIn", { username, password, options: { authFlowType: "USER_AUTH" } });
      await driver.run("signIn", { username, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
    },
  },
  {
    title: "what is refused before any request",
    pool: "plain",
    async go(driver, { username }) {
      await driver.run("signIn", { username: "", password });
      await driver.run("signIn", { username, password: "" });
      await driver.run("signIn", { username, password, options: { authFlowType: "CUSTOM_WITHOUT_SRP" } });
      await driver.run("signUp", { username: "", password });
      await driver.run("confirmSignUp", { username: "", confirmationCode: "1" });
      await driver.run("confirmSignUp", { username, confirmationCode: "" });
      await driver.run("resendSignUpCode", { username: "" });
      await driver.run("resetPassword", { username: "" });
      await driver.run("confirmResetPassword", { username: "", newPassword: "n", confirmationCode: "1" });
      await driver.run("confirmResetPassword", { username, newPassword: "", confirmationCode: "1" });
      await driver.run("confirmResetPassword", { username, newPassword: "n", confirmationCode: "" });
      await driver.run("updatePassword", { oldPassword: "", newPassword: "" });
      await driver.run("verifyTOTPSetup", { code: "" });
      await driver.run("confirmUserAttribute", { userAttributeKey: "email", confirmationCode: "" });
    },
  },
  {
    title: "what nobody may do without being signed in",
    pool: "plain",
    async go(driver) {
      await driver.run("fetchAuthSession");
      await driver.run("getCurrentUser");
      await driver.run("fetchUserAttributes");
      await driver.run("updateUserAttributes", { userAttributes: { name: "Ada" } });
      await driver.run("updatePassword", { oldPassword: "a", newPassword: "b" });
      await driver.run("setUpTOTP");
      await driver.run("fetchMFAPreference");
      await driver.run("updateMFAPreference", { totp: "ENABLED" });
      await driver.run("rememberDevice");
      await driver.run("forgetDevice");
      await driver.run("fetchDevices");
      await driver.run("deleteUser");
      await driver.run("signOut");
    },
  },
  {
    title: "a forgotten password",
    pool: "email",
    async go(driver, { server, email }) {
      await join(driver, { server, email });
      await driver.run("resetPassword", { username: email });
      const confirmationCode = await awaitCode(server.url, email, 2);
      const newPassword = "Better-Horse-9";
      await driver.run("confirmResetPassword", { username: email, newPassword: "short", confirmationCode });
      await driver.run("confirmResetPassword", { username: email, newPassword, confirmationCode });
      await driver.run("signIn", { username: email, password: newPassword });
      await driver.run("updatePassword", { oldPassword: "Wrong-Horse-9", newPassword: password });
      await driver.run("updatePassword", { oldPassword: newPassword, newPassword: password });
      await driver.run("resetPassword", { username: "nobody@example.com" });
      await driver.run("signOut");
    },
  },
  {
    title: "an authenticator app that is set up in the sign-in",
    pool: "required",
    async go(driver, place) {
      await makePerson(place);
      const step = await driver.run("signIn", { username: place.username, password });
      const phone = openAuthenticatorApp(secretIn(step));
      await driver.run("confirmSignIn", { challengeResponse: "" });
      await driver.run("confirmSignIn", { challengeResponse: "SMS" });
      await driver.run("confirmSignIn", { challengeResponse: phone.wrongCode() });
      await driver.run("confirmSignIn", {
        challengeResponse: phone.freshCode(),
        options: { friendlyDeviceName: "my phone" },
      });
      await driver.run("fetchMFAPreference");
      await driver.run("signOut");
      await driver.run("signIn", { username: place.username, password });
      await driver.run("confirmSignIn", { challengeResponse: phone.wrongCode() });
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("fetchAuthSession", { forceRefresh: true });
      await driver.run("signOut");
    },
  },
  {
    title: "an authenticator app that is set up by somebody who is signed in",
    pool: "plain",
    async go(driver, place) {
      await makePerson(place);
      await driver.run("signIn", { username: place.username, password });
      await driver.run("updateMFAPreference", { totp: "PREFERRED" });
      const phone = openAuthenticatorApp(secretIn(await driver.run("setUpTOTP")));
      await driver.run("verifyTOTPSetup", { code: phone.wrongCode() });
      await driver.run("verifyTOTPSetup", {
        code: phone.freshCode(),
        options: { friendlyDeviceName: "phone" },
      });
      for (const totp of ["ENABLED", "PREFERRED", "NOT_PREFERRED", "DISABLED"]) {
        await driver.run("updateMFAPreference", { totp });
        await driver.run("fetchMFAPreference");
      }
      await driver.run("updateMFAPreference", { sms: "PREFERRED", email: "PREFERRED" });
      await driver.run("signOut");
    },
  },
  {
    title: "codes by SMS and e-mail, and the choice between them",
    pool: "several",
    async go(driver, place) {
      const { server, app, username, email, phone } = place;
      await makePerson(place);
      const both = { SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true } };
      await preferFactors(server.sdk, app, { Username: username, ...both });
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "sms" });
      await driver.run("confirmSignIn", { challengeResponse: "SMS" });
      const code = await awaitCode(server.url, phone);
      await driver.run("confirmSignIn", { challengeResponse: otherCode(code) });
      await driver.run("confirmSignIn", { challengeResponse: code });
      await driver.run("signOut");
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "EMAIL" });
      await driver.run("confirmSignIn", { challengeResponse: await awaitCode(server.url, email) });
      await driver.run("fetchMFAPreference");
      await driver.run("signOut");
    },
  },
  {
    title: "a factor that has to be chosen and set up",
    pool: "setUp",
    async go(driver, place) {
      // Whoever has an address is sent a code instead.
      await provisionPerson(place.server.sdk, place.app, {
        username: place.username,
        password,
        permanent: true,
      });
      const { username } = place;
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: "SMS" });
      const step = await driver.run("confirmSignIn", { challengeResponse: "TOTP" });
      const phone = openAuthenticatorApp(secretIn(step));
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("signOut");
    },
  },
  {
    title: "a new password in place of a temporary one, then an authenticator app",
    pool: "required",
    async go(driver, place) {
      await makePerson(place, true);
      await driver.run("signIn", { username: place.username, password });
      await driver.run("confirmSignIn", { challengeResponse: "short" });
      const step = await driver.run("confirmSignIn", {
        challengeResponse: "Better-Horse-9",
        options: { userAttributes: { name: "Ada" } },
      });
      const phone = openAuthenticatorApp(secretIn(step));
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("signOut");
    },
  },
  {
    title: "attributes, and the codes that prove them",
    pool: "email",
    async go(driver, { server, email }) {
      await join(driver, { server, email });
      await driver.run("signIn", { username: email, password });
      await driver.run("updateUserAttribute", { userAttribute: { attributeKey: "name", value: "Ada" } });
      await driver.run("updateUserAttributes", { userAttributes: { nickname: "A", name: "Ada L" } });
      await driver.run("sendUserAttributeVerificationCode", { userAttributeKey: "email" });
      const confirmationCode = await awaitCode(server.url, email, 2);
      await driver.run("confirmUserAttribute", {
        userAttributeKey: "email",
        confirmationCode: otherCode(confirmationCode),
      });
      await driver.run("confirmUserAttribute", { userAttributeKey: "email", confirmationCode });
      await driver.run("deleteUserAttributes", { userAttributeKeys: ["nickname"] });
      await driver.run("fetchUserAttributes");
      await driver.run("updateUserAttributes", { userAttributes: { "custom:none": "x" } });
      await driver.run("deleteUser");
      await driver.run("signIn", { username: email, password });
    },
  },
  {
    title: "a device that is remembered, stands in for the code, and is forgotten",
    pool: "devices",
    async go(driver, place) {
      const phone = await enrol(driver, place);
      const { username } = place;
      await driver.run("fetchDevices");
      await driver.run("rememberDevice");
      await driver.run("signOut");
      await driver.run("signIn", { username, password });
      await driver.run("fetchDevices");
      await driver.run("forgetDevice");
      await driver.run("fetchDevices");
      await driver.run("signOut");
      await driver.run("signIn", { username, password });
      await driver.run("confirmSignIn", { challengeResponse: phone.freshCode() });
      await driver.run("signOut");
    },
  },
  {
    title: "an answer where no sign-in is under way",
    pool: "plain",
    async go(driver) {
      await driver.run("autoSignIn");
      await driver.run("signOut");
    },
  },
  {
    title: "people whom nobody knows",
    pool: "plain",
    async go(driver, { username }) {
      await driver.run("signIn", { username: `${username}-unknown`, password });
      await driver.run("confirmSignUp", { username: `${username}-unknown`, confirmationCode: "123456" });
      await driver.run("resendSignUpCode", { username: `${username}-unknown` });
      await driver.run("confirmResetPassword", {
        username: `${username}-unknown`,
        newPassword: password,
        confirmationCode: "123456",
      });
    },
  },
];
