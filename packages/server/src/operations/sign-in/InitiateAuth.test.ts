import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { day, minute, second } from "../../kernel/clock.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, beginSrp, createApp, createPerson } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const enabled = { PreventUserExistenceErrors: "ENABLED" } as const;
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

function signIn(app: App, person: { username: string; password: string }, flow = "USER_PASSWORD_AUTH") {
  return service.call("InitiateAuth", {
    AuthFlow: flow as "USER_PASSWORD_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
  });
}

describe("a password in clear", () => {
  test("signs in where the client allows it", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    expect((await signIn(app, alice)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test.each([
    ["USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client"],
    ["USER_SRP_AUTH", "USER_SRP_AUTH is not enabled for the client."],
    ["USER_AUTH", "USER_AUTH flow not enabled for this client"],
    ["CUSTOM_AUTH", "Auth flow not enabled for this client"],
    ["ADMIN_USER_PASSWORD_AUTH", "Initiate Auth method not supported."],
  ])("is refused by %s where the client does not", async (flow, message) => {
    const app = await createApp(service, { client: { ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"] } });
    await expect(signIn(app, alice, flow)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message,
    });
  });

  test("must be there", async () => {
    const app = await createApp(service);
    await expect(
      service.call("InitiateAuth", {
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: app.clientId,
        AuthParameters: { USERNAME: "alice" },
      }),
    ).rejects.toMatchObject({ message: "Missing required parameter PASSWORD" });
  });
});

describe("five wrong passwords", () => {
  async function fail(app: App, times: number): Promise<void> {
    for (let failed = 0; failed < times; failed += 1) {
      await expect(signIn(app, { ...alice, password: "Wrong-Horse-9" })).rejects.toMatchObject({
        message: "Incorrect username or password.",
      });
    }
  }

  test("lock the user for a second, the right password included", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    await fail(app, 5);
    await expect(signIn(app, alice)).rejects.toMatchObject({ message: "Password attempts exceeded" });
    service.clock.advance(second);
    expect((await signIn(app, alice)).AuthenticationResult).toBeDefined();
  });

  test("lock a name that nobody has in the same way, where existence is hidden", async () => {
    const app = await createApp(service, { client: enabled });
    await fail(app, 5);
    await expect(signIn(app, alice)).rejects.toMatchObject({ message: "Password attempts exceeded" });
  });
});

describe("a name that nobody has", () => {
  test("is said to be unknown by a client that does not hide users", async () => {
    const app = await createApp(service);
    await expect(signIn(app, alice)).rejects.toMatchObject({
      type: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  test("is asked for a password by SRP where existence is hidden, with the same salt every time", async () => {
    const app = await createApp(service, { client: enabled });
    const first = await beginSrp(service, app, alice);
    const second = await beginSrp(service, app, { ...alice, random: "b2" });
    expect(first.challenge.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect(first.challenge.ChallengeParameters?.["USER_ID_FOR_SRP"]).toBe("alice");
    expect(first.challenge.ChallengeParameters?.["SALT"]).toBe(
      second.challenge.ChallengeParameters?.["SALT"],
    );
    await expect(
      service.call("RespondToAuthChallenge", {
        ChallengeName: "PASSWORD_VERIFIER",
        ClientId: app.clientId,
        ChallengeResponses: first.responses,
      }),
    ).rejects.toMatchObject({ type: "NotAuthorizedException", message: "Incorrect username or password." });
  });
});

describe("an account that is not ready", () => {
  async function signUp(app: App): Promise<void> {
    await service.call("SignUp", {
      ClientId: app.clientId,
      Username: alice.username,
      Password: alice.password,
    });
  }

  test("is named before the password is looked at, by a client that does not hide users", async () => {
    const app = await createApp(service);
    await signUp(app);
    await expect(signIn(app, { ...alice, password: "Wrong-Horse-9" })).rejects.toMatchObject({
      type: "UserNotConfirmedException",
      message: "User is not confirmed.",
    });
  });

  test("is named only to who knows the password, where existence is hidden", async () => {
    const app = await createApp(service, { client: enabled });
    await signUp(app);
    await expect(signIn(app, { ...alice, password: "Wrong-Horse-9" })).rejects.toMatchObject({
      type: "NotAuthorizedException",
    });
    await expect(signIn(app, alice)).rejects.toMatchObject({ type: "UserNotConfirmedException" });
  });
});

describe("AdminInitiateAuth", () => {
  test("signs in with the operator's flow and finds no client of another pool", async () => {
    const app = await createApp(service);
    const other = await createApp(service);
    await createPerson(service, app, alice);
    const request = {
      UserPoolId: app.poolId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: alice.username, PASSWORD: alice.password },
    } as const;
    const done = await service.call("AdminInitiateAuth", { ...request, ClientId: app.clientId });
    expect(done.AuthenticationResult).toBeDefined();
    await expect(
      service.call("AdminInitiateAuth", { ...request, ClientId: other.clientId }),
    ).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: `User pool client ${other.clientId} does not exist.`,
    });
  });
});

describe("a hundred wrong passwords in a row", () => {
  test("disable the password, however slowly they come, until it is set anew", async () => {
    const app = await createApp(service);
    await createPerson(service, app, alice);
    for (let failed = 0; failed < 100; failed += 1) {
      await expect(signIn(app, { ...alice, password: "Wrong-Horse-9" })).rejects.toMatchObject({
        message: "Incorrect username or password.",
      });
      service.clock.advance(20 * minute);
    }
    await expect(signIn(app, alice)).rejects.toMatchObject({ message: "Password attempts exceeded" });
    service.clock.advance(30 * day);
    await expect(signIn(app, alice)).rejects.toMatchObject({ message: "Password attempts exceeded" });
    await service.call("AdminSetUserPassword", {
      UserPoolId: app.poolId,
      Username: alice.username,
      Password: "Another-Horse-9",
      Permanent: true,
    });
    const done = await signIn(app, { ...alice, password: "Another-Horse-9" });
    expect(done.AuthenticationResult).toBeDefined();
  });
});
