import type { AdminSetUserPasswordRequest, InitiateAuthResponse } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

async function poolWithAnn(settings: PoolSettings = {}): Promise<TestPool> {
  const client = { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] };
  const pool = await createPool(service, { pool: settings, client, signingKeys: true });
  await service.call("SignUp", { ClientId: pool.ClientId, Username: "ann", Password: "Correct-Horse-1" });
  return pool;
}

const set = (pool: TestPool, input: Partial<AdminSetUserPasswordRequest>): Promise<unknown> =>
  service.call("AdminSetUserPassword", {
    UserPoolId: pool.UserPoolId,
    Username: "ann",
    Password: "Other-Horse-2",
    ...input,
  });

const signIn = (pool: TestPool, PASSWORD: string): Promise<InitiateAuthResponse> =>
  service.call("InitiateAuth", {
    ClientId: pool.ClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "ann", PASSWORD },
  });

describe("AdminSetUserPassword", () => {
  it("for good confirms the user, who signs in with it and no longer with the old one", async () => {
    const pool = await poolWithAnn();
    expect(await set(pool, { Permanent: true })).toEqual({});
    expect(await signIn(pool, "Other-Horse-2")).toHaveProperty("AuthenticationResult.AccessToken");
    await expect(signIn(pool, "Correct-Horse-1")).rejects.toMatchObject({ type: "NotAuthorizedException" });
    expect(await service.messages()).toEqual([]);
  });

  it.each([{}, { Permanent: false }])(
    "for a time (%j) makes the user choose another at the next sign-in",
    async (input) => {
      const pool = await poolWithAnn();
      await set(pool, input);
      expect((await signIn(pool, "Other-Horse-2")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    },
  );

  it("keeps to the policy", async () => {
    const pool = await poolWithAnn();
    await expect(set(pool, { Password: "short" })).rejects.toMatchObject({
      type: "InvalidPasswordException",
      message: "Password does not conform to policy: Password not long enough",
    });
    expect(await service.store.users.findByName(pool.UserPoolId, "ann")).toMatchObject({ version: 1 });
  });

  it("does not set the present password again where the pool keeps a history", async () => {
    const pool = await poolWithAnn({
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 1 } },
    });
    await expect(set(pool, { Password: "Correct-Horse-1" })).rejects.toMatchObject({
      type: "PasswordHistoryPolicyViolationException",
      message: "Password has previously been used.",
    });
    expect(await set(pool, {})).toEqual({});
  });

  it("sets it again where the pool keeps none", async () => {
    const pool = await poolWithAnn();
    expect(await set(pool, { Password: "Correct-Horse-1", Permanent: true })).toEqual({});
  });

  it("is refused for an unknown user and an unknown pool", async () => {
    const pool = await poolWithAnn();
    await expect(set(pool, { Username: "bob" })).rejects.toMatchObject({
      type: "UserNotFoundException",
      message: "User does not exist.",
    });
    await expect(set(pool, { UserPoolId: "eu-west-1_nowhere" })).rejects.toMatchObject({
      type: "ResourceNotFoundException",
    });
  });
});
