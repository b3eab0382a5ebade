import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { switchesOf } from "../../rules/pools/switches.ts";

let service: Service;
let UserPoolId: string;
let ResourceArn: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId } = await createPool(service, { pool: { UserPoolTags: { team: "a" } } }));
  ResourceArn = (await service.call("DescribeUserPool", { UserPoolId })).UserPool?.Arn ?? "";
});
afterEach(() => service.close());

const tags = async (): Promise<unknown> => (await service.call("ListTagsForResource", { ResourceArn })).Tags;

describe("the tags of a pool", () => {
  test("are added, given other values and taken away, and shown with the pool", async () => {
    expect(await service.call("TagResource", { ResourceArn, Tags: { team: "b", stage: "test" } })).toEqual(
      {},
    );
    expect(await tags()).toEqual({ team: "b", stage: "test" });
    expect(await service.call("UntagResource", { ResourceArn, TagKeys: ["team", "other"] })).toEqual({});
    expect(await tags()).toEqual({ stage: "test" });
    const { UserPool } = await service.call("DescribeUserPool", { UserPoolId });
    expect(UserPool?.UserPoolTags).toEqual({ stage: "test" });
  });

  test("turn switches on and off, and leave every other setting alone", async () => {
    const before = (await service.store.pools.find(UserPoolId))?.settings;
    await service.call("TagResource", { ResourceArn, Tags: { "poolhouse:recovery-codes": "on" } });
    const switched = (await service.store.pools.find(UserPoolId))?.settings;
    expect(switchesOf(switched ?? {}).recoveryCodes).toBe(true);
    await service.call("UntagResource", { ResourceArn, TagKeys: ["poolhouse:recovery-codes"] });
    expect((await service.store.pools.find(UserPoolId))?.settings).toEqual(before);
  });

  test.each([
    [{ "poolhouse:recovery-codes": "maybe" }, "poolhouse:recovery-codes must be on or off."],
    [Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, ""])), "50 tags"],
  ])("are refused as a whole where one is wrong", async (Tags, text) => {
    await expect(service.call("TagResource", { ResourceArn, Tags })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: expect.stringContaining(text),
    });
    expect(await tags()).toEqual({ team: "a" });
  });

  test.each([
    ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Nowhere00", "ResourceNotFoundException"],
    ["arn:aws:lambda:eu-west-1:123456789012:function:eu-west-1_Nowhere00", "InvalidParameterException"],
  ])("do not exist for %s", async (arn, type) => {
    await expect(service.call("ListTagsForResource", { ResourceArn: arn })).rejects.toMatchObject({ type });
    await expect(service.call("TagResource", { ResourceArn: arn, Tags: {} })).rejects.toMatchObject({ type });
  });

  test("set at once are all there", async () => {
    await Promise.all(
      ["a", "b", "c", "d"].map((key) => service.call("TagResource", { ResourceArn, Tags: { [key]: key } })),
    );
    expect(await tags()).toEqual({ team: "a", a: "a", b: "b", c: "c", d: "d" });
  });
});
