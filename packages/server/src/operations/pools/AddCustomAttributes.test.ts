import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { buildSchema } from "../../rules/pools/schema.ts";

let service: Service;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId } = await createPool(service, { pool: { Schema: buildSchema([{ Name: "team" }]) } }));
});
afterEach(() => service.close());

const customNames = async (): Promise<(string | undefined)[]> => {
  const { UserPool } = await service.call("DescribeUserPool", { UserPoolId });
  return (UserPool?.SchemaAttributes ?? []).flatMap(({ Name }) => (Name?.includes("custom:") ? [Name] : []));
};
const many = (from: number, count: number): { Name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ Name: `a${from + index}` }));

describe("AddCustomAttributes", () => {
  test("adds to the schema, and users may have the attributes from then on", async () => {
    const CustomAttributes = [{ Name: "level", DeveloperOnlyAttribute: true }, { Name: "email" }];
    expect(await service.call("AddCustomAttributes", { UserPoolId, CustomAttributes })).toEqual({});
    expect(await customNames()).toEqual(["custom:team", "dev:custom:level", "custom:email"]);
    const { User } = await service.call("AdminCreateUser", {
      UserPoolId,
      Username: "alice",
      MessageAction: "SUPPRESS",
      UserAttributes: [{ Name: "custom:email", Value: "not one" }],
    });
    expect(User?.Attributes).toContainEqual({ Name: "custom:email", Value: "not one" });
  });

  test.each([
    [[{ Name: "new" }, { Name: "team" }], "custom:team: Existing attribute already has name custom:team."],
    [[{ Name: "new" }, { Name: "new" }], "custom:new: Existing attribute already has name custom:new."],
    [[{ Name: "new", Required: true }], "Required custom attributes are not supported currently."],
  ])("adds nothing where one is refused", async (CustomAttributes, message) => {
    await expect(service.call("AddCustomAttributes", { UserPoolId, CustomAttributes })).rejects.toMatchObject(
      {
        type: "InvalidParameterException",
        message,
      },
    );
    expect(await customNames()).toEqual(["custom:team"]);
  });

  test("adds up to fifty, also by requests at the same moment", async () => {
    const answers = await Promise.allSettled(
      [0, 20, 40].map((from) =>
        service.call("AddCustomAttributes", { UserPoolId, CustomAttributes: many(from, 20) }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(await customNames()).toHaveLength(41);
    await service.call("AddCustomAttributes", { UserPoolId, CustomAttributes: many(100, 9) });
    await expect(
      service.call("AddCustomAttributes", { UserPoolId, CustomAttributes: [{ Name: "last" }] }),
    ).rejects.toMatchObject({ message: "A user pool can have 50 custom attributes at most." });
  });

  test("knows no pool that is not there", async () => {
    const call = service.call("AddCustomAttributes", {
      UserPoolId: "eu-west-1_Nowhere00",
      CustomAttributes: [{ Name: "x" }],
    });
    await expect(call).rejects.toMatchObject({ type: "ResourceNotFoundException" });
  });
});
