import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

describe("AdminDeleteUser", () => {
  it("removes the user, answers nothing, and frees the username for somebody with another sub", async () => {
    const { UserPoolId } = await createPool(service);
    const make = () =>
      service.call("AdminCreateUser", { UserPoolId, Username: "ann", MessageAction: "SUPPRESS" });
    const first = await make();
    expect(await service.call("AdminDeleteUser", { UserPoolId, Username: "ann" })).toBeUndefined();
    await expect(service.call("AdminGetUser", { UserPoolId, Username: "ann" })).rejects.toMatchObject({
      type: "UserNotFoundException",
    });
    expect((await make()).User?.Attributes?.[0]).not.toEqual(first.User?.Attributes?.[0]);
  });

  it("takes the confirmation code away too", async () => {
    const { UserPoolId, ClientId } = await createPool(service, {
      pool: { AutoVerifiedAttributes: ["email"] },
    });
    const UserAttributes = [{ Name: "email", Value: "ann@example.com" }];
    const { UserSub } = await service.call("SignUp", {
      ClientId,
      Username: "ann",
      Password: "Correct-Horse-1",
      UserAttributes,
    });
    await service.call("AdminDeleteUser", { UserPoolId, Username: "ann" });
    expect(await service.store.codes.find(UserPoolId, UserSub, "sign-up")).toBeUndefined();
  });

  it("succeeds once", async () => {
    const { UserPoolId } = await createPool(service);
    await service.call("AdminCreateUser", { UserPoolId, Username: "ann", MessageAction: "SUPPRESS" });
    const remove = () => service.call("AdminDeleteUser", { UserPoolId, Username: "ann" });
    const tries = await Promise.allSettled([remove(), remove()]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(remove()).rejects.toMatchObject({
      type: "UserNotFoundException",
      message: "User does not exist.",
    });
  });
});
