import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool, testSchema } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { ClientSettings } from "../../kernel/settings.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

interface SignedIn {
  pool: TestPool;
  sub: string;
  AccessToken: string;
}

async function signIn(client: ClientSettings = {}): Promise<SignedIn> {
  const pool = await createPool(service, {
    pool: { Schema: testSchema({ custom: ["custom:team"] }) },
    client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"], ...client },
    signingKeys: true,
  });
  const { UserPoolId, ClientId } = pool;
  const UserAttributes = [
    { Name: "email", Value: "ann@example.com" },
    { Name: "email_verified", Value: "true" },
    { Name: "custom:team", Value: "blue" },
  ];
  const made = await service.call("AdminCreateUser", {
    UserPoolId,
    Username: "ann",
    UserAttributes,
    MessageAction: "SUPPRESS",
  });
  await service.call("AdminSetUserPassword", {
    UserPoolId,
    Username: "ann",
    Password: "Correct-Horse-1",
    Permanent: true,
  });
  const { AuthenticationResult } = await service.call("InitiateAuth", {
    ClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "ann", PASSWORD: "Correct-Horse-1" },
  });
  return {
    pool,
    sub: made.User?.Attributes?.[0]?.Value ?? "",
    AccessToken: AuthenticationResult?.AccessToken ?? "",
  };
}

describe("GetUser", () => {
  it("shows sub and the standard attributes to a client without a list, and no factors where there are none", async () => {
    const { AccessToken, sub } = await signIn();
    expect(await service.call("GetUser", { AccessToken })).toEqual({
      Username: "ann",
      UserAttributes: [
        { Name: "sub", Value: sub },
        { Name: "email", Value: "ann@example.com" },
        { Name: "email_verified", Value: "true" },
      ],
    });
  });

  it("shows sub and what the client lists", async () => {
    const { AccessToken, sub } = await signIn({ ReadAttributes: ["custom:team"] });
    const { UserAttributes } = await service.call("GetUser", { AccessToken });
    expect(UserAttributes).toEqual([
      { Name: "sub", Value: sub },
      { Name: "custom:team", Value: "blue" },
    ]);
  });

  it("shows the second factors of the user", async () => {
    const { AccessToken, pool } = await signIn();
    const ann = await service.store.users.findByName(pool.UserPoolId, "ann");
    if (ann === undefined) throw new Error("ann was not made");
    await service.store.users.update(
      { ...ann, enabledFactors: ["SOFTWARE_TOKEN_MFA"], preferredFactor: "SOFTWARE_TOKEN_MFA" },
      ann.version,
    );
    expect(await service.call("GetUser", { AccessToken })).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
  });

  it("is refused once the user is gone", async () => {
    const { AccessToken, pool } = await signIn();
    await service.call("AdminDeleteUser", { UserPoolId: pool.UserPoolId, Username: "ann" });
    await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject({
      type: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  it("is refused once the client is gone", async () => {
    const { AccessToken, pool } = await signIn();
    await service.store.clients.remove(pool.UserPoolId, pool.ClientId);
    await expect(service.call("GetUser", { AccessToken })).rejects.toMatchObject({
      type: "ResourceNotFoundException",
    });
  });

  it("is refused without a token of ours", async () => {
    await expect(service.call("GetUser", { AccessToken: "not.a.token" })).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "Invalid Access Token",
    });
  });
});
