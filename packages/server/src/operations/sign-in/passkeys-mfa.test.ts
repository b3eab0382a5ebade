import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  answerWithPasskey,
  beginWithPasskey,
  createPasskeyApp,
  createPasskeyOwner,
  registerPasskey,
  requestOptionsOf,
} from "../../../../../test/support/passkeys.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import type { SoftwarePasskey } from "../../../../../test/support/software-authenticator.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const bob = { username: "bob", password: "Correct-Horse-9" };
const refused = { type: "NotAuthorizedException", message: "Incorrect username or password." };
const multiFactor = { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" } as const;
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const begin = (app: App, parameters?: Record<string, string>, username = alice.username) =>
  beginWithPasskey(service, app, username, parameters);

function answer(
  app: App,
  given: Partial<Parameters<typeof answerWithPasskey>[2]> & {
    asked: Awaited<ReturnType<typeof begin>>;
    passkey: SoftwarePasskey;
  },
) {
  return answerWithPasskey(service, app, { username: alice.username, ...given });
}

function select(app: App, session: string | undefined, ANSWER: string) {
  return service.call("RespondToAuthChallenge", {
    ClientId: app.clientId,
    ChallengeName: "SELECT_CHALLENGE",
    Session: session,
    ChallengeResponses: { USERNAME: alice.username, ANSWER },
  });
}

describe("passkeys and MFA", () => {
  /** Somebody who has a passkey and a software token that is switched on. */
  async function createMfaPerson(options: Parameters<typeof createPasskeyApp>[1], mode: "OPTIONAL" | "ON") {
    const off = await createPasskeyApp(service, options);
    const { passkey, token } = await createPasskeyOwner(service, off, alice);
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    await service.call("SetUserPoolMfaConfig", {
      UserPoolId: off.poolId,
      MfaConfiguration: mode,
      SoftwareTokenMfaConfiguration,
    });
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken: token });
    const UserCode = totpCode(SecretCode, service.clock.now());
    await service.call("VerifySoftwareToken", { AccessToken: token, UserCode });
    await service.call("SetUserMFAPreference", {
      AccessToken: token,
      SoftwareTokenMfaSettings: { Enabled: true },
    });
    return { app: off, passkey, token };
  }
  const enable = (AccessToken: string, Enabled = true) =>
    service.call("SetUserMFAPreference", { AccessToken, WebAuthnMfaSettings: { Enabled } });

  test.each(["OPTIONAL", "ON"] as const)(
    "row 39: one that is a single factor is not offered beside MFA (%s)",
    async (mode) => {
      const { app, token } = await createMfaPerson({}, mode);
      const asked = await begin(app);
      expect(asked).toMatchObject({
        ChallengeName: "SELECT_CHALLENGE",
        AvailableChallenges: ["PASSWORD", "PASSWORD_SRP"],
      });
      await expect(select(app, asked.Session, "WEB_AUTHN")).rejects.toMatchObject({
        type: "InvalidParameterException",
      });
      await expect(enable(token)).rejects.toMatchObject({ type: "InvalidParameterException" });
      // Registering stays possible.
      await registerPasskey(service, token);
    },
  );

  test.each(["OPTIONAL", "ON"] as const)(
    "row 38: one that was switched on as a factor satisfies MFA by itself (%s)",
    async (mode) => {
      const { app, passkey, token } = await createMfaPerson({ webAuthn: multiFactor }, mode);
      expect((await begin(app)).ChallengeName).toBe("SELECT_CHALLENGE");
      await enable(token);
      const asked = await begin(app);
      expect(requestOptionsOf(asked).userVerification).toBe("required");
      expect((await answer(app, { asked, passkey })).AuthenticationResult).toBeDefined();
      const list = await begin(app, {});
      expect(list.AvailableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"]);
      await enable(token, false);
      expect((await begin(app)).ChallengeName).toBe("SELECT_CHALLENGE");
    },
  );

  test("#30: without user verification it is no factor where it may stand for two", async () => {
    const { app, passkey, token } = await createMfaPerson({ webAuthn: multiFactor }, "ON");
    await enable(token);
    const bend = { flags: { verified: false } };
    await expect(answer(app, { asked: await begin(app), passkey, bend })).rejects.toMatchObject(refused);
  });

  test("it is never asked after the password", async () => {
    const { app, token } = await createMfaPerson({ webAuthn: multiFactor }, "ON");
    await enable(token);
    const next = await begin(app, { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: alice.password });
    expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("A4: what was proven without verification does not count once the pool demands it", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    await service.call("AdminSetUserPassword", {
      UserPoolId: app.poolId,
      Username: alice.username,
      Password: "Temporary-Horse-9",
    });
    const bend = { flags: { verified: false } };
    const next = await answer(app, { asked: await begin(app), passkey, bend });
    await service.call("SetUserPoolMfaConfig", {
      UserPoolId: app.poolId,
      WebAuthnConfiguration: { RelyingPartyId: "example.com", UserVerification: "required" },
    });
    const ended = service.call("RespondToAuthChallenge", {
      ClientId: app.clientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: next.Session,
      ChallengeResponses: { USERNAME: alice.username, NEW_PASSWORD: "Another-Horse-9" },
    });
    await expect(ended).rejects.toThrow();
  });

  test("needs a passkey and another factor to be switched on, and ends with either", async () => {
    const app = await createPasskeyApp(service, { webAuthn: multiFactor });
    const { token: only } = await createPasskeyOwner(service, app, bob);
    await expect(enable(only)).rejects.toMatchObject({ message: "User has no other MFA factor enabled." });
    const { app: other, passkey, token } = await createMfaPerson({ webAuthn: multiFactor }, "OPTIONAL");
    const isOn = async () => (await service.store.users.findByName(other.poolId, "alice"))?.passkeyMfa;
    await enable(token);
    expect(await isOn()).toBe(true);
    await service.call("SetUserMFAPreference", {
      AccessToken: token,
      SoftwareTokenMfaSettings: { Enabled: false },
    });
    expect(await isOn()).toBeUndefined();
    await service.call("SetUserMFAPreference", {
      AccessToken: token,
      SoftwareTokenMfaSettings: { Enabled: true },
      WebAuthnMfaSettings: { Enabled: true },
    });
    expect(await isOn()).toBe(true);
    await service.call("DeleteWebAuthnCredential", { AccessToken: token, CredentialId: passkey.id });
    expect(await isOn()).toBeUndefined();
    await expect(enable(token)).rejects.toMatchObject({ type: "InvalidParameterException" });
  });
});
