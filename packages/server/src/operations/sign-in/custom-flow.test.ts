// CUSTOM_AUTH through the operations: what the triggers hear, what people see, and what cannot be had.
import { afterEach, describe, expect, test } from "vitest";
import {
  type Answers,
  createTestTriggers,
  riddle,
  stepsOf,
  type TestTriggers,
} from "../../../../../test/support/triggers.ts";
import { type App, beginSrp, createApp, createPerson } from "../../../../../test/support/sign-in.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { createClient } from "../../../../../test/support/pools.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;
let hooks: TestTriggers;

afterEach(() => service.close());

async function open(
  answers: Answers,
  options: { hides?: boolean; mfa?: "OFF" | "OPTIONAL" } = {},
): Promise<App> {
  hooks = createTestTriggers(answers);
  service = await createService({ triggers: hooks.trigger });
  return createApp(service, {
    mfa: options.mfa ?? "OFF",
    pool: { LambdaConfig: hooks.settings },
    client: {
      ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
      ...(options.hides === true && { PreventUserExistenceErrors: "ENABLED" }),
    },
  });
}

const begin = (
  app: App,
  parameters: Record<string, string> = {},
): ReturnType<typeof service.call<"InitiateAuth">> =>
  service.call("InitiateAuth", {
    AuthFlow: "CUSTOM_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: "alice", ...parameters },
    ClientMetadata: { from: "begin" },
  });

const answer = (
  app: App,
  Session: string | undefined,
  ANSWER: string,
): ReturnType<typeof service.call<"RespondToAuthChallenge">> =>
  service.call("RespondToAuthChallenge", {
    ChallengeName: "CUSTOM_CHALLENGE",
    ClientId: app.clientId,
    Session,
    ChallengeResponses: { USERNAME: "alice", ANSWER },
    ClientMetadata: { from: "answer" },
  });

describe("a custom flow without a password", () => {
  test("asks what the function made, and ends in tokens after the right answer", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const asked = await begin(app);
    expect(asked).toEqual({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { USERNAME: "alice", riddle: "two and two" },
      Session: expect.any(String),
    });
    const done = await answer(app, asked.Session, "four");
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
    expect(hooks.sources()).toEqual([
      "DefineAuthChallenge_Authentication",
      "CreateAuthChallenge_Authentication",
      "VerifyAuthChallengeResponse_Authentication",
      "DefineAuthChallenge_Authentication",
    ]);
  });

  test("tells the functions how it went so far, oldest first", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const first = await begin(app);
    const second = await answer(app, first.Session, "five");
    await answer(app, second.Session, "four");
    const { request } = hooks.events.at(-1) ?? { request: {} };
    expect(request).toEqual({
      userAttributes: expect.objectContaining({ "cognito:user_status": "CONFIRMED" }),
      session: [
        { challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "RIDDLE" },
        { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "RIDDLE" },
      ],
      clientMetadata: { from: "answer" },
    });
  });

  test("hands ClientMetadata of the beginning to none of its functions, and of an answer to all three", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const asked = await begin(app);
    for (const { request } of hooks.events) expect(request).not.toHaveProperty("clientMetadata");
    await answer(app, asked.Session, "wrong");
    const later = hooks.events.slice(2).map(({ request }) => request["clientMetadata"]);
    expect(later).toEqual([{ from: "answer" }, { from: "answer" }, { from: "answer" }]);
  });

  test("hides private parameters from the person", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const { Session = "", ChallengeParameters } = await begin(app);
    expect(JSON.stringify(ChallengeParameters)).not.toContain("four");
    const sealed = Session.slice(Session.indexOf(".") + 1);
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("four");
  });

  test("ends where the function says so, like a wrong password", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    let { Session } = await begin(app);
    for (const wrong of ["one", "two"]) ({ Session } = await answer(app, Session, wrong));
    await expect(answer(app, Session, "three")).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  test("asks the functions once for an answer that is sent twice", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const { Session } = await begin(app);
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => answer(app, Session, "four")));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(hooks.sources().filter((source) => source.startsWith("Verify"))).toHaveLength(1);
    await expect(answer(app, Session, "four")).rejects.toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
  });

  test("is no way into another client, or for another user", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    await createPerson(service, app, { ...alice, username: "bob" });
    const { Session = "" } = await begin(app);
    const other = await createClient(
      service,
      { UserPoolId: app.poolId },
      { client: { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] } },
    );
    const foreign = { message: "Invalid session for the user." };
    await expect(answer({ ...app, clientId: other }, Session, "four")).rejects.toMatchObject(foreign);
    const asBob = service.call("RespondToAuthChallenge", {
      ChallengeName: "CUSTOM_CHALLENGE",
      ClientId: app.clientId,
      Session,
      ChallengeResponses: { USERNAME: "bob", ANSWER: "four" },
    });
    await expect(asBob).rejects.toMatchObject(foreign);
  });

  test("does not ask the pool's second factors", async () => {
    const app = await open(riddle, { mfa: "OPTIONAL" });
    await createPerson(service, app, alice);
    await addSoftwareToken(app);
    const asked = await begin(app);
    expect((await answer(app, asked.Session, "four")).AuthenticationResult).toBeDefined();
  });

  test("lets nobody in whose account is closed meanwhile", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const asked = await begin(app);
    await service.call("AdminDisableUser", { UserPoolId: app.poolId, Username: "alice" });
    await expect(answer(app, asked.Session, "four")).rejects.toMatchObject({ message: "User is disabled." });
  });

  test("asks for an own password where the user has a temporary one", async () => {
    const app = await open(riddle);
    await service.call("AdminCreateUser", {
      UserPoolId: app.poolId,
      Username: "alice",
      TemporaryPassword: "Temporary-9",
      MessageAction: "SUPPRESS",
    });
    const asked = await begin(app);
    const next = await answer(app, asked.Session, "four");
    expect(next.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const done = await service.call("RespondToAuthChallenge", {
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      ClientId: app.clientId,
      Session: next.Session,
      ChallengeResponses: { USERNAME: "alice", NEW_PASSWORD: alice.password },
    });
    expect(done.AuthenticationResult).toBeDefined();
  });
});

/** An active software token that the user has switched on. */
async function addSoftwareToken(app: App): Promise<string> {
  const signedIn = await service.call("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: "alice", PASSWORD: alice.password },
  });
  const AccessToken = signedIn.AuthenticationResult?.AccessToken ?? "";
  const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
  await service.call("VerifySoftwareToken", {
    AccessToken,
    UserCode: totpCode(SecretCode, service.clock.now()),
  });
  await service.call("SetUserMFAPreference", {
    AccessToken,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
  service.clock.advance(60_000);
  return SecretCode;
}

describe("a custom flow that begins with SRP", () => {
  async function provePassword(app: App): ReturnType<typeof service.call<"RespondToAuthChallenge">> {
    const { challenge, responses } = await beginSrp(service, app, { ...alice, flow: "CUSTOM_AUTH" });
    expect(challenge.ChallengeName).toBe("PASSWORD_VERIFIER");
    return service.call("RespondToAuthChallenge", {
      ChallengeName: "PASSWORD_VERIFIER",
      ClientId: app.clientId,
      Session: challenge.Session,
      ChallengeResponses: responses,
    });
  }

  test("proves the password, then asks what the function made", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const asked = await provePassword(app);
    expect(asked.ChallengeName).toBe("CUSTOM_CHALLENGE");
    expect((await answer(app, asked.Session, "four")).AuthenticationResult).toBeDefined();
    const defines = hooks.events.filter(({ triggerSource }) => triggerSource.startsWith("Define"));
    expect(defines.map(stepsOf).at(-1)).toEqual([
      { challengeName: "SRP_A", challengeResult: true },
      { challengeName: "PASSWORD_VERIFIER", challengeResult: true },
      { challengeName: "CUSTOM_CHALLENGE", challengeResult: true, challengeMetadata: "RIDDLE" },
    ]);
  });

  test("asks the second factor after the password, and tells the functions", async () => {
    const app = await open(riddle, { mfa: "OPTIONAL" });
    await createPerson(service, app, alice);
    const secret = await addSoftwareToken(app);
    const factor = await provePassword(app);
    expect(factor.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const asked = await service.call("RespondToAuthChallenge", {
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ClientId: app.clientId,
      Session: factor.Session,
      ChallengeResponses: {
        USERNAME: "alice",
        SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, service.clock.now()),
      },
    });
    expect(asked.ChallengeName).toBe("CUSTOM_CHALLENGE");
    expect(stepsOf(hooks.events.at(-1) ?? { request: {} }).map((step) => step.challengeName)).toEqual([
      "SRP_A",
      "PASSWORD_VERIFIER",
      "SOFTWARE_TOKEN_MFA",
    ]);
    expect((await answer(app, asked.Session, "four")).AuthenticationResult).toBeDefined();
  });

  test("refuses a wrong password without asking the functions", async () => {
    const app = await open(riddle);
    await createPerson(service, app, alice);
    const { challenge, responses } = await beginSrp(service, app, {
      ...alice,
      password: "Wrong-Horse-9",
      flow: "CUSTOM_AUTH",
    });
    const asked = hooks.events.length;
    const proof = service.call("RespondToAuthChallenge", {
      ChallengeName: "PASSWORD_VERIFIER",
      ClientId: app.clientId,
      Session: challenge.Session,
      ChallengeResponses: responses,
    });
    await expect(proof).rejects.toMatchObject({ message: "Incorrect username or password." });
    expect(hooks.events).toHaveLength(asked);
  });
});

describe("functions that say what cannot be", () => {
  const unrecognizable = {
    type: "InvalidLambdaResponseException",
    message: "Unrecognizable lambda output",
  };

  test.each([
    ["nothing", {}],
    ["an unknown challenge", { challengeName: "RIDDLE" }],
    ["a challenge that is no text", { challengeName: 7 }],
    ["a decision that is no boolean", { issueTokens: "true" }],
    ["a password proof out of turn", { challengeName: "PASSWORD_VERIFIER" }],
  ])("DefineAuthChallenge: %s", async (_what, response) => {
    const app = await open({ ...riddle, DefineAuthChallenge: () => response });
    await createPerson(service, app, alice);
    await expect(begin(app)).rejects.toMatchObject(unrecognizable);
  });

  test("a failure goes before tokens", async () => {
    const both = { issueTokens: true, failAuthentication: true };
    const app = await open({ ...riddle, DefineAuthChallenge: () => both });
    await createPerson(service, app, alice);
    await expect(begin(app)).rejects.toMatchObject({ message: "Incorrect username or password." });
  });

  test("private parameters that do not fit into a session are refused by name", async () => {
    const hidden = { privateChallengeParameters: { page: "x".repeat(2000) } };
    const app = await open({ ...riddle, CreateAuthChallenge: () => hidden });
    await createPerson(service, app, alice);
    await expect(begin(app)).rejects.toMatchObject({
      type: "InvalidLambdaResponseException",
      message: expect.stringContaining("privateChallengeParameters"),
    });
  });

  test("an answer is right only by a plain true", async () => {
    const app = await open({ ...riddle, VerifyAuthChallengeResponse: () => ({ answerCorrect: null }) });
    await createPerson(service, app, alice);
    const asked = await begin(app);
    expect((await answer(app, asked.Session, "four")).ChallengeName).toBe("CUSTOM_CHALLENGE");
  });

  test("a factor that the user does not have cannot be asked", async () => {
    const define = { challengeName: "SOFTWARE_TOKEN_MFA" };
    const app = await open({ ...riddle, DefineAuthChallenge: () => define });
    await createPerson(service, app, alice);
    await expect(begin(app)).rejects.toMatchObject({ message: "Incorrect username or password." });
  });

  test("a pool that does not name all three functions has no custom flow", async () => {
    const { VerifyAuthChallengeResponse: _, ...two } = riddle;
    const app = await open(two);
    await createPerson(service, app, alice);
    await expect(begin(app)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "Custom auth lambda trigger is not configured for the user pool.",
    });
  });
});

describe("somebody who does not exist", () => {
  test("is named where the client does not hide users", async () => {
    const app = await open(riddle);
    await expect(begin(app)).rejects.toMatchObject({ type: "UserNotFoundException" });
    expect(hooks.events).toHaveLength(0);
  });

  test("is asked like a user where it does, and never gets tokens", async () => {
    const app = await open(riddle, { hides: true });
    const asked = await begin(app);
    expect(asked).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { USERNAME: "alice", riddle: "two and two" },
    });
    await expect(answer(app, asked.Session, "four")).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    for (const { request, userName } of hooks.events) {
      expect(userName).toBe("alice");
      expect(request).toMatchObject({ userNotFound: true, userAttributes: {} });
    }
  });

  test("is told from a user by userNotFound alone", async () => {
    const app = await open(riddle, { hides: true });
    await createPerson(service, app, alice);
    await begin(app);
    expect(hooks.events[0]?.request).toMatchObject({ userNotFound: false });
  });
});
