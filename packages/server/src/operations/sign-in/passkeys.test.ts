import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  answerWithPasskey,
  beginWithPasskey,
  createPasskeyApp,
  createPasskeyOwner,
  requestOptionsOf,
} from "../../../../../test/support/passkeys.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import type { Bend, SoftwarePasskey } from "../../../../../test/support/software-authenticator.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const bob = { username: "bob", password: "Correct-Horse-9" };
const refused = { type: "NotAuthorizedException", message: "Incorrect username or password." };
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

describe("signing in with a passkey", () => {
  test.each(["ES256", "RS256"] as const)("ends in tokens (%s)", async (alg) => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice, { alg });
    const asked = await begin(app);
    expect(asked.ChallengeName).toBe("WEB_AUTHN");
    expect(asked.ChallengeParameters).toEqual({ CREDENTIAL_REQUEST_OPTIONS: expect.any(String) });
    expect(requestOptionsOf(asked)).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rpId: "example.com",
      timeout: 180_000,
      allowCredentials: [{ id: passkey.id, type: "public-key", transports: ["internal", "hybrid"] }],
      userVerification: "preferred",
    });
    const done = await answer(app, { asked, passkey });
    expect(done.AuthenticationResult?.RefreshToken).toBeDefined();
    expect(done.ChallengeName).toBeUndefined();
  });

  test("is offered in the list of whoever has one for the present relying party", async () => {
    const app = await createPasskeyApp(service);
    const { passkey, token } = await createPasskeyOwner(service, app, alice);
    const list = async () => (await begin(app, {})).AvailableChallenges;
    expect(await list()).toEqual(["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"]);
    const pool = (await service.store.pools.find(app.poolId))!;
    const settings = { ...pool.settings, WebAuthnConfiguration: { RelyingPartyId: "example.org" } };
    await service.store.pools.update({ ...pool, settings }, pool.version);
    expect(await list()).toEqual(["PASSWORD", "PASSWORD_SRP"]);
    await service.store.pools.update(pool, pool.version + 1);
    await service.call("DeleteWebAuthnCredential", { AccessToken: token, CredentialId: passkey.id });
    expect(await list()).toEqual(["PASSWORD", "PASSWORD_SRP"]);
    expect((await begin(app)).ChallengeName).toBe("SELECT_CHALLENGE");
  });

  test("can be chosen from the list, and left for another choice", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const listed = await begin(app, {});
    const asked = await select(app, listed.Session, "WEB_AUTHN");
    expect(asked.ChallengeName).toBe("WEB_AUTHN");
    const other = await select(app, asked.Session, "PASSWORD");
    expect(other.ChallengeName).toBe("PASSWORD");
    const again = await begin(app);
    const once = await select(app, again.Session, "WEB_AUTHN");
    expect((await answer(app, { asked: once, passkey })).AuthenticationResult).toBeDefined();
  });

  test("works in an app that the operator has named, and in no other", async () => {
    const app = await createPasskeyApp(service);
    const named = `android:apk-key-hash:${"a".repeat(43)}`;
    Object.assign(service.world, { appOrigins: [named] });
    const { passkey } = await createPasskeyOwner(service, app, alice, { origin: named });
    const done = await answer(app, { asked: await begin(app), passkey, bend: { origin: named } });
    expect(done.AuthenticationResult).toBeDefined();
    const bend = { origin: `android:apk-key-hash:${"b".repeat(43)}` };
    await expect(answer(app, { asked: await begin(app), passkey, bend })).rejects.toMatchObject(refused);
  });

  test("may be answered as a choice where it was asked, and nowhere else", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const asked = await begin(app);
    const done = await answer(app, { asked, passkey, challenge: "SELECT_CHALLENGE" });
    expect(done.AuthenticationResult).toBeDefined();
    for (const challenge of ["SELECT_CHALLENGE", "WEB_AUTHN"] as const) {
      const listed = await begin(app, {});
      const mixed = { ...(await begin(app)), Session: listed.Session };
      await expect(answer(app, { asked: mixed, passkey, challenge })).rejects.toMatchObject(refused);
    }
  });

  test("goes on while wrong passwords lock the password (B2)", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const wrong = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: "wrong" };
    for (let count = 0; count < 5; count += 1) await expect(begin(app, wrong)).rejects.toThrow();
    await expect(begin(app, { ...wrong, PASSWORD: alice.password })).rejects.toMatchObject({
      message: "Password attempts exceeded",
    });
    const done = await answer(app, { asked: await begin(app), passkey });
    expect(done.AuthenticationResult).toBeDefined();
  });

  test("is followed by a new password where only a temporary one is set", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    await service.call("AdminSetUserPassword", {
      UserPoolId: app.poolId,
      Username: alice.username,
      Password: "Temporary-Horse-9",
    });
    const next = await answer(app, { asked: await begin(app), passkey });
    expect(next.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });
});

describe("an answer with a passkey", () => {
  const refusals: [string, Bend][] = [
    ["the type of a registration", { type: "webauthn.create" }],
    ["another challenge", { challenge: "A".repeat(43) }],
    ["a foreign origin", { origin: "https://example.org" }],
    ["an origin that only ends alike", { origin: "https://evilexample.com" }],
    ["an origin without https", { origin: "http://app.example.com" }],
    ["the origin of an unknown app", { origin: "android:apk-key-hash:abc" }],
    ["a frame of another site", { crossOrigin: true }],
    ["another relying party", { rpId: "example.org" }],
    ["nobody present", { flags: { present: false } }],
    ["a copy of what cannot be copied", { flags: { eligible: false, backedUp: true } }],
    ["a passkey that can no longer be copied", { flags: { eligible: false, backedUp: false } }],
    ["an altered signature", { breaksSignature: true }],
    ["another user's handle", { userHandle: "AAAA" }],
    ["an unknown id", { id: "A".repeat(43) }],
    ["a counter that went back", { counter: 3 }],
    ["a counter that stands still", { counter: 7 }],
    ["a counter that was given up", { counter: 0 }],
  ];
  test.each(refusals)("is refused with %s, and the session is void", async (_, bend) => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice, { counter: 7 });
    const asked = await begin(app);
    await expect(answer(app, { asked, passkey, bend })).rejects.toMatchObject(refused);
    await expect(answer(app, { asked, passkey })).rejects.toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
    expect((await answer(app, { asked: await begin(app), passkey })).AuthenticationResult).toBeDefined();
  });

  test("is refused with another user's passkey, though it is right", async () => {
    const app = await createPasskeyApp(service);
    await createPasskeyOwner(service, app, alice);
    const { passkey } = await createPasskeyOwner(service, app, bob);
    await expect(answer(app, { asked: await begin(app), passkey })).rejects.toMatchObject(refused);
    const bend = { userHandle: null };
    await expect(answer(app, { asked: await begin(app), passkey, bend })).rejects.toMatchObject(refused);
  });

  test("is refused in another session of the same user: the challenge is its own", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const [one, two] = [await begin(app), await begin(app)];
    const mixed = { ...one, Session: two.Session };
    await expect(answer(app, { asked: mixed, passkey })).rejects.toMatchObject(refused);
  });

  test("passes once", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const asked = await begin(app);
    const results = await Promise.allSettled([1, 2, 3].map(() => answer(app, { asked, passkey })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("with a counter passes once, whichever session it belongs to", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice, { counter: 1 });
    const [one, two] = [await begin(app), await begin(app)];
    const bend = { counter: 9 };
    const results = await Promise.allSettled(
      [one, two].map((asked) => answer(app, { asked, passkey, bend })),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: refused });
    await expect(answer(app, { asked: await begin(app), passkey, bend })).rejects.toMatchObject(refused);
  });

  test.each(["", "null", "[]", "{}", '{"id":1}', "not JSON"])(
    "is refused if it is %j",
    async (CREDENTIAL) => {
      const app = await createPasskeyApp(service);
      await createPasskeyOwner(service, app, alice);
      const asked = await begin(app);
      const answered = service.call("RespondToAuthChallenge", {
        ClientId: app.clientId,
        ChallengeName: "WEB_AUTHN",
        Session: asked.Session,
        ChallengeResponses: { USERNAME: alice.username, CREDENTIAL },
      });
      const type = CREDENTIAL === "" ? "InvalidParameterException" : refused.type;
      await expect(answered).rejects.toMatchObject({ type });
    },
  );

  test("is refused for whoever was disabled or lost the passkey meanwhile", async () => {
    const app = await createPasskeyApp(service);
    const { passkey, token } = await createPasskeyOwner(service, app, alice);
    const asked = await begin(app);
    const user = (await service.store.users.findByName(app.poolId, alice.username))!;
    await service.store.users.update({ ...user, enabled: false }, user.version);
    await expect(answer(app, { asked, passkey })).rejects.toMatchObject({ message: "User is disabled." });
    await service.store.users.update(user, user.version + 1);
    const second = await begin(app);
    await service.call("DeleteWebAuthnCredential", { AccessToken: token, CredentialId: passkey.id });
    await expect(answer(app, { asked: second, passkey })).rejects.toMatchObject(refused);
  });

  test("needs user verification where the pool demands it", async () => {
    const app = await createPasskeyApp(service, { webAuthn: { UserVerification: "required" } });
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const asked = await begin(app);
    expect(requestOptionsOf(asked).userVerification).toBe("required");
    const bend = { flags: { verified: false } };
    await expect(answer(app, { asked, passkey, bend })).rejects.toMatchObject(refused);
  });

  test("needs no user verification where the pool only prefers it", async () => {
    const app = await createPasskeyApp(service);
    const { passkey } = await createPasskeyOwner(service, app, alice);
    const bend = { flags: { verified: false } };
    const done = await answer(app, { asked: await begin(app), passkey, bend });
    expect(done.AuthenticationResult).toBeDefined();
  });
});
