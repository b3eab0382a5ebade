import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../kernel/clock.ts";
import type { ClientSettings, PoolSettings } from "../../kernel/settings.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, beginSrp, createApp, createPerson } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const email = "alice@example.com";
const choice: ClientSettings = { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] };
const allowed = (...AllowedFirstAuthFactors: ("PASSWORD" | "EMAIL_OTP" | "SMS_OTP")[]): PoolSettings => ({
  Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
});
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

async function ready(pool: PoolSettings, client: ClientSettings = choice): Promise<App> {
  const app = await createApp(service, { pool, client });
  await createPerson(service, app, alice);
  const user = await service.store.users.findByName(app.poolId, alice.username);
  if (user === undefined) throw new Error("no alice");
  await service.store.users.update({ ...user, attributes: { email } }, user.version);
  return app;
}

function begin(app: App, parameters: Record<string, string> = {}) {
  return service.call("InitiateAuth", {
    AuthFlow: "USER_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: alice.username, ...parameters },
  });
}

function answer(
  app: App,
  ChallengeName: "SELECT_CHALLENGE" | "PASSWORD" | "EMAIL_OTP",
  given: {
    session: string | undefined;
    responses: Record<string, string>;
  },
) {
  return service.call("RespondToAuthChallenge", {
    ClientId: app.clientId,
    ChallengeName,
    Session: given.session,
    ChallengeResponses: { USERNAME: alice.username, ...given.responses },
  });
}

const newestCode = async (): Promise<string> => (await service.messages())[0]?.code ?? "";

describe("choice-based sign-in", () => {
  test("lists what the pool allows and the user has", async () => {
    const app = await ready(allowed("PASSWORD", "EMAIL_OTP", "SMS_OTP"));
    expect(await begin(app)).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"],
      ChallengeParameters: {},
    });
  });

  test("offers only the password where a second factor must follow", async () => {
    const app = await ready({ ...allowed("PASSWORD", "EMAIL_OTP"), MfaConfiguration: "ON" });
    expect((await begin(app)).AvailableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP"]);
  });

  test("takes a preferred factor with its answer at once", async () => {
    const app = await ready(allowed("PASSWORD", "EMAIL_OTP"));
    const done = await begin(app, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: alice.password });
    expect(done.AuthenticationResult).toBeDefined();
  });

  test("falls back to the list for a factor the user does not have, and refuses one that does not exist", async () => {
    const app = await ready(allowed("PASSWORD", "EMAIL_OTP"));
    expect((await begin(app, { PREFERRED_CHALLENGE: "SMS_OTP" })).ChallengeName).toBe("SELECT_CHALLENGE");
    await expect(begin(app, { PREFERRED_CHALLENGE: "MAGIC" })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
  });

  test("ends in tokens after a code by e-mail, which proves the address", async () => {
    const app = await ready(allowed("PASSWORD", "EMAIL_OTP"));
    const asked = await begin(app);
    const chosen = await answer(app, "SELECT_CHALLENGE", {
      session: asked.Session,
      responses: { ANSWER: "EMAIL_OTP" },
    });
    expect(chosen.ChallengeName).toBe("EMAIL_OTP");
    const responses = { EMAIL_OTP_CODE: await newestCode() };
    const done = await answer(app, "EMAIL_OTP", { session: chosen.Session, responses });
    expect(done.AuthenticationResult).toBeDefined();
    const user = await service.store.users.findByName(app.poolId, alice.username);
    expect(user?.attributes).toEqual({ email, email_verified: "true" });
  });

  test("lets somebody who asked for a code choose again", async () => {
    const app = await ready(allowed("PASSWORD", "EMAIL_OTP"));
    const asked = await begin(app, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const done = await answer(app, "SELECT_CHALLENGE", {
      session: asked.Session,
      responses: { ANSWER: "PASSWORD", PASSWORD: alice.password },
    });
    expect(done.AuthenticationResult).toBeDefined();
  });

  test("confirms who has just signed up by the code", async () => {
    const app = await createApp(service, { pool: allowed("PASSWORD", "EMAIL_OTP"), client: choice });
    await service.call("SignUp", {
      ClientId: app.clientId,
      Username: alice.username,
      Password: alice.password,
      UserAttributes: [{ Name: "email", Value: email }],
    });
    const asked = await begin(app, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    const responses = { EMAIL_OTP_CODE: await newestCode() };
    expect(
      (await answer(app, "EMAIL_OTP", { session: asked.Session, responses })).AuthenticationResult,
    ).toBeDefined();
    const user = await service.call("AdminGetUser", { UserPoolId: app.poolId, Username: alice.username });
    expect(user.UserStatus).toBe("CONFIRMED");
  });

  test("does not let an unconfirmed user in by the password", async () => {
    const app = await createApp(service, { pool: allowed("PASSWORD", "EMAIL_OTP"), client: choice });
    await service.call("SignUp", {
      ClientId: app.clientId,
      Username: alice.username,
      Password: alice.password,
    });
    await expect(
      begin(app, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: alice.password }),
    ).rejects.toMatchObject({ type: "UserNotConfirmedException" });
  });

  test("refuses a factor that is not on the list", async () => {
    const app = await ready(allowed("PASSWORD"));
    const { Session: session } = await begin(app);
    await expect(
      answer(app, "SELECT_CHALLENGE", { session, responses: { ANSWER: "EMAIL_OTP" } }),
    ).rejects.toMatchObject({ message: "Selected challenge is not available." });
    await expect(
      answer(app, "EMAIL_OTP", { session, responses: { EMAIL_OTP_CODE: "" } }),
    ).rejects.toMatchObject({
      message: "Invalid session for the user.",
    });
  });

  test("shows a name that nobody has the choices of a user with a password, and sends nothing", async () => {
    const app = await createApp(service, {
      pool: { ...allowed("PASSWORD", "EMAIL_OTP"), AutoVerifiedAttributes: ["email"] },
      client: { ...choice, PreventUserExistenceErrors: "ENABLED" },
    });
    const asked = await begin(app, { PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(asked.ChallengeName).toBe("EMAIL_OTP");
    expect(asked.ChallengeParameters?.["CODE_DELIVERY_DESTINATION"]).toMatch(/^[a-z]\*\*\*@[a-z]\*\*\*$/);
    expect(await service.messages()).toEqual([]);
  });
});

test("a chosen password by SRP is proven against the session and its own secret block", async () => {
  const app = await ready(allowed("PASSWORD"), {
    ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"],
  });
  const { challenge, responses } = await beginSrp(service, app, { ...alice, flow: "USER_AUTH" });
  expect(challenge.Session).toBeDefined();
  expect(challenge.Session?.length).toBeLessThan(2048);
  const request = {
    ChallengeName: "PASSWORD_VERIFIER",
    ClientId: app.clientId,
    Session: challenge.Session,
  } as const;
  const done = await service.call("RespondToAuthChallenge", { ...request, ChallengeResponses: responses });
  expect(done.AuthenticationResult).toBeDefined();
});

describe("signing in right after signing up", () => {
  async function signUp(pool: PoolSettings = {}): Promise<{ app: App; first: string | undefined }> {
    const app = await createApp(service, {
      pool: { ...allowed("PASSWORD", "EMAIL_OTP"), AutoVerifiedAttributes: ["email"], ...pool },
      client: choice,
    });
    const { Session: first } = await service.call("SignUp", {
      ClientId: app.clientId,
      Username: alice.username,
      Password: alice.password,
      UserAttributes: [{ Name: "email", Value: email }],
    });
    return { app, first };
  }

  async function confirm(app: App, Session: string | undefined): Promise<string | undefined> {
    const ConfirmationCode = await newestCode();
    const request = { ClientId: app.clientId, Username: alice.username, ConfirmationCode };
    return (await service.call("ConfirmSignUp", { ...request, Session })).Session;
  }

  const beginWith = (app: App, Session: string | undefined) =>
    service.call("InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: alice.username },
      Session,
    });

  test("takes the confirmation code as the first factor, once", async () => {
    const { app, first } = await signUp();
    const second = await confirm(app, first);
    expect((await beginWith(app, second)).AuthenticationResult).toBeDefined();
    await expect(beginWith(app, second)).rejects.toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
  });

  test("needs the session of the confirmation, not that of the sign-up", async () => {
    const { app, first } = await signUp();
    await confirm(app, first);
    expect((await beginWith(app, first)).ChallengeName).toBe("SELECT_CHALLENGE");
  });

  test("needs no session of the sign-up: the code is proof enough, and Amplify sends none", async () => {
    const { app } = await signUp();
    expect((await beginWith(app, await confirm(app, undefined))).AuthenticationResult).toBeDefined();
  });

  test("is not for who brings a session that is not that of this sign-up", async () => {
    const { app } = await signUp();
    expect(await confirm(app, "A".repeat(64))).toBeUndefined();
  });

  test("is not offered where a code may not be the first factor", async () => {
    const { app } = await signUp(allowed("PASSWORD"));
    expect(await confirm(app, undefined)).toBeUndefined();
  });

  test("is over when the session is", async () => {
    const { app, first } = await signUp();
    const second = await confirm(app, first);
    service.clock.advance(3 * minute);
    expect((await beginWith(app, second)).ChallengeName).toBe("SELECT_CHALLENGE");
  });

  test("is for nobody else", async () => {
    const { app, first } = await signUp();
    const second = await confirm(app, first);
    await createPerson(service, app, { ...alice, username: "bob" });
    const other = service.call("InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: "bob" },
      Session: second,
    });
    expect((await other).ChallengeName).toBe("SELECT_CHALLENGE");
  });

  test("is not offered where a second factor must follow", async () => {
    const { app, first } = await signUp({
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    expect(first).toBeUndefined();
    expect(await confirm(app, undefined)).toBeUndefined();
  });
});
