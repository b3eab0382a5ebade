import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  accessTokenOf,
  createPasskeyApp,
  createPasskeyOwner,
  origin,
  registerPasskey,
  startRegistration,
} from "../../../../../test/support/passkeys.ts";
import { createClient } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createPerson } from "../../../../../test/support/sign-in.ts";
import { type Bend, createPasskey } from "../../../../../test/support/software-authenticator.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const bob = { username: "bob", password: "Correct-Horse-9" };
let service: Service;
let app: App;
let token: string;

beforeEach(async () => {
  service = await createService();
  app = await createPasskeyApp(service);
  await createPerson(service, app, alice);
  token = await accessTokenOf(service, app, alice);
});
afterEach(() => service.close());

const list = async (AccessToken = token) =>
  (await service.call("ListWebAuthnCredentials", { AccessToken })).Credentials;
const complete = (credential: object, AccessToken = token) =>
  service.call("CompleteWebAuthnRegistration", { AccessToken, Credential: credential as never });

describe("starting a registration", () => {
  test("asks the browser for a passkey of this relying party, with a user handle that says nothing", async () => {
    const { sub } = (await service.store.users.findByName(app.poolId, alice.username))!;
    const options = await startRegistration(service, token);
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rp: { id: "example.com", name: "example.com" },
      user: {
        id: Buffer.from(sub).toString("base64url"),
        name: alice.username,
        displayName: alice.username,
      },
      pubKeyCredParams: [
        { type: "public-key", alg: -7 },
        { type: "public-key", alg: -257 },
      ],
      timeout: 60_000,
      excludeCredentials: [],
      authenticatorSelection: {
        requireResidentKey: true,
        residentKey: "required",
        userVerification: "preferred",
      },
    });
  });

  test("names the passkeys that need not be made again", async () => {
    const passkey = await registerPasskey(service, token);
    expect(await startRegistration(service, token)).toMatchObject({
      excludeCredentials: [{ id: passkey.id, type: "public-key" }],
    });
  });

  test.each([
    [{ UserVerification: "required" }],
    [{ FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" }],
  ] as const)("demands user verification where the pool does: %o", async (webAuthn) => {
    const strict = await createPasskeyApp(service, { webAuthn });
    await createPerson(service, strict, alice);
    expect(await startRegistration(service, await accessTokenOf(service, strict, alice))).toMatchObject({
      authenticatorSelection: { userVerification: "required" },
    });
  });

  test("is refused where passkeys are no first factor, or nobody has said for which domain", async () => {
    const without = await createPasskeyApp(service, { pool: { Policies: {} } });
    await createPerson(service, without, alice);
    const AccessToken = await accessTokenOf(service, without, alice);
    await expect(startRegistration(service, AccessToken)).rejects.toMatchObject({
      type: "WebAuthnNotEnabledException",
    });
    await expect(complete({}, AccessToken)).rejects.toMatchObject({ type: "WebAuthnNotEnabledException" });
    const nameless = await createPasskeyApp(service, { pool: { WebAuthnConfiguration: {} } });
    await createPerson(service, nameless, alice);
    await expect(
      startRegistration(service, await accessTokenOf(service, nameless, alice)),
    ).rejects.toMatchObject({ type: "WebAuthnConfigurationMissingException" });
  });
});

describe("completing a registration", () => {
  test.each(["ES256", "RS256"] as const)("keeps a passkey with %s", async (alg) => {
    const passkey = await registerPasskey(service, token, { alg });
    expect(await list()).toEqual([
      {
        CredentialId: passkey.id,
        FriendlyCredentialName: "Passkey",
        RelyingPartyId: "example.com",
        AuthenticatorAttachment: "platform",
        AuthenticatorTransports: ["internal", "hybrid"],
        CreatedAt: service.clock.now() / 1000,
      },
    ]);
  });

  test("takes an attestation of any format for none, without looking at it", async () => {
    await registerPasskey(service, token, { bend: { format: "packed" } });
    expect(await list()).toHaveLength(1);
  });

  const refusals: [string, Bend, string][] = [
    ["the type of a sign-in", { type: "webauthn.get" }, "InvalidParameterException"],
    ["another challenge", { challenge: "A".repeat(43) }, "WebAuthnChallengeNotFoundException"],
    ["a foreign origin", { origin: "https://example.org" }, "WebAuthnOriginNotAllowedException"],
    [
      "an origin that only ends alike",
      { origin: "https://evilexample.com" },
      "WebAuthnOriginNotAllowedException",
    ],
    ["an origin without https", { origin: "http://example.com" }, "WebAuthnOriginNotAllowedException"],
    ["a frame of another site", { crossOrigin: true }, "WebAuthnOriginNotAllowedException"],
    ["another relying party", { rpId: "example.org" }, "WebAuthnRelyingPartyMismatchException"],
    ["nobody present", { flags: { present: false } }, "WebAuthnCredentialNotSupportedException"],
    [
      "a copy of what cannot be copied",
      { flags: { eligible: false, backedUp: true } },
      "WebAuthnCredentialNotSupportedException",
    ],
    ["an algorithm nobody asked for", { alg: -8 }, "WebAuthnCredentialNotSupportedException"],
    [
      "an id that is not the authenticator's",
      { id: "A".repeat(43) },
      "WebAuthnCredentialNotSupportedException",
    ],
  ];
  test.each(refusals)("refuses %s", async (_, bend, type) => {
    await expect(registerPasskey(service, token, { bend })).rejects.toMatchObject({ type });
    expect(await list()).toEqual([]);
  });

  test("refuses a passkey without user verification where it is demanded, and takes it elsewhere", async () => {
    const bend: Bend = { flags: { verified: false } };
    await registerPasskey(service, token, { bend });
    const strict = await createPasskeyApp(service, { webAuthn: { UserVerification: "required" } });
    await createPerson(service, strict, alice);
    const strictToken = await accessTokenOf(service, strict, alice);
    await expect(registerPasskey(service, strictToken, { bend })).rejects.toMatchObject({
      type: "WebAuthnCredentialNotSupportedException",
    });
  });

  test.each([
    ["no object", "credential"],
    ["nothing", {}],
    ["no response", { id: "AAAA", rawId: "AAAA", type: "public-key" }],
    [
      "numbers",
      { id: 1, rawId: 1, type: "public-key", response: { clientDataJSON: 1, attestationObject: 2 } },
    ],
    ["client data that is not JSON", bare({ clientDataJSON: "AAAA" })],
  ])("refuses %s", async (_, credential) => {
    await expect(complete(credential as object)).rejects.toMatchObject({ type: "InvalidParameterException" });
  });

  test.each(["", "AAAA", "oA", "f".repeat(400)])(
    "refuses %j as attestation object",
    async (attestationObject) => {
      const options = await startRegistration(service, token);
      const { credential } = createPasskey(options, { origin });
      const bent = { ...credential, response: { ...credential.response, attestationObject } };
      await expect(complete(bent)).rejects.toMatchObject({
        type: expect.stringMatching(/^(InvalidParameter|WebAuthnCredentialNotSupported)Exception$/),
      });
    },
  );

  test("uses the challenge up, also by an answer that is refused", async () => {
    const options = await startRegistration(service, token);
    const { credential } = createPasskey(options, { origin: "https://example.org" });
    await expect(complete(credential)).rejects.toMatchObject({ type: "WebAuthnOriginNotAllowedException" });
    const right = createPasskey(options, { origin }).credential;
    await expect(complete(right)).rejects.toMatchObject({ type: "WebAuthnChallengeNotFoundException" });
  });

  test("of two answers at once takes one", async () => {
    const options = await startRegistration(service, token);
    const answers = [1, 2].map(() => complete(createPasskey(options, { origin }).credential));
    const results = await Promise.allSettled(answers);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await list()).toHaveLength(1);
  });

  test("comes within five minutes, for the newest registration", async () => {
    const first = await startRegistration(service, token);
    const second = await startRegistration(service, token);
    await expect(complete(createPasskey(first, { origin }).credential)).rejects.toMatchObject({
      type: "WebAuthnChallengeNotFoundException",
    });
    service.clock.advance(5 * 60_000);
    await expect(complete(createPasskey(second, { origin }).credential)).rejects.toMatchObject({
      type: "WebAuthnChallengeNotFoundException",
    });
  });

  test("belongs to the app that began it", async () => {
    const client = { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] };
    const clientId = await createClient(service, { UserPoolId: app.poolId }, { client });
    const other = await accessTokenOf(service, { ...app, clientId }, alice);
    const { credential } = createPasskey(await startRegistration(service, token), { origin });
    await expect(complete(credential, other)).rejects.toMatchObject({
      type: "WebAuthnClientMismatchException",
    });
    await complete(credential);
  });

  test("belongs to the person who began it", async () => {
    await createPerson(service, app, bob);
    const other = await accessTokenOf(service, app, bob);
    const { credential } = createPasskey(await startRegistration(service, token), { origin });
    await expect(complete(credential, other)).rejects.toMatchObject({
      type: "WebAuthnChallengeNotFoundException",
    });
  });

  test("cannot take a credential id that somebody else has", async () => {
    const id = Buffer.alloc(32, 5);
    const { passkey } = await createPasskeyOwner(service, app, bob, { id });
    await expect(registerPasskey(service, token, { id })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
    expect(passkey.id).toBe(id.toString("base64url"));
    expect(await list()).toEqual([]);
  });

  test("stops at twenty passkeys", async () => {
    const pending = await startRegistration(service, token);
    const client = { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] };
    const clientId = await createClient(service, { UserPoolId: app.poolId }, { client });
    const other = await accessTokenOf(service, { ...app, clientId }, alice);
    for (let count = 0; count < 20; count += 1) await registerPasskey(service, other);
    await expect(startRegistration(service, token)).rejects.toMatchObject({ type: "LimitExceededException" });
    const { credential } = createPasskey(pending, { origin });
    await expect(complete(credential)).rejects.toMatchObject({ type: "LimitExceededException" });
    const page = await service.call("ListWebAuthnCredentials", { AccessToken: token, MaxResults: 12 });
    const rest = await service.call("ListWebAuthnCredentials", {
      AccessToken: token,
      NextToken: page.NextToken,
    });
    const ids = [...page.Credentials, ...rest.Credentials].map(({ CredentialId }) => CredentialId);
    expect([new Set(ids).size, rest.NextToken]).toEqual([20, undefined]);
  });
});

describe("deleting a passkey", () => {
  test("is done once", async () => {
    const { id } = await registerPasskey(service, token);
    const input = { AccessToken: token, CredentialId: id };
    expect(await service.call("DeleteWebAuthnCredential", input)).toEqual({});
    expect(await list()).toEqual([]);
    await expect(service.call("DeleteWebAuthnCredential", input)).rejects.toMatchObject({
      type: "ResourceNotFoundException",
    });
  });

  test("A17: does not reach another person's, nor one of another pool", async () => {
    const { passkey, token: bobs } = await createPasskeyOwner(service, app, bob);
    const elsewhere = await createPasskeyApp(service);
    const carol = await createPasskeyOwner(service, elsewhere, alice);
    for (const [AccessToken, CredentialId] of [
      [token, passkey.id],
      [token, carol.passkey.id],
      [carol.token, passkey.id],
    ] as const) {
      await expect(
        service.call("DeleteWebAuthnCredential", { AccessToken, CredentialId }),
      ).rejects.toMatchObject({ type: "ResourceNotFoundException" });
    }
    expect(await list(bobs)).toHaveLength(1);
    expect(await list(carol.token)).toHaveLength(1);
  });
});

function bare(response: object): object {
  return {
    id: "AAAA",
    rawId: "AAAA",
    type: "public-key",
    response: {
      attestationObject: "AAAA",
      ...response,
    },
  };
}
