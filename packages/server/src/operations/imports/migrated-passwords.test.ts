import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createImportPlace,
  importHeader,
  importInto,
  importRow,
} from "../../../../../test/support/imports.ts";
import { createOtherClient, createPlace } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, signInWithSrp } from "../../../../../test/support/sign-in.ts";
import { createTestTriggers, type TestTriggers } from "../../../../../test/support/triggers.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

const sub = "11111111-2222-4333-8444-555555555555";
const password = "Elsewhere-Known-1";
const wrong = { type: "NotAuthorizedException", message: "Incorrect username or password." };
let hooks: TestTriggers;
let service: Service;

beforeEach(async () => {
  hooks = createTestTriggers({
    UserMigration(event) {
      // The members of this event.
      const { userName, request } = event as unknown as { userName: string; request: { password: string } };
      if (request.password === "refused") throw new Error("Not today");
      const [, newSub] = userName.split("/");
      if (newSub !== undefined) return { userAttributes: { sub: newSub }, finalUserStatus: "CONFIRMED" };
      const isRight = userName === "ada" && request.password === password;
      return isRight ? { userAttributes: { email: "ada@example.com" }, finalUserStatus: "CONFIRMED" } : {};
    },
  });
  service = await createService({ triggers: hooks.trigger });
});
afterEach(() => service.close());

/** A pool that takes over passwords, and Ada in it without one. */
async function settle(given: { pool?: PoolSettings; user?: object } = {}): Promise<App> {
  const app = await createPlace(service, {
    pool: {
      AutoVerifiedAttributes: ["email"],
      LambdaConfig: hooks.settings,
      UserPoolTags: { "poolhouse:migrate-passwords": "on" },
      ...given.pool,
    },
  });
  const Attributes = [
    { Name: "email", Value: "ada@example.com" },
    { Name: "email_verified", Value: "true" },
  ];
  const Users = [{ Sub: sub, Username: "ada", Attributes, ...given.user }];
  const { Results } = await service.call("AdminImportUsers", { UserPoolId: app.poolId, Users });
  expect(Results).toMatchObject([{ Outcome: "IMPORTED" }]);
  return app;
}

const signIn = (app: App, typed: string, USERNAME = "ada") =>
  service.call("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME, PASSWORD: typed },
  });
const statusOf = async ({ poolId: UserPoolId }: App) =>
  (await service.call("AdminGetUser", { UserPoolId, Username: "ada" })).UserStatus;

describe("the password of somebody who was imported without it", () => {
  test("is asked for where the user comes from, once, and is good for every flow from then on", async () => {
    const app = await settle();
    await expect(signInWithSrp(service, app, { username: "ada", password })).rejects.toMatchObject(wrong);
    await expect(signIn(app, "Elsewhere-Known-2")).rejects.toMatchObject(wrong);
    expect((await signIn(app, password)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(hooks.events).toHaveLength(2);
    expect(hooks.events.at(-1)).toMatchObject({
      triggerSource: "UserMigration_Authentication",
      userName: "ada",
      request: { password, userAttributes: { sub, email: "ada@example.com" } },
    });
    await expect(signIn(app, "Elsewhere-Known-2")).rejects.toMatchObject(wrong);
    const again = await signInWithSrp(service, app, { username: "ada", password });
    expect(again.AuthenticationResult?.AccessToken).toBeDefined();
    expect(hooks.events).toHaveLength(2);
  });

  test("is asked about the username, whatever alias was typed", async () => {
    const app = await settle({ pool: { AliasAttributes: ["email"] } });
    await signIn(app, password, "ada@example.com");
    expect(hooks.events.at(-1)?.userName).toBe("ada");
  });

  test("is asked for in the choice of a first factor, too", async () => {
    const app = await settle({
      pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
    });
    const { clientId: ClientId } = await createOtherClient(service, app, {
      ExplicitAuthFlows: ["ALLOW_USER_AUTH"],
    });
    const asked = await service.call("InitiateAuth", {
      AuthFlow: "USER_AUTH",
      ClientId,
      AuthParameters: { USERNAME: "ada" },
    });
    expect(asked.AvailableChallenges).toContain("PASSWORD");
    const answered = await service.call("RespondToAuthChallenge", {
      ClientId,
      ChallengeName: "SELECT_CHALLENGE",
      Session: asked.Session ?? "",
      ChallengeResponses: { USERNAME: "ada", ANSWER: "PASSWORD", PASSWORD: password },
    });
    expect(answered.AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("settles who had to choose another, and leaves a temporary one temporary", async () => {
    const app = await settle({ user: { UserStatus: "RESET_REQUIRED" } });
    await expect(signIn(app, "Elsewhere-Known-2")).rejects.toMatchObject({
      type: "PasswordResetRequiredException",
    });
    await signIn(app, password);
    expect(await statusOf(app)).toBe("CONFIRMED");
    const other = await settle({ user: { UserStatus: "FORCE_CHANGE_PASSWORD" } });
    expect((await signIn(other, password)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  test("is not asked about without the switch, nor after an operator has reset or set one", async () => {
    const quiet = await settle({ pool: { UserPoolTags: {} } });
    await expect(signIn(quiet, password)).rejects.toMatchObject(wrong);
    const reset = await settle();
    await service.call("AdminResetUserPassword", { UserPoolId: reset.poolId, Username: "ada" });
    await expect(signIn(reset, password)).rejects.toMatchObject({ type: "PasswordResetRequiredException" });
    const set = await settle();
    await service.call("AdminSetUserPassword", {
      UserPoolId: set.poolId,
      Username: "ada",
      Password: "Another-One-1",
      Permanent: true,
    });
    await expect(signIn(set, password)).rejects.toMatchObject(wrong);
    expect(hooks.events).toEqual([]);
  });

  test("is asked about for nobody as for somebody, where clients hide who exists", async () => {
    const app = await settle({
      pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
    });
    const { clientId: ClientId } = await createOtherClient(service, app, {
      PreventUserExistenceErrors: "ENABLED",
      ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
    });
    for (const USERNAME of ["ada", "nobody"]) {
      const before = hooks.events.length;
      await expect(signIn({ ...app, clientId: ClientId }, "Wrong-1", USERNAME)).rejects.toMatchObject(wrong);
      const asked = await service.call("InitiateAuth", {
        AuthFlow: "USER_AUTH",
        ClientId,
        AuthParameters: { USERNAME },
      });
      const answer = service.call("RespondToAuthChallenge", {
        ClientId,
        ChallengeName: "SELECT_CHALLENGE",
        Session: asked.Session ?? "",
        ChallengeResponses: { USERNAME, ANSWER: "PASSWORD", PASSWORD: "Wrong-2" },
      });
      await expect(answer).rejects.toMatchObject(wrong);
      expect(hooks.events.slice(before).map(({ request }) => request["password"])).toEqual([
        "Wrong-1",
        "Wrong-2",
      ]);
    }
  });

  test("is guessed at as seldom as any other", async () => {
    const app = await settle();
    for (let guess = 0; guess < 5; guess += 1)
      await expect(signIn(app, `Elsewhere-${guess}`)).rejects.toMatchObject(wrong);
    await expect(signIn(app, password)).rejects.toMatchObject({ type: "NotAuthorizedException" });
    expect(hooks.events).toHaveLength(5);
  });

  test("lets nobody in whom the function refuses", async () => {
    const app = await settle();
    await expect(signIn(app, "refused")).rejects.toMatchObject({ type: "UserLambdaValidationException" });
  });

  test("is brought together with its user by who was not imported, and the sub stays", async () => {
    const app = await settle();
    const grace = "11111111-2222-4333-8444-666666666666";
    for (const [name, known] of [
      ["grace", grace],
      ["grace-again", grace],
    ] as const) {
      const signedIn = signIn(app, "by any password", `${name}/${known}`);
      if (name === "grace") expect((await signedIn).AuthenticationResult).toBeDefined();
      else await expect(signedIn).rejects.toMatchObject({ type: "UserNotFoundException" });
    }
    const Username = `grace/${grace}`;
    const shown = await service.call("AdminGetUser", { UserPoolId: app.poolId, Username });
    expect(shown.UserAttributes).toContainEqual({ Name: "sub", Value: grace });
    await expect(signIn(app, "by any password", "alan/1")).rejects.toMatchObject({
      type: "InvalidLambdaResponseException",
    });
  });

  test("may be brought by who came from a file, too", async () => {
    const app = await createImportPlace(service);
    await service.call("UpdateUserPool", {
      UserPoolId: app.poolId,
      AutoVerifiedAttributes: ["email"],
      LambdaConfig: hooks.settings,
      UserPoolTags: { "poolhouse:migrate-passwords": "on" },
    });
    await importInto(service, app.poolId).run([importHeader, importRow("ada")].join("\n"));
    expect(await statusOf(app)).toBe("RESET_REQUIRED");
    expect((await signIn(app, password)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await statusOf(app)).toBe("CONFIRMED");
  });
});
