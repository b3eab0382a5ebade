import { afterEach, beforeEach, expect, test } from "vitest";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

test("revoking ends one sign-in, its access tokens included, and leaves the others", async () => {
  const app = await createApp(service);
  await createPerson(service, app, alice);
  const one = (await signInWithSrp(service, app, alice)).AuthenticationResult;
  const two = (await signInWithSrp(service, app, alice)).AuthenticationResult;
  await service.call("RevokeToken", { ClientId: app.clientId, Token: one?.RefreshToken ?? "" });
  await expect(service.call("GetUser", { AccessToken: one?.AccessToken ?? "" })).rejects.toMatchObject({
    message: "Access Token has been revoked",
  });
  expect((await service.call("GetUser", { AccessToken: two?.AccessToken ?? "" })).Username).toBe("alice");
});

test("revoking a token that is unknown, or revoked before, is a success", async () => {
  const app = await createApp(service);
  await createPerson(service, app, alice);
  const Token = (await signInWithSrp(service, app, alice)).AuthenticationResult?.RefreshToken ?? "";
  for (const token of ["nonsense", Token, Token]) {
    expect(await service.call("RevokeToken", { ClientId: app.clientId, Token: token })).toEqual({});
  }
});

test("an access token is no refresh token", async () => {
  const app = await createApp(service);
  await createPerson(service, app, alice);
  const Token = (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
  await expect(service.call("RevokeToken", { ClientId: app.clientId, Token })).rejects.toMatchObject({
    type: "UnsupportedTokenTypeException",
  });
});

test("a client revokes only what it obtained", async () => {
  const app = await createApp(service);
  await createPerson(service, app, alice);
  const Token = (await signInWithSrp(service, app, alice)).AuthenticationResult?.RefreshToken ?? "";
  const { UserPoolClient } = await service.call("CreateUserPoolClient", {
    UserPoolId: app.poolId,
    ClientName: "b",
  });
  await expect(
    service.call("RevokeToken", { ClientId: UserPoolClient?.ClientId ?? "", Token }),
  ).rejects.toMatchObject({ type: "UnauthorizedException" });
});

test("where revocation is off, tokens carry no ids and cannot be revoked", async () => {
  const app = await createApp(service, { client: { EnableTokenRevocation: false } });
  await createPerson(service, app, alice);
  const tokens = (await signInWithSrp(service, app, alice)).AuthenticationResult;
  await expect(
    service.call("RevokeToken", { ClientId: app.clientId, Token: tokens?.RefreshToken ?? "" }),
  ).rejects.toMatchObject({ type: "UnsupportedOperationException" });
  expect((await service.call("GetUser", { AccessToken: tokens?.AccessToken ?? "" })).Username).toBe("alice");
});
