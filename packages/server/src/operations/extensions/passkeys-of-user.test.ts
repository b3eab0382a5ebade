import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPasskeyApp, createPasskeyOwner } from "../../../../../test/support/passkeys.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createPerson } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const bob = { username: "bob", password: "Correct-Horse-9" };
let service: Service;
let app: App;

beforeEach(async () => {
  service = await createService();
  app = await createPasskeyApp(service);
});
afterEach(() => service.close());

const userOf = ({ username }: typeof alice) => ({ UserPoolId: app.poolId, Username: username });

describe("AdminListWebAuthnCredentials", () => {
  test("shows an operator what the person sees", async () => {
    const { token } = await createPasskeyOwner(service, app, alice);
    const own = await service.call("ListWebAuthnCredentials", { AccessToken: token });
    const shown = await service.call("AdminListWebAuthnCredentials", userOf(alice));
    expect(shown.Credentials).toHaveLength(1);
    expect(shown.Credentials).toEqual(own.Credentials);
    await createPerson(service, app, bob);
    expect(await service.call("AdminListWebAuthnCredentials", userOf(bob))).toEqual({ Credentials: [] });
  });
});

describe("AdminDeleteWebAuthnCredential", () => {
  test("takes one passkey of this user away, once", async () => {
    await createPasskeyOwner(service, app, alice);
    await createPerson(service, app, bob);
    const { Credentials = [] } = await service.call("AdminListWebAuthnCredentials", userOf(alice));
    const CredentialId = Credentials[0]?.CredentialId ?? "";
    const missing = { type: "ResourceNotFoundException", message: "The credential does not exist." };
    await expect(
      service.call("AdminDeleteWebAuthnCredential", { ...userOf(bob), CredentialId }),
    ).rejects.toMatchObject(missing);
    expect(await service.call("AdminDeleteWebAuthnCredential", { ...userOf(alice), CredentialId })).toEqual(
      {},
    );
    expect(await service.call("AdminListWebAuthnCredentials", userOf(alice))).toEqual({ Credentials: [] });
    await expect(
      service.call("AdminDeleteWebAuthnCredential", { ...userOf(alice), CredentialId }),
    ).rejects.toMatchObject(missing);
  });
});
