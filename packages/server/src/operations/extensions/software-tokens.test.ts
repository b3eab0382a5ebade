import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { second } from "../../kernel/clock.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const bob = { username: "bob", password: "Correct-Horse-9" };
const several = { UserPoolTags: { "poolhouse:software-tokens-per-user": "3" } };
const step = 30 * second;
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const codeOf = (secret: string): string => totpCode(secret, service.clock.now());

/** The password half, by somebody who is not asked for more. */
async function tokenOf(app: App, person: typeof alice): Promise<string> {
  return (await signInWithSrp(service, app, person)).AuthenticationResult?.AccessToken ?? "";
}

async function register(AccessToken: string, FriendlyDeviceName?: string): Promise<string> {
  const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
  await service.call("VerifySoftwareToken", {
    AccessToken,
    UserCode: codeOf(SecretCode),
    FriendlyDeviceName,
  });
  return SecretCode;
}

const prefer = (AccessToken: string) =>
  service.call("SetUserMFAPreference", {
    AccessToken,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });

async function signInWithCode(app: App, secret: string, person = alice) {
  const { Session } = await signInWithSrp(service, app, person);
  return service.call("RespondToAuthChallenge", {
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    ClientId: app.clientId,
    Session,
    ChallengeResponses: { USERNAME: person.username, SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) },
  });
}

async function list(AccessToken: string) {
  return (await service.call("ListSoftwareTokens", { AccessToken })).SoftwareTokens ?? [];
}

async function idOf(AccessToken: string, name: string): Promise<string> {
  const found = (await list(AccessToken)).find((token) => token.FriendlyDeviceName === name);
  return found?.SoftwareTokenId ?? "";
}

/** Alice with a phone and a watch, both asked for, and a token of a sign-in that proved the phone. */
async function equipped(app: App) {
  await createPerson(service, app, alice);
  const half = await tokenOf(app, alice);
  const phone = await register(half, "Phone");
  service.clock.advance(step);
  const watch = await register(half, "Watch");
  await prefer(half);
  service.clock.advance(2 * step);
  const full = (await signInWithCode(app, phone)).AuthenticationResult?.AccessToken ?? "";
  return { phone, watch, half, full };
}

describe("where a user may have several authenticator apps", () => {
  test("each signs in with its own codes, and each code of each app is used once (A3.4)", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { phone, watch } = await equipped(app);
    expect((await signInWithCode(app, watch)).AuthenticationResult).toBeDefined();
    const used = { type: "ExpiredCodeException" };
    await expect(signInWithCode(app, phone)).rejects.toMatchObject(used);
    await expect(signInWithCode(app, watch)).rejects.toMatchObject(used);
    service.clock.advance(step);
    expect((await signInWithCode(app, phone)).AuthenticationResult).toBeDefined();
    expect((await signInWithCode(app, watch)).AuthenticationResult).toBeDefined();
  });

  test("the challenge names the app that was used last", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { watch } = await equipped(app);
    const shown = async () =>
      (await signInWithSrp(service, app, alice)).ChallengeParameters?.["FRIENDLY_DEVICE_NAME"];
    expect(await shown()).toBe("Phone");
    service.clock.advance(step);
    await signInWithCode(app, watch);
    expect(await shown()).toBe("Watch");
  });

  test("wrong codes are counted for the user, however many apps there are", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { phone } = await equipped(app);
    service.clock.advance(step);
    const guess = async () => {
      const { Session } = await signInWithSrp(service, app, alice);
      return service.call("RespondToAuthChallenge", {
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        ClientId: app.clientId,
        Session,
        ChallengeResponses: { USERNAME: "alice", SOFTWARE_TOKEN_MFA_CODE: "000000" },
      });
    };
    for (let count = 0; count < 5; count += 1) {
      await expect(guess()).rejects.toMatchObject({ type: "CodeMismatchException" });
    }
    await expect(signInWithCode(app, phone)).rejects.toMatchObject({ type: "NotAuthorizedException" });
  });

  test("one more than the pool allows is refused until one is deleted", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { full } = await equipped(app);
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken: full });
    const UserCode = codeOf(SecretCode);
    await service.call("VerifySoftwareToken", { AccessToken: full, UserCode });
    expect((await list(full)).map(({ FriendlyDeviceName }) => FriendlyDeviceName)).toEqual([
      "Phone",
      "Watch",
      "Authenticator app",
    ]);
    const refusal = {
      type: "InvalidParameterException",
      message: "User has as many software tokens as the user pool allows; delete one first.",
    };
    await expect(service.call("AssociateSoftwareToken", { AccessToken: full })).rejects.toMatchObject(
      refusal,
    );
    const id = await idOf(full, "Watch");
    await service.call("DeleteSoftwareToken", { AccessToken: full, SoftwareTokenId: id });
    await register(full, "Tablet");
    expect(await list(full)).toHaveLength(3);
  });

  test("verifying is refused too if the last place was taken meanwhile", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { full } = await equipped(app);
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken: full });
    await service.call("UpdateUserPool", {
      UserPoolId: app.poolId,
      MfaConfiguration: "OPTIONAL",
      UserPoolTags: { "poolhouse:software-tokens-per-user": "2" },
    });
    await expect(
      service.call("VerifySoftwareToken", { AccessToken: full, UserCode: codeOf(SecretCode) }),
    ).rejects.toMatchObject({ type: "InvalidParameterException" });
    expect(await list(full)).toHaveLength(2);
  });
});

describe("ListSoftwareTokens and AdminListSoftwareTokens", () => {
  test("show name, creation and last use of each app that signs in, and nothing of pending ones", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { full } = await equipped(app);
    await service.call("AssociateSoftwareToken", { AccessToken: full });
    const now = service.clock.now() / 1000;
    const shown = await list(full);
    expect(shown).toEqual([
      {
        SoftwareTokenId: expect.any(String),
        FriendlyDeviceName: "Phone",
        CreationDate: now - 90,
        LastUsedDate: Math.floor(now / 30) * 30,
      },
      {
        SoftwareTokenId: expect.any(String),
        FriendlyDeviceName: "Watch",
        CreationDate: now - 60,
        LastUsedDate: Math.floor((now - 60) / 30) * 30,
      },
    ]);
    const asked = { UserPoolId: app.poolId, Username: "alice" };
    expect((await service.call("AdminListSoftwareTokens", asked)).SoftwareTokens).toEqual(shown);
  });

  test("work in any pool, with whatever there is", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    await createPerson(service, app, alice);
    const AccessToken = await tokenOf(app, alice);
    expect(await list(AccessToken)).toEqual([]);
    await register(AccessToken);
    expect(await list(AccessToken)).toMatchObject([{ FriendlyDeviceName: "Authenticator app" }]);
    await expect(
      service.call("AdminListSoftwareTokens", { UserPoolId: app.poolId, Username: "nobody" }),
    ).rejects.toMatchObject({ type: "UserNotFoundException" });
  });
});

describe("RenameSoftwareToken", () => {
  test("names one app anew", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { full } = await equipped(app);
    const SoftwareTokenId = await idOf(full, "Watch");
    const rename = { AccessToken: full, SoftwareTokenId, FriendlyDeviceName: "Wrist" };
    expect(await service.call("RenameSoftwareToken", rename)).toEqual({});
    expect((await list(full)).map(({ FriendlyDeviceName }) => FriendlyDeviceName)).toEqual([
      "Phone",
      "Wrist",
    ]);
  });
});

describe("DeleteSoftwareToken", () => {
  test("takes one app away and leaves the others", async () => {
    const app = await createApp(service, { mfa: "ON", pool: several });
    const person = await inSetUp(app);
    const { full, phone } = person;
    service.clock.advance(step);
    const watch = await register(full, "Watch");
    const SoftwareTokenId = await idOf(full, "Authenticator app");
    expect(await service.call("DeleteSoftwareToken", { AccessToken: full, SoftwareTokenId })).toEqual({});
    service.clock.advance(step);
    await expect(signInWithCode(app, phone)).rejects.toMatchObject({ type: "CodeMismatchException" });
    expect((await signInWithCode(app, watch)).AuthenticationResult).toBeDefined();
    expect(await service.call("GetUser", { AccessToken: full })).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    });
  });

  test("does not take the last factor where MFA is required", async () => {
    const app = await createApp(service, { mfa: "ON", pool: several });
    const { full } = await inSetUp(app);
    const SoftwareTokenId = await idOf(full, "Authenticator app");
    await expect(
      service.call("DeleteSoftwareToken", { AccessToken: full, SoftwareTokenId }),
    ).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "User cannot disable MFA in a user pool that requires it.",
    });
    expect(await list(full)).toHaveLength(1);
  });

  test("switches the factor off with the last app where MFA is optional", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { full } = await equipped(app);
    for (const name of ["Phone", "Watch"]) {
      const SoftwareTokenId = await idOf(full, name);
      await service.call("DeleteSoftwareToken", { AccessToken: full, SoftwareTokenId });
    }
    const user = await service.call("GetUser", { AccessToken: full });
    expect([user.UserMFASettingList, user.PreferredMfaSetting]).toEqual([undefined, undefined]);
    expect((await signInWithSrp(service, app, alice)).AuthenticationResult).toBeDefined();
  });

  test("needs a session that proved a second factor, where the sign-in asks for one", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
    const { half, full } = await equipped(app);
    const SoftwareTokenId = await idOf(full, "Watch");
    await expect(
      service.call("DeleteSoftwareToken", { AccessToken: half, SoftwareTokenId }),
    ).rejects.toMatchObject({ type: "NotAuthorizedException" });
    await service.call("DeleteSoftwareToken", { AccessToken: full, SoftwareTokenId });
  });

  test("is not for pools that did not ask for several", async () => {
    const app = await createApp(service, { mfa: "OPTIONAL" });
    await createPerson(service, app, alice);
    const AccessToken = await tokenOf(app, alice);
    await register(AccessToken, "Phone");
    const SoftwareTokenId = await idOf(AccessToken, "Phone");
    await expect(service.call("DeleteSoftwareToken", { AccessToken, SoftwareTokenId })).rejects.toMatchObject(
      { type: "OperationNotEnabledException" },
    );
  });
});

test("another's app, or one that is pending, is not found by renaming or deleting (A17)", async () => {
  const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
  const { full } = await equipped(app);
  await createPerson(service, app, bob);
  const stranger = await tokenOf(app, bob);
  await register(stranger, "Bob's");
  const { sub } = claimsOf(full);
  await service.call("AssociateSoftwareToken", { AccessToken: full });
  const pending = (await service.store.softwareTokens.list(app.poolId, sub)).find(
    ({ state }) => state === "pending",
  );
  const ids = [await idOf(full, "Phone"), pending?.id ?? "", "unknown"];
  const notFound = { type: "ResourceNotFoundException", message: "Software token not found." };
  for (const SoftwareTokenId of ids) {
    const named = { AccessToken: stranger, SoftwareTokenId };
    await expect(
      service.call("RenameSoftwareToken", { ...named, FriendlyDeviceName: "Mine" }),
    ).rejects.toMatchObject(notFound);
    await expect(service.call("DeleteSoftwareToken", named)).rejects.toMatchObject(notFound);
  }
  const own = { AccessToken: full, SoftwareTokenId: pending?.id ?? "" };
  await expect(service.call("DeleteSoftwareToken", own)).rejects.toMatchObject(notFound);
  expect(await list(full)).toHaveLength(2);
});

test("AdminDeleteSoftwareToken takes all apps", async () => {
  const app = await createApp(service, { mfa: "OPTIONAL", pool: several });
  const { full } = await equipped(app);
  await service.call("AdminDeleteSoftwareToken", { UserPoolId: app.poolId, Username: "alice" });
  expect(await list(full)).toEqual([]);
});

/** Alice in a pool that requires MFA, with the app she set up while signing in. */
async function inSetUp(app: App): Promise<{ phone: string; full: string }> {
  await createPerson(service, app, alice);
  const { Session } = await signInWithSrp(service, app, alice);
  const associated = await service.call("AssociateSoftwareToken", { Session });
  const { SecretCode: phone = "" } = associated;
  const verified = await service.call("VerifySoftwareToken", {
    Session: associated.Session,
    UserCode: codeOf(phone),
  });
  const answer = await service.call("RespondToAuthChallenge", {
    ChallengeName: "MFA_SETUP",
    ClientId: app.clientId,
    Session: verified.Session,
    ChallengeResponses: { USERNAME: "alice" },
  });
  return { phone, full: answer.AuthenticationResult?.AccessToken ?? "" };
}

function claimsOf(token: string): { sub: string } {
  // A token of ours, just issued.
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub: string };
}
