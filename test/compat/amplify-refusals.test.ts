// The unmodified aws-amplify 6 against a running server: other kinds of pools, and what it tells an app when it is refused.
import { GetUserCommand, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { Amplify } from "aws-amplify";
import {
  AuthError,
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  getCurrentUser,
  resendSignUpCode,
  signIn,
  signOut,
  signUp,
} from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { awaitCode, readMessages } from "../support/mailbox-reader.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { verifyToken } from "../support/verify-tokens.ts";

const password = "Correct-Horse-9";
/** Quicker than SRP, where that is not the subject. */
const plain = { authFlowType: "USER_PASSWORD_AUTH" as const };
let server: RunningServer;

// It would warn at each start that the endpoint is not Amazon's.
ConsoleLogger.LOG_LEVEL = "ERROR";
beforeAll(async () => {
  server = await startRunningServer();
});
afterEach(() => signOut());
afterAll(() => server.stop());

function configure({ userPoolId, clientId }: ProvisionedApp, endpoint = server.url): void {
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
  });
}

const join = (email: string): Promise<unknown> =>
  signUp({ username: email, password, options: { userAttributes: { email } } });

/** The error an app catches; nothing was refused if there is none. */
async function refusalOf(attempt: Promise<unknown>): Promise<{ name: string; message: string }> {
  const error = await attempt.then(
    () => new Error("nothing was refused"),
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(AuthError);
  // Seen to be one in the line above.
  const { name, message } = error as AuthError;
  return { name, message };
}

describe("Amplify in a pool without a second factor", () => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await provisionApp(server.sdk);
  });
  beforeAll(() => configure(app));

  it("is told that the password is wrong", async () => {
    await provisionPerson(server.sdk, app, { username: "ann@example.com", password, permanent: true });
    expect(await refusalOf(signIn({ username: "ann@example.com", password: "Wrong-Horse-9" }))).toEqual({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    expect(await signIn({ username: "ann@example.com", password })).toMatchObject({ isSignedIn: true });
  });

  it("leads an unconfirmed person to the confirmation", async () => {
    await join("bea@example.com");
    expect(await signIn({ username: "bea@example.com", password })).toEqual({
      isSignedIn: false,
      nextStep: { signInStep: "CONFIRM_SIGN_UP" },
    });
    const confirmationCode = await awaitCode(server.url, "bea@example.com");
    await confirmSignUp({ username: "bea@example.com", confirmationCode });
    expect(await signIn({ username: "bea@example.com", password, options: plain })).toMatchObject({
      isSignedIn: true,
    });
  });

  it("has only the newest confirmation code accepted", async () => {
    const username = "cleo@example.com";
    await join(username);
    const first = await awaitCode(server.url, username);
    expect(await resendSignUpCode({ username })).toEqual({
      destination: "c***@e***",
      deliveryMedium: "EMAIL",
      attributeName: "email",
    });
    const second = await awaitCode(server.url, username, 2);
    expect(second).not.toBe(first);
    const mismatch = {
      name: "CodeMismatchException",
      message: "Invalid verification code provided, please try again.",
    };
    expect(await refusalOf(confirmSignUp({ username, confirmationCode: first }))).toEqual(mismatch);
    await confirmSignUp({ username, confirmationCode: second });
    expect(await refusalOf(confirmSignUp({ username, confirmationCode: second }))).toEqual({
      name: "NotAuthorizedException",
      message: "User cannot be confirmed. Current status is CONFIRMED",
    });
    expect(await readMessages(server.url, username)).toHaveLength(2);
  });

  it("is told why a sign-up is refused", async () => {
    await join("dora@example.com");
    expect(await refusalOf(join("dora@example.com"))).toEqual({
      name: "UsernameExistsException",
      message: "User already exists",
    });
    expect(await refusalOf(signUp({ username: "eve@example.com", password: "short" }))).toMatchObject({
      name: "InvalidPasswordException",
      message: expect.stringMatching(/^Password did not conform with policy: /),
    });
    expect(await refusalOf(signUp({ username: "not an address", password }))).toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("signs in with a plain password where the app chooses that flow", async () => {
    await provisionPerson(server.sdk, app, { username: "fay@example.com", password, permanent: true });
    expect(
      await refusalOf(signIn({ username: "fay@example.com", password: "Wrong-Horse-9", options: plain })),
    ).toMatchObject({ message: "Incorrect username or password." });
    expect(await signIn({ username: "fay@example.com", password, options: plain })).toMatchObject({
      isSignedIn: true,
    });
  });

  it("renews a temporary password and is told when the new one breaks the policy", async () => {
    const username = "gwen@example.com";
    await provisionPerson(server.sdk, app, { username, password: "Temporary-1", permanent: false });
    const { nextStep } = await signIn({ username, password: "Temporary-1" });
    expect(nextStep).toMatchObject({ signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED" });
    expect(await refusalOf(confirmSignIn({ challengeResponse: "short" }))).toMatchObject({
      name: "InvalidPasswordException",
      message: expect.stringMatching(/^Password does not conform to policy: /),
    });
    expect(await confirmSignIn({ challengeResponse: password })).toMatchObject({ isSignedIn: true });
  });

  it("revokes the tokens of its own sign-in alone when it signs out", async () => {
    const username = "iris@example.com";
    await provisionPerson(server.sdk, app, { username, password, permanent: true });
    const elsewhere = await server.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: app.clientId,
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    );
    await signIn({ username, password, options: plain });
    const here = String((await fetchAuthSession()).tokens?.accessToken);
    await signOut();
    await expect(server.sdk.send(new GetUserCommand({ AccessToken: here }))).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
    const AccessToken = elsewhere.AuthenticationResult?.AccessToken;
    expect(await server.sdk.send(new GetUserCommand({ AccessToken }))).toMatchObject({
      Username: expect.any(String),
    });
  });

  it("reaches the service with and without a slash at the end of its endpoint", async () => {
    await provisionPerson(server.sdk, app, { username: "june@example.com", password, permanent: true });
    configure(app, `${server.url}/`);
    expect(await signIn({ username: "june@example.com", password, options: plain })).toMatchObject({
      isSignedIn: true,
    });
    await signOut();
    configure(app);
  });
});

describe("Amplify and people who do not exist", () => {
  it("is told so by a client that does not protect existence", async () => {
    configure(await provisionApp(server.sdk, { client: { PreventUserExistenceErrors: "LEGACY" } }));
    expect(await refusalOf(signIn({ username: "nobody@example.com", password }))).toEqual({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  it("cannot tell them from a wrong password where existence is protected", async () => {
    const app = await provisionApp(server.sdk, { client: { PreventUserExistenceErrors: "ENABLED" } });
    configure(app);
    await provisionPerson(server.sdk, app, { username: "kate@example.com", password, permanent: true });
    const unknown = await refusalOf(signIn({ username: "nobody@example.com", password }));
    const known = await refusalOf(signIn({ username: "kate@example.com", password: "Wrong-Horse-9" }));
    expect(unknown).toEqual(known);
    expect(known).toEqual({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    expect(await resendSignUpCode({ username: "nobody@example.com" })).toMatchObject({
      destination: "n***@e***",
      deliveryMedium: "EMAIL",
    });
  });

  it("is told that a pool client is unknown", async () => {
    const { userPoolId } = await provisionApp(server.sdk);
    configure({ userPoolId, clientId: "0123456789abcdefghijklmnop", clientSecret: undefined });
    expect(await refusalOf(signIn({ username: "lena@example.com", password }))).toEqual({
      name: "ResourceNotFoundException",
      message: "User pool client 0123456789abcdefghijklmnop does not exist.",
    });
  });
});

describe("Amplify and pools with usernames", () => {
  it("signs in by username where that is all there is", async () => {
    const app = await provisionApp(server.sdk, { pool: { AutoVerifiedAttributes: ["email"] } });
    configure(app);
    const options = { userAttributes: { email: "mina@example.com" } };
    await signUp({ username: "mina", password, options });
    const confirmationCode = await awaitCode(server.url, "mina@example.com");
    await confirmSignUp({ username: "mina", confirmationCode });
    expect(await signIn({ username: "mina", password })).toMatchObject({ isSignedIn: true });
    expect(await getCurrentUser()).toMatchObject({ username: "mina" });
    const { tokens } = await fetchAuthSession();
    const issued = { url: server.url, ...app };
    expect(await verifyToken(issued, String(tokens?.idToken))).toMatchObject({ "cognito:username": "mina" });
    await signOut();
    expect(await refusalOf(signIn({ username: "mina@example.com", password }))).toMatchObject({
      name: "UserNotFoundException",
    });
  });

  it("signs in by e-mail address as well where that is an alias, under the same username", async () => {
    const pool = { AliasAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
    const app = await provisionApp(server.sdk, { pool });
    configure(app);
    const options = { userAttributes: { email: "nora@example.com" } };
    await signUp({ username: "nora", password, options });
    const confirmationCode = await awaitCode(server.url, "nora@example.com");
    await confirmSignUp({ username: "nora", confirmationCode });
    expect(await signIn({ username: "nora@example.com", password })).toMatchObject({ isSignedIn: true });
    expect(await getCurrentUser()).toMatchObject({ username: "nora" });
    await signOut();
    expect(await signIn({ username: "nora", password, options: plain })).toMatchObject({ isSignedIn: true });
  });
});
