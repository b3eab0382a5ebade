// The unmodified amazon-cognito-identity-js 6 against a running server, only its endpoint set.
import { GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { expectUserTokens } from "../support/verify-tokens.ts";
import {
  associate,
  authenticate,
  authenticateInPlain,
  completeNewPassword,
  confirmRegistration,
  getUserData,
  globalSignOut,
  openPool,
  preferTotp,
  refresh,
  resendConfirmationCode,
  sendTotp,
  signOut,
  signUp,
  type Step,
  tokensOf,
  userOf,
  verifySetUp,
} from "./identity-js-steps.ts";

const password = "Correct-Horse-9";
let server: RunningServer;

beforeAll(async () => {
  server = await startRunningServer();
});
afterAll(() => server.stop());

const getUser = (AccessToken: string): Promise<unknown> =>
  server.sdk.send(new GetUserCommand({ AccessToken }));

function expectSignedIn(step: Step): Extract<Step, { name: "signedIn" }>["session"] {
  if (step.name !== "signedIn") throw new Error(`asked for ${step.name}`);
  return step.session;
}

/** Signs a new person up and confirms the address; the returned user has not signed in yet. */
async function join(pool: CognitoUserPool, email: string): Promise<CognitoUser> {
  await signUp(pool, { username: email, password, email });
  const user = userOf(pool, email);
  await confirmRegistration(user, await awaitCode(server.url, email));
  return user;
}

async function setUp(user: CognitoUser): Promise<AuthenticatorApp> {
  return openAuthenticatorApp(await associate(user));
}

describe("amazon-cognito-identity-js in a pool that requires a software token", () => {
  let app: ProvisionedApp;
  let pool: CognitoUserPool;
  beforeAll(async () => {
    app = await provisionApp(server.sdk, { mfa: "ON" });
    pool = openPool(server.url, app);
  });

  it("signs a person up, enrols a software token and asks for its code the next time", async () => {
    const email = "ada@example.com";
    const result = await signUp(pool, { username: email, password, email });
    expect(result).toMatchObject({
      userConfirmed: false,
      codeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
    });
    const user = userOf(pool, email);
    expect(await confirmRegistration(user, await awaitCode(server.url, email))).toBe("SUCCESS");

    expect(await authenticate(user, password)).toMatchObject({
      name: "mfaSetup",
      parameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: result.userSub },
    });
    const phone = await setUp(user);
    const session = await verifySetUp(user, phone.freshCode());
    expect(session.isValid()).toBe(true);
    const first = await expectUserTokens({ ...server, ...app }, tokensOf(session), { email });
    expect(first.access.sub).toBe(result.userSub);
    expect(await getUserData(user)).toMatchObject({
      Username: result.userSub,
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      UserAttributes: [
        { Name: "sub", Value: result.userSub },
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ].map((attribute) => expect.objectContaining(attribute)),
    });

    await signOut(user);
    await expect(getUser(tokensOf(session).accessToken)).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
    const again = userOf(pool, email);
    expect(await authenticate(again, password)).toMatchObject({
      name: "totpRequired",
      parameters: { FRIENDLY_DEVICE_NAME: "My phone", USER_ID_FOR_SRP: result.userSub },
    });
    const second = await sendTotp(again, phone.freshCode());
    await expectUserTokens({ ...server, ...app }, tokensOf(second), { email });
  });

  it("refreshes, and refuses to once the person has signed out everywhere", async () => {
    const email = "grace@example.com";
    const user = await join(pool, email);
    await authenticateInPlain(user, password);
    const session = await verifySetUp(user, (await setUp(user)).freshCode());
    const renewed = await refresh(user, session);
    const old = await expectUserTokens({ ...server, ...app }, tokensOf(session), { email });
    const fresh = await expectUserTokens({ ...server, ...app }, tokensOf(renewed), { email });
    expect(fresh.access).toMatchObject({ origin_jti: old.access["origin_jti"] });
    expect(fresh.access.jti).not.toBe(old.access.jti);
    expect(renewed.getRefreshToken().getToken()).toBe(session.getRefreshToken().getToken());

    expect(await globalSignOut(user)).toBe("SUCCESS");
    await expect(refresh(userOf(pool, email), session)).rejects.toMatchObject({
      code: "NotAuthorizedException",
      message: "Refresh Token has been revoked",
    });
    await expect(getUser(tokensOf(renewed).accessToken)).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
  });

  it("lets a person correct a wrong code within the same sign-in", async () => {
    const user = await join(pool, "edith@example.com");
    await authenticateInPlain(user, password);
    const phone = await setUp(user);
    await expect(verifySetUp(user, phone.wrongCode())).rejects.toMatchObject({
      code: "EnableSoftwareTokenMFAException",
      message: "Code mismatch",
    });
    await verifySetUp(user, phone.freshCode());

    const again = userOf(pool, "edith@example.com");
    await authenticateInPlain(again, password);
    await expect(sendTotp(again, phone.wrongCode())).rejects.toMatchObject({
      code: "CodeMismatchException",
      name: "CodeMismatchException",
      message: "Invalid code received for user",
    });
    await expect(sendTotp(again, phone.usedCode())).rejects.toMatchObject({ code: "ExpiredCodeException" });
    expect((await sendTotp(again, phone.freshCode())).isValid()).toBe(true);
  });

  it("asks somebody an operator signed up for a new password, then for a software token", async () => {
    const email = "hedy@example.com";
    await provisionPerson(server.sdk, app, {
      username: email,
      email,
      password: "Temporary-1",
      permanent: false,
    });
    const user = userOf(pool, email);
    expect(await authenticate(user, "Temporary-1")).toEqual({
      name: "newPasswordRequired",
      attributes: { email, email_verified: "true" },
      required: [],
    });
    expect(await completeNewPassword(user, password)).toMatchObject({ name: "mfaSetup" });
    const phone = await setUp(user);
    expect((await verifySetUp(user, phone.freshCode())).isValid()).toBe(true);
  });
});

describe("amazon-cognito-identity-js in a pool where a software token is optional", () => {
  it("asks for the code once the person prefers it", async () => {
    const pool = openPool(server.url, await provisionApp(server.sdk, { mfa: "OPTIONAL" }));
    const user = await join(pool, "rosa@example.com");
    expectSignedIn(await authenticateInPlain(user, password));
    const phone = await setUp(user);
    await verifySetUp(user, phone.freshCode());
    expect(await preferTotp(user, { Enabled: true, PreferredMfa: true })).toBe("SUCCESS");
    expect(await getUserData(user)).toMatchObject({ PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" });
    const again = userOf(pool, "rosa@example.com");
    expect(await authenticateInPlain(again, password)).toMatchObject({ name: "totpRequired" });
    expect((await sendTotp(again, phone.freshCode())).isValid()).toBe(true);
  });
});

describe("amazon-cognito-identity-js and refusals", () => {
  let app: ProvisionedApp;
  let pool: CognitoUserPool;
  beforeAll(async () => {
    app = await provisionApp(server.sdk);
    pool = openPool(server.url, app);
  });

  it("is told that the password is wrong, by SRP and in plain", async () => {
    await provisionPerson(server.sdk, app, { username: "ann@example.com", password, permanent: true });
    const refused = { code: "NotAuthorizedException", message: "Incorrect username or password." };
    const user = userOf(pool, "ann@example.com");
    await expect(authenticate(user, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    await expect(authenticateInPlain(user, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    expectSignedIn(await authenticateInPlain(user, password));
  });

  it("is told that a person is not confirmed, and that only the newest code confirms", async () => {
    const email = "bea@example.com";
    await signUp(pool, { username: email, password, email });
    const user = userOf(pool, email);
    await expect(authenticate(user, password)).rejects.toMatchObject({
      code: "UserNotConfirmedException",
      message: "User is not confirmed.",
    });
    const first = await awaitCode(server.url, email);
    expect(await resendConfirmationCode(user)).toMatchObject({
      CodeDeliveryDetails: { Destination: "b***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const second = await awaitCode(server.url, email, 2);
    await expect(confirmRegistration(user, first)).rejects.toMatchObject({ code: "CodeMismatchException" });
    await confirmRegistration(user, second);
    expectSignedIn(await authenticateInPlain(user, password));
  });

  it("is told why a sign-up is refused", async () => {
    await join(pool, "dora@example.com");
    const again = signUp(pool, { username: "dora@example.com", password, email: "dora@example.com" });
    await expect(again).rejects.toMatchObject({ code: "UsernameExistsException" });
    const weak = signUp(pool, { username: "eve@example.com", password: "short", email: "eve@example.com" });
    await expect(weak).rejects.toMatchObject({ code: "InvalidPasswordException" });
  });

  it("is told that a client with a secret needs a hash, which this library cannot make", async () => {
    const secret = await provisionApp(server.sdk, { client: { GenerateSecret: true } });
    const user = userOf(openPool(server.url, secret), "ann@example.com");
    await expect(authenticate(user, password)).rejects.toMatchObject({
      code: "NotAuthorizedException",
      message: `Client ${secret.clientId} is configured with secret but SECRET_HASH was not received`,
    });
  });

  it("signs in by username and by e-mail address where that is an alias", async () => {
    const pooled = { AliasAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
    const aliasApp = await provisionApp(server.sdk, { pool: pooled });
    const aliasPool = openPool(server.url, aliasApp);
    await signUp(aliasPool, { username: "nora", password, email: "nora@example.com" });
    await confirmRegistration(userOf(aliasPool, "nora"), await awaitCode(server.url, "nora@example.com"));
    const byAlias = userOf(aliasPool, "nora@example.com");
    const session = expectSignedIn(await authenticate(byAlias, password));
    const person = { username: "nora", email: "nora@example.com" };
    await expectUserTokens({ ...server, ...aliasApp }, tokensOf(session), person);
    expect(byAlias.getUsername()).toBe("nora");
    expectSignedIn(await authenticateInPlain(userOf(aliasPool, "nora"), password));
  });
});
