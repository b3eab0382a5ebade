import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute, second } from "../../kernel/clock.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const tenMinutes = { UserPoolTags: { "poolhouse:mfa-setup-minutes": "10" } };
const expired = { message: "Invalid session for the user, session is expired." };
const notFound = {
  type: "SoftwareTokenMFANotFoundException",
  message: "Software Token MFA does not exist for the user.",
};
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const codeOf = (secret: string): string => totpCode(secret, service.clock.now());

async function beginSetUp(app: App): Promise<string> {
  const { ChallengeName, Session = "" } = await signInWithSrp(service, app, alice);
  expect(ChallengeName).toBe("MFA_SETUP");
  return Session;
}

const finish = (app: App, Session: string | undefined) =>
  service.call("RespondToAuthChallenge", {
    ChallengeName: "MFA_SETUP",
    ClientId: app.clientId,
    Session,
    ChallengeResponses: { USERNAME: "alice" },
  });

describe("the set-up window of a pool", () => {
  test("is how long each step of a set-up may take, though the client's sessions are shorter", async () => {
    const app = await createApp(service, { mfa: "ON", pool: tenMinutes });
    await createPerson(service, app, alice);
    const first = await beginSetUp(app);
    service.clock.advance(10 * minute - second);
    const { SecretCode = "", Session: next } = await service.call("AssociateSoftwareToken", {
      Session: first,
    });
    service.clock.advance(10 * minute - second);
    const verified = await service.call("VerifySoftwareToken", {
      Session: next,
      UserCode: codeOf(SecretCode),
    });
    service.clock.advance(10 * minute - second);
    expect((await finish(app, verified.Session)).AuthenticationResult).toBeDefined();
  });

  test("ends", async () => {
    const app = await createApp(service, { mfa: "ON", pool: tenMinutes });
    await createPerson(service, app, alice);
    const first = await beginSetUp(app);
    const { SecretCode = "", Session: next } = await service.call("AssociateSoftwareToken", {
      Session: await beginSetUp(app),
    });
    const { Session: last } = await service.call("VerifySoftwareToken", {
      Session: next,
      UserCode: codeOf(SecretCode),
    });
    service.clock.advance(10 * minute);
    await expect(service.call("AssociateSoftwareToken", { Session: first })).rejects.toMatchObject(expired);
    await expect(
      service.call("VerifySoftwareToken", { Session: next, UserCode: codeOf(SecretCode) }),
    ).rejects.toMatchObject(expired);
    await expect(finish(app, last)).rejects.toMatchObject(expired);
  });

  test("is no longer life for the codes of other challenges", async () => {
    const app = await createApp(service, { mfa: "ON", pool: tenMinutes });
    await createPerson(service, app, alice);
    const { SecretCode = "", Session } = await service.call("AssociateSoftwareToken", {
      Session: await beginSetUp(app),
    });
    await service.call("VerifySoftwareToken", { Session, UserCode: codeOf(SecretCode) });
    const asked = await signInWithSrp(service, app, alice);
    service.clock.advance(3 * minute);
    await expect(
      service.call("RespondToAuthChallenge", {
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        ClientId: app.clientId,
        Session: asked.Session,
        ChallengeResponses: { USERNAME: "alice", SOFTWARE_TOKEN_MFA_CODE: codeOf(SecretCode) },
      }),
    ).rejects.toMatchObject(expired);
  });

  test("is the session's usual life where the pool says nothing", async () => {
    const app = await createApp(service, { mfa: "ON" });
    await createPerson(service, app, alice);
    const Session = await beginSetUp(app);
    service.clock.advance(3 * minute);
    await expect(service.call("AssociateSoftwareToken", { Session })).rejects.toMatchObject(expired);
  });
});

describe("a pending secret", () => {
  test.each([
    ["a quarter of an hour", {}, 15 * minute],
    ["the pool's set-up window", tenMinutes, 10 * minute],
  ])("can be proven for %s, and the working one goes on working", async (_name, pool, life) => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool });
    await createPerson(service, app, alice);
    const { AuthenticationResult } = await signInWithSrp(service, app, alice);
    const AccessToken = AuthenticationResult?.AccessToken ?? "";
    const associate = async (): Promise<string> =>
      (await service.call("AssociateSoftwareToken", { AccessToken })).SecretCode ?? "";
    const verify = (secret: string) =>
      service.call("VerifySoftwareToken", { AccessToken, UserCode: codeOf(secret) });
    const working = await associate();
    service.clock.advance(life - second);
    await verify(working);
    await service.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
    const late = await associate();
    service.clock.advance(life);
    await expect(verify(late)).rejects.toMatchObject(notFound);
    const { Session } = await signInWithSrp(service, app, alice);
    const signedIn = await service.call("RespondToAuthChallenge", {
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ClientId: app.clientId,
      Session,
      ChallengeResponses: { USERNAME: "alice", SOFTWARE_TOKEN_MFA_CODE: codeOf(working) },
    });
    expect(signedIn.AuthenticationResult).toBeDefined();
    await verify(await associate());
  });
});
