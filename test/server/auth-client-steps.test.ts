// What @poolhouse/auth adds to a sign-in and to second factors, beyond the functions it stands in for.
import {
  Amplify,
  type AmplifyContext,
  autoSignIn,
  cancelSignIn,
  confirmSignUp,
  confirmSignIn,
  createAmplifyContext,
  deleteSoftwareToken,
  fetchAuthSession,
  generateRecoveryCodes,
  getPendingSignIn,
  getRecoveryCodeStatus,
  isAuthError,
  listSoftwareTokens,
  MemoryStorage,
  renameSoftwareToken,
  resendSignInCode,
  setUpTOTP,
  signIn,
  type SignInOutput,
  signOut,
  signUp,
  updateMFAPreference,
  verifyTOTPSetup,
} from "@poolhouse/auth";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";

const password = "Correct-Horse-9";
const UserPoolTags = {
  "poolhouse:recovery-codes": "on",
  "poolhouse:resend-sign-in-code": "on",
  "poolhouse:software-tokens-per-user": "3",
};
let server: InProcessServer;
let app: ProvisionedApp;

beforeAll(async () => {
  server = await startInProcessServer();
  app = await provisionApp(server.sdk, { mfa: "OPTIONAL", pool: { UserPoolTags } });
  for (const username of ["ada", "bob", "cyd", "dan"])
    await provisionPerson(server.sdk, app, { username, password, permanent: true });
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => server.stop());

interface Storages {
  readonly storage: MemoryStorage;
  readonly pendingStorage: MemoryStorage;
}

const newStorages = (): Storages => ({ storage: new MemoryStorage(), pendingStorage: new MemoryStorage() });

/** An app; with the same storages it is the one that was loaded before. */
function openPage(storages = newStorages(), pool = app): AmplifyContext {
  const { userPoolId, clientId: userPoolClientId } = pool;
  const Cognito = { userPoolId, userPoolClientId, userPoolEndpoint: server.url };
  return createAmplifyContext({ Auth: { Cognito } }, { Auth: storages });
}

/** Signs in and gives the person an authenticator app that is asked for from here on. */
async function enrol(page: AmplifyContext, username: string, name: string): Promise<AuthenticatorApp> {
  await signIn(page, { username, password });
  const phone = openAuthenticatorApp((await setUpTOTP(page)).sharedSecret);
  await verifyTOTPSetup(page, { code: phone.freshCode(), options: { friendlyDeviceName: name } });
  await updateMFAPreference(page, { totp: "PREFERRED" });
  return phone;
}

it("a page that is loaded anew learns the step that it was at, and goes on", async () => {
  const phone = await enrol(openPage(), "ada", "Phone");
  const storages = newStorages();
  expect(await getPendingSignIn(openPage(storages))).toBeUndefined();
  const { nextStep } = await signIn(openPage(storages), { username: "ada", password });
  const reloaded = openPage(storages);
  expect(await getPendingSignIn(reloaded)).toEqual({ username: "ada", nextStep });
  expect(nextStep).toEqual({ signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" });
  await confirmSignIn(reloaded, { challengeResponse: phone.freshCode() });
  expect(await getPendingSignIn(reloaded)).toBeUndefined();
});

it("setting an authenticator app up goes on with the same secret on the page, and with a new one after a reload", async () => {
  const required = await provisionApp(server.sdk, { mfa: "ON", pool: {} });
  await provisionPerson(server.sdk, required, { username: "eve", password, permanent: true });
  const storages = newStorages();
  const page = openPage(storages, required);
  const shown = secretOf(await signIn(page, { username: "eve", password }));
  expect(secretOf(await getPendingSignIn(page))).toBe(shown);
  const texts = await Promise.all(
    ["username", "challengeName", "signInSession", "expiry", "asked"].map((key) =>
      storages.pendingStorage.getItem(`CognitoSignInState.${key}`),
    ),
  );
  expect(texts.join()).not.toContain(shown);
  const reloaded = openPage(storages, required);
  const secret = secretOf(await getPendingSignIn(reloaded));
  expect(secret).not.toBe(shown);
  const code = openAuthenticatorApp(secret).freshCode();
  expect(await confirmSignIn(reloaded, { challengeResponse: code })).toMatchObject({ isSignedIn: true });
});

it("a sign-in that was given up cannot be answered, nor a code of it sent again", async () => {
  const phone = await enrol(openPage(), "bob", "Phone");
  const page = openPage();
  await signIn(page, { username: "bob", password });
  await cancelSignIn(page);
  expect(await getPendingSignIn(page)).toBeUndefined();
  const answered = await confirmSignIn(page, { challengeResponse: phone.freshCode() }).catch(
    (error) => error,
  );
  expect(isAuthError(answered, "SignInException")).toBe(true);
  expect(isAuthError(answered, "CodeMismatchException")).toBe(false);
  expect(isAuthError(new Error("SignInException"), "SignInException")).toBe(false);
  await expect(resendSignInCode(page)).rejects.toMatchObject({ name: "SignInException" });
});

it("a code is sent again for the session of the sign-in, and the answer goes with the new one", async () => {
  const sent: { target: string | null; Session: string }[] = [];
  const parameters = { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: "d***@e***" };
  const ChallengeName = "EMAIL_OTP";
  vi.stubGlobal("fetch", async (_: string, { headers, body }: { headers: HeadersInit; body: string }) => {
    // What the library under test has just written.
    sent.push({
      target: new Headers(headers).get("x-amz-target"),
      ...(JSON.parse(body) as { Session: string }),
    });
    const Session = `session-${sent.length}`;
    return Response.json({ ChallengeName, Session, ChallengeParameters: parameters });
  });
  const page = openPage();
  await signIn(page, { username: "dan", password, options: { authFlowType: "USER_PASSWORD_AUTH" } });
  expect(await resendSignInCode(page)).toEqual({ deliveryMedium: "EMAIL", destination: "d***@e***" });
  await confirmSignIn(page, { challengeResponse: "123456" });
  expect(sent[1]).toMatchObject({ target: "PoolhouseService.ResendSignInCode", Session: "session-1" });
  expect(sent[2]).toMatchObject({ Session: "session-2" });
});

it("a code that the service will not send again leaves the sign-in as it is", async () => {
  const phone = await enrol(openPage(), "dan", "Phone");
  const page = openPage();
  await signIn(page, { username: "dan", password });
  await expect(resendSignInCode(page)).rejects.toMatchObject({ metadata: { httpStatusCode: 400 } });
  const output = await confirmSignIn(page, { challengeResponse: phone.freshCode() });
  expect(output.isSignedIn).toBe(true);
});

it("recovery codes are made, counted and used, and apps are listed, renamed and deleted", async () => {
  const page = openPage();
  const phone = await enrol(page, "cyd", "Phone");
  await expect(generateRecoveryCodes(page)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await signOut(page);
  await signIn(page, { username: "cyd", password });
  await confirmSignIn(page, { challengeResponse: phone.freshCode() });
  expect(await getRecoveryCodeStatus(page)).toEqual({ remainingCodes: 0 });
  const { recoveryCodes } = await generateRecoveryCodes(page);
  expect(recoveryCodes).toHaveLength(10);
  expect(await getRecoveryCodeStatus(page)).toMatchObject({
    remainingCodes: 10,
    createdAt: expect.any(Date),
  });
  await signOut(page);
  await signIn(page, { username: "cyd", password });
  await confirmSignIn(page, { challengeResponse: recoveryCodes[0] ?? "" });
  expect(await getRecoveryCodeStatus(page)).toMatchObject({ remainingCodes: 9 });
  const [listed] = await listSoftwareTokens(page);
  const softwareTokenId = listed?.softwareTokenId ?? "";
  expect(listed).toMatchObject({ friendlyDeviceName: "Phone", createdAt: expect.any(Date) });
  await renameSoftwareToken(page, { softwareTokenId, friendlyDeviceName: "Old phone" });
  expect(await listSoftwareTokens(page)).toMatchObject([{ friendlyDeviceName: "Old phone" }]);
  await deleteSoftwareToken(page, { softwareTokenId });
  expect(await listSoftwareTokens(page)).toEqual([]);
});

it("tokens that another page has refreshed meanwhile are taken over, and its sign-out too", async () => {
  const storages = newStorages();
  const [one, other] = [openPage(storages), openPage(storages)];
  await enrolNobody(one);
  const { fetch: send } = globalThis;
  let requests = 0;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    requests += 1;
    if (requests > 1) return send(url, init);
    // The other page is faster, and a pool that rotates refresh tokens refuses this one's.
    await fetchAuthSession(other, { forceRefresh: true });
    return Response.json({ __type: "NotAuthorizedException", message: "used" }, { status: 400 });
  });
  const { tokens } = await fetchAuthSession(one, { forceRefresh: true });
  const taken = (await fetchAuthSession(other)).tokens;
  expect(String(tokens?.accessToken)).toBe(String(taken?.accessToken));
  await signOut(other);
  expect(await fetchAuthSession(one, { forceRefresh: true })).toEqual({});
});

it("being signed in after a sign-up survives a reload, without its password", async () => {
  const open = await provisionApp(server.sdk, {
    pool: { UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
    client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
  });
  const storages = newStorages();
  const username = "gil@example.com";
  const wish = { authFlowType: "USER_AUTH", preferredChallenge: "PASSWORD" } as const;
  await signUp(openPage(storages, open), { username, password, options: { autoSignIn: wish } });
  expect(await storages.pendingStorage.getItem("Poolhouse.autoSignIn")).not.toContain(password);
  const confirmationCode = await awaitCode(server.url, username);
  const confirmed = await confirmSignUp(openPage(storages, open), { username, confirmationCode });
  expect(confirmed.nextStep.signUpStep).toBe("COMPLETE_AUTO_SIGN_IN");
  const kept = await storages.pendingStorage.getItem("Poolhouse.autoSignIn");
  expect(JSON.parse(kept ?? "{}")).toMatchObject({ begins: "now", username });
  await cancelSignIn(openPage(storages, open));
  expect(await storages.pendingStorage.getItem("Poolhouse.autoSignIn")).toBeNull();
});

it("after a reload the code of the sign-up stands in for the password, where the pool lets it", async () => {
  const open = await provisionApp(server.sdk, {
    pool: {
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    },
    client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
  });
  const storages = newStorages();
  const username = "hal@example.com";
  await signUp(openPage(storages, open), { username, password, options: { autoSignIn: true } });
  const confirmationCode = await awaitCode(server.url, username);
  await confirmSignUp(openPage(storages, open), { username, confirmationCode });
  const kept = await storages.pendingStorage.getItem("Poolhouse.autoSignIn");
  expect(kept).not.toContain(password);
  const { userPoolId, clientId: userPoolClientId } = open;
  const Cognito = { userPoolId, userPoolClientId, userPoolEndpoint: server.url };
  Amplify.configure({ Auth: { Cognito } }, { Auth: storages });
  expect(await autoSignIn()).toMatchObject({ isSignedIn: true });
});

it("a clock that is wrong by an hour keeps nobody from signing in", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  const real = new Date(Date.now() + 3_600_000).toUTCString();
  const { fetch: send } = globalThis;
  const times: string[] = [];
  vi.stubGlobal("fetch", async (url: string, init: { body: string }) => {
    const { ChallengeResponses } = JSON.parse(init.body) as { ChallengeResponses?: { TIMESTAMP?: string } };
    times.push(ChallengeResponses?.TIMESTAMP ?? "");
    const answer = await send(url, init);
    return new Response(await answer.text(), { status: answer.status, headers: { date: real } });
  });
  await signIn(openPage(), { username: "ada", password }).catch(() => undefined);
  vi.useRealTimers();
  expect(Math.abs(Date.parse(times[1] ?? "") - Date.now())).toBeLessThan(60_000);
});

/** Signs somebody in who has no second factor. */
async function enrolNobody(page: AmplifyContext): Promise<void> {
  await provisionPerson(server.sdk, app, { username: "flo", password, permanent: true });
  await signIn(page, { username: "flo", password });
}

function secretOf(at: Pick<SignInOutput, "nextStep"> | undefined): string {
  if (at?.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP")
    throw new Error(at?.nextStep.signInStep);
  return at.nextStep.totpSetupDetails.sharedSecret;
}
