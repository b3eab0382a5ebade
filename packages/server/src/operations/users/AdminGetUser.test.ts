import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

describe("AdminGetUser", () => {
  it("shows everything about a user, whichever of its names is given", async () => {
    const { UserPoolId } = await createPool(service, { pool: { AliasAttributes: ["email"] } });
    const UserAttributes = [
      { Name: "email", Value: "ann@example.com" },
      { Name: "email_verified", Value: "true" },
    ];
    await service.call("AdminCreateUser", {
      UserPoolId,
      Username: "ann",
      UserAttributes,
      MessageAction: "SUPPRESS",
    });
    const created = service.clock.now() / 1000;
    service.clock.advance(1500);
    await service.call("AdminSetUserPassword", {
      UserPoolId,
      Username: "ann",
      Password: "Correct-Horse-1",
      Permanent: true,
    });

    const shown = await service.call("AdminGetUser", { UserPoolId, Username: "ann" });
    const [sub] = shown.UserAttributes ?? [];
    expect(shown).toEqual({
      Username: "ann",
      UserAttributes: [sub, ...UserAttributes],
      UserCreateDate: created,
      UserLastModifiedDate: created + 1.5,
      Enabled: true,
      UserStatus: "CONFIRMED",
    });
    expect(sub?.Name).toBe("sub");
    expect(await service.call("AdminGetUser", { UserPoolId, Username: "ann@example.com" })).toEqual(shown);
    expect(await service.call("AdminGetUser", { UserPoolId, Username: sub?.Value ?? "" })).toEqual(shown);
  });

  it("shows second factors where there are some", async () => {
    const { UserPoolId } = await createPool(service);
    await service.call("AdminCreateUser", { UserPoolId, Username: "ann", MessageAction: "SUPPRESS" });
    const ann = await service.store.users.findByName(UserPoolId, "ann");
    if (ann === undefined) throw new Error("ann was not made");
    await service.store.users.update(
      { ...ann, enabledFactors: ["SOFTWARE_TOKEN_MFA"], preferredFactor: "SOFTWARE_TOKEN_MFA" },
      ann.version,
    );
    expect(await service.call("AdminGetUser", { UserPoolId, Username: "ann" })).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
  });

  it("knows no user of another pool", async () => {
    const [here, there] = [await createPool(service), await createPool(service)];
    await service.call("AdminCreateUser", {
      UserPoolId: here.UserPoolId,
      Username: "ann",
      MessageAction: "SUPPRESS",
    });
    const ann = await service.store.users.findByName(here.UserPoolId, "ann");
    for (const Username of ["ann", ann?.sub ?? ""]) {
      await expect(
        service.call("AdminGetUser", { UserPoolId: there.UserPoolId, Username }),
      ).rejects.toMatchObject({
        type: "UserNotFoundException",
        message: "User does not exist.",
      });
    }
  });

  it("is refused for an unknown pool", async () => {
    const UserPoolId = "eu-west-1_nowhere";
    await expect(service.call("AdminGetUser", { UserPoolId, Username: "ann" })).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: "User pool eu-west-1_nowhere does not exist.",
    });
  });
});
