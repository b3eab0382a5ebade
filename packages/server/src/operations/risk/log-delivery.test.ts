import type { LogConfigurationType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
let UserPoolId: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId } = await createPool(service, { pool: { UserPoolTier: "PLUS" } }));
});
afterEach(() => service.close());

const CloudWatchLogsConfiguration = { LogGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:pool" };
const S3Configuration = { BucketArn: "arn:aws:s3:::our-logs" };
const notifications: LogConfigurationType = {
  LogLevel: "ERROR",
  EventSource: "userNotification",
  CloudWatchLogsConfiguration,
};
const signIns: LogConfigurationType = { LogLevel: "INFO", EventSource: "userAuthEvents", S3Configuration };

const set = (...LogConfigurations: LogConfigurationType[]): Promise<object> =>
  service.call("SetLogDeliveryConfiguration", { UserPoolId, LogConfigurations });
const get = (): Promise<object> => service.call("GetLogDeliveryConfiguration", { UserPoolId });
const shown = (...LogConfigurations: LogConfigurationType[]): object => ({
  LogDeliveryConfiguration: { UserPoolId, LogConfigurations },
});

describe("the delivery of logs", () => {
  test("is configured nowhere, set, replaced and taken back", async () => {
    expect(await get()).toEqual(shown());
    expect(await set(notifications, signIns)).toEqual(shown(notifications, signIns));
    expect(await get()).toEqual(shown(notifications, signIns));
    expect(await set(notifications)).toEqual(shown(notifications));
    expect(await set()).toEqual(shown());
    expect(await get()).toEqual(shown());
  });

  test("stays as it is when the pool is updated, and is shown by its own operation only", async () => {
    await set(notifications);
    await service.call("UpdateUserPool", { UserPoolId, UserPoolTier: "ESSENTIALS" });
    expect(await get()).toEqual(shown(notifications));
    const { UserPool } = await service.call("DescribeUserPool", { UserPoolId });
    expect(UserPool).not.toHaveProperty("LogConfigurations");
  });

  test.each<[string, LogConfigurationType[], string]>([
    ["two for one source", [notifications, notifications], "one configuration for userNotification"],
    ["another level", [{ ...notifications, LogLevel: "INFO" }], "userNotification must be ERROR"],
    ["errors of sign-ins", [{ ...signIns, LogLevel: "ERROR" }], "userAuthEvents must be INFO"],
    ["no destination", [{ LogLevel: "INFO", EventSource: "userAuthEvents" }], "exactly one destination"],
    ["two destinations", [{ ...signIns, CloudWatchLogsConfiguration }], "exactly one destination"],
    [
      "notifications in a bucket",
      [{ LogLevel: "ERROR", EventSource: "userNotification", S3Configuration }],
      "cannot go to S3Configuration",
    ],
    ["a destination without a name", [{ ...signIns, S3Configuration: {} }], "names no destination"],
  ])("is refused with %s", async (_case, configurations, message) => {
    await expect(set(...configurations)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: expect.stringContaining(message),
    });
    expect(await get()).toEqual(shown());
  });

  test("has events of sign-ins in the largest plan only", async () => {
    ({ UserPoolId } = await createPool(service, { pool: { UserPoolTier: "ESSENTIALS" } }));
    await set(notifications);
    await expect(set(signIns)).rejects.toMatchObject({ type: "FeatureUnavailableInTierException" });
  });

  test("belongs to a pool that exists", async () => {
    UserPoolId = "eu-west-1_Unknown00";
    const unknown = { message: "User pool eu-west-1_Unknown00 does not exist." };
    await expect(set()).rejects.toMatchObject(unknown);
    await expect(get()).rejects.toMatchObject(unknown);
  });
});
