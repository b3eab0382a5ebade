import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute, second } from "../../kernel/clock.ts";
import { openStore } from "../../store/open.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import {
  type App,
  beginSrp,
  createApp,
  createPerson,
  signInWithSrp,
} from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

/** Signs alice in by SRP up to MFA_SETUP and registers a software token; answers its secret and the last answer. */
async function setUp(app: App): Promise<{ secret: string; session: string }> {
  const asked = await signInWithSrp(service, app, alice);
  const associated = await service.call("AssociateSoftwareToken", { Session: asked.Session ?? "" });
  const secret = associated.SecretCode ?? "";
  const verified = await service.call("VerifySoftwareToken", {
    Session: associated.Session ?? "",
    UserCode: totpCode(secret, service.clock.now()),
  });
  return { secret, session: verified.Session ?? "" };
}

function answer(app: App, challenge: string, given: { session: string; responses?: Record<string, string> }) {
  return service.call("RespondToAuthChallenge", {
    ClientId: app.clientId,
    // The wrong names of some tests are no members of the enum; the service is to say so.
    ChallengeName: challenge as "MFA_SETUP",
    Session: given.session,
    ChallengeResponses: { USERNAME: alice.username, ...given.responses },
  });
}

describe("a password by SRP", () => {
  test("is followed by tokens in a pool without MFA", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    const { AuthenticationResult, ChallengeParameters } = await signInWithSrp(service, app, alice);
    expect(ChallengeParameters).toEqual({});
    expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: "Bearer" });
    expect(AuthenticationResult?.RefreshToken).toMatch(
      /^eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNB/,
    );
  });

  test("is refused like an unknown name when it is wrong", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    await expect(signInWithSrp(service, app, { ...alice, password: "Wrong-Horse-9" })).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  test("is proven once per secret block", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    const { responses } = await beginSrp(service, app, alice);
    const request = {
      ChallengeName: "PASSWORD_VERIFIER",
      ClientId: app.clientId,
      ChallengeResponses: responses,
    } as const;
    await service.call("RespondToAuthChallenge", request);
    await expect(service.call("RespondToAuthChallenge", request)).rejects.toMatchObject({
      message: "Incorrect username or password.",
      reason: "secret_block_consumed",
    });
  });

  test("gives no Session with PASSWORD_VERIFIER, and the canonical username", async () => {
    const app = await createApp(service, { pool: { UsernameAttributes: ["email"] } });
    const username = await createPerson(service, app, { ...alice, username: "alice@example.com" });
    const { challenge } = await beginSrp(service, app, { ...alice, username: "alice@example.com" });
    expect(challenge.Session).toBeUndefined();
    expect(challenge.ChallengeParameters).toMatchObject({ USERNAME: username, USER_ID_FOR_SRP: username });
  });
});

test("a password that is changed while its proof is on the way to the tokens proves nothing", async () => {
  const store = await openStore("sqlite::memory:");
  let meanwhile: (() => Promise<void>) | undefined;
  const raced = await createService({
    store: {
      ...store,
      async transaction(work) {
        const first = meanwhile;
        meanwhile = undefined;
        await first?.();
        return store.transaction(work);
      },
    },
  });
  const app = await createApp(raced);
  await createPerson(raced, app, alice);
  const { responses } = await beginSrp(raced, app, alice);
  meanwhile = async () => {
    raced.clock.advance(1);
    await raced.call("AdminSetUserPassword", {
      UserPoolId: app.poolId,
      Username: alice.username,
      Password: "Another-Horse-9",
      Permanent: true,
    });
  };
  const request = {
    ChallengeName: "PASSWORD_VERIFIER",
    ClientId: app.clientId,
    ChallengeResponses: responses,
  } as const;
  await expect(raced.call("RespondToAuthChallenge", request)).rejects.toMatchObject({
    reason: "password_changed",
  });
  await raced.close();
});

describe("MFA in a pool that requires it", () => {
  test("is set up at the first sign-in, which then ends in tokens", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    const asked = await signInWithSrp(service, app, alice);
    expect(asked.ChallengeName).toBe("MFA_SETUP");
    expect(asked.ChallengeParameters).toEqual({
      MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]',
      USER_ID_FOR_SRP: "alice",
    });
    const { session } = await setUp(app);
    const done = await answer(app, "MFA_SETUP", { session });
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("asks for a code from then on, and takes each code once", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    const { secret } = await setUp(app);
    const asked = await signInWithSrp(service, app, alice);
    expect(asked).toMatchObject({
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { USER_ID_FOR_SRP: "alice" },
    });
    const session = asked.Session ?? "";
    const code = { SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, service.clock.now()) };
    await expect(answer(app, "SOFTWARE_TOKEN_MFA", { session, responses: code })).rejects.toMatchObject({
      type: "ExpiredCodeException",
      message: "Your software token has already been used once.",
    });
    service.clock.advance(30 * second);
    const next = { SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, service.clock.now()) };
    const done = await answer(app, "SOFTWARE_TOKEN_MFA", { session, responses: next });
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    await expect(answer(app, "SOFTWARE_TOKEN_MFA", { session, responses: next })).rejects.toMatchObject({
      reason: expect.stringMatching(/replayed|consumed/),
    });
  });

  test("leaves the session good for another try after a wrong code", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    const { secret } = await setUp(app);
    const { Session: session = "" } = await signInWithSrp(service, app, alice);
    service.clock.advance(30 * second);
    await expect(
      answer(app, "SOFTWARE_TOKEN_MFA", { session, responses: { SOFTWARE_TOKEN_MFA_CODE: "000000" } }),
    ).rejects.toMatchObject({ type: "CodeMismatchException", message: "Invalid code received for user" });
    const right = { SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, service.clock.now()) };
    const done = await answer(app, "SOFTWARE_TOKEN_MFA", { session, responses: right });
    expect(done.AuthenticationResult).toBeDefined();
  });

  test("voids the session and locks after five wrong codes", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    await setUp(app);
    const { Session: session = "" } = await signInWithSrp(service, app, alice);
    const guess = () =>
      answer(app, "SOFTWARE_TOKEN_MFA", { session, responses: { SOFTWARE_TOKEN_MFA_CODE: "000000" } });
    for (let tried = 0; tried < 5; tried += 1) {
      await expect(guess()).rejects.toMatchObject({ type: "CodeMismatchException" });
    }
    await expect(guess()).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "Invalid session for the user, session can only be used once.",
    });
  });

  test("takes no answer to MFA_SETUP before the set-up is done", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    const { Session: session = "" } = await signInWithSrp(service, app, alice);
    await expect(answer(app, "MFA_SETUP", { session })).rejects.toMatchObject({
      message: "Invalid session for the user.",
    });
  });

  test("ends with the session, three minutes after it was asked", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    const { session } = await setUp(app);
    service.clock.advance(3 * minute);
    await expect(answer(app, "MFA_SETUP", { session })).rejects.toMatchObject({
      message: "Invalid session for the user, session is expired.",
    });
  });
});

describe("a temporary password", () => {
  async function invite(app: App): Promise<void> {
    await service.call("AdminCreateUser", {
      UserPoolId: app.poolId,
      Username: alice.username,
      TemporaryPassword: alice.password,
      MessageAction: "SUPPRESS",
      UserAttributes: [{ Name: "email", Value: "alice@example.com" }],
    });
  }

  test("must be replaced, and then the pool's MFA is due", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await invite(app);
    const asked = await signInWithSrp(service, app, alice);
    expect(asked.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(JSON.parse(asked.ChallengeParameters?.["userAttributes"] ?? "")).toEqual({
      email: "alice@example.com",
    });
    expect(asked.ChallengeParameters?.["requiredAttributes"]).toBe("[]");
    const responses = { NEW_PASSWORD: "Another-Horse-9" };
    const next = await answer(app, "NEW_PASSWORD_REQUIRED", { session: asked.Session ?? "", responses });
    expect(next.ChallengeName).toBe("MFA_SETUP");
    const again = await signInWithSrp(service, app, { ...alice, password: "Another-Horse-9" });
    expect(again.ChallengeName).toBe("MFA_SETUP");
  });

  test("keeps the session after a new one that the policy refuses", async () => {
    const app = await createApp(service);
    await invite(app);
    const { Session: session = "" } = await signInWithSrp(service, app, alice);
    await expect(
      answer(app, "NEW_PASSWORD_REQUIRED", { session, responses: { NEW_PASSWORD: "short" } }),
    ).rejects.toMatchObject({
      type: "InvalidPasswordException",
      message: "Password does not conform to policy: Password not long enough",
    });
    const responses = { NEW_PASSWORD: "Another-Horse-9" };
    const done = await answer(app, "NEW_PASSWORD_REQUIRED", { session, responses });
    expect(done.AuthenticationResult).toBeDefined();
  });
});

describe("the tokens", () => {
  test("are signed by the pool's published keys and say what the contract says", async () => {
    const app = await createApp(service);
    await service.call("AdminCreateUser", {
      UserPoolId: app.poolId,
      Username: alice.username,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: "alice@example.com" },
        { Name: "email_verified", Value: "true" },
      ],
    });
    await service.call("AdminSetUserPassword", {
      UserPoolId: app.poolId,
      Username: alice.username,
      Password: alice.password,
      Permanent: true,
    });
    const { AuthenticationResult: tokens } = await signInWithSrp(service, app, alice);
    const keys = createLocalJWKSet(await service.world.keyRing.publicKeys(app.poolId));
    const options = {
      issuer: `${service.world.issuerUrl}/${app.poolId}`,
      currentDate: new Date(service.clock.now()),
    };
    const access = (await jwtVerify(tokens?.AccessToken ?? "", keys, options)).payload;
    const id = (await jwtVerify(tokens?.IdToken ?? "", keys, { ...options, audience: app.clientId })).payload;
    const seconds = Math.floor(service.clock.now() / 1000);
    expect(access).toEqual({
      sub: expect.any(String),
      iss: options.issuer,
      client_id: app.clientId,
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      auth_time: seconds,
      exp: seconds + 3600,
      iat: seconds,
      jti: expect.any(String),
      username: "alice",
    });
    expect(id).toMatchObject({
      sub: access.sub,
      "cognito:username": "alice",
      token_use: "id",
      email: "alice@example.com",
      email_verified: true,
      origin_jti: access["origin_jti"],
      event_id: access["event_id"],
    });
    expect(id.jti).not.toBe(access.jti);
  });
});
