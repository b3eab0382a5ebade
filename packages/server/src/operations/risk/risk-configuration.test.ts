import type { SetRiskConfigurationRequest } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient, createPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";

let service: Service;
let UserPoolId: string;
let ClientId: string;
beforeEach(async () => {
  service = await createService();
  ({ UserPoolId, ClientId } = await createPool(service, { pool: protectedPool }));
});
afterEach(() => service.close());

type Settings = Omit<SetRiskConfigurationRequest, "UserPoolId" | "ClientId">;

const protectedPool = {
  UserPoolTier: "PLUS",
  UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
  MfaConfiguration: "OPTIONAL",
} as const;
const block = { Notify: false, EventAction: "BLOCK" } as const;
const SourceArn = "arn:aws:ses:eu-west-1:123456789012:identity/example.com";
const full: Settings = {
  CompromisedCredentialsRiskConfiguration: {
    EventFilter: ["SIGN_IN", "PASSWORD_CHANGE"],
    Actions: { EventAction: "BLOCK" },
  },
  AccountTakeoverRiskConfiguration: {
    NotifyConfiguration: {
      From: "Example <security@example.com>",
      ReplyTo: "help@example.com",
      SourceArn,
      BlockEmail: { Subject: "Blocked", TextBody: "We blocked a sign-in.", HtmlBody: "<p>Blocked</p>" },
    },
    Actions: {
      LowAction: { Notify: false, EventAction: "NO_ACTION" },
      MediumAction: { Notify: true, EventAction: "MFA_IF_CONFIGURED" },
      HighAction: { ...block, Notify: true },
    },
  },
  RiskExceptionConfiguration: {
    BlockedIPRangeList: ["192.0.2.0/24", "2001:db8::/32"],
    SkippedIPRangeList: ["198.51.100.7/32"],
  },
};
const ranges: Settings = { RiskExceptionConfiguration: { BlockedIPRangeList: ["203.0.113.0/24"] } };

const set = (settings: Settings, place: object = {}): Promise<object> =>
  service.call("SetRiskConfiguration", { UserPoolId, ...place, ...settings });
const describeIt = (place: object = {}): Promise<object> =>
  service.call("DescribeRiskConfiguration", { UserPoolId, ...place });
const shown = (settings: Settings, place: object = {}): object => ({
  RiskConfiguration: {
    UserPoolId,
    ...place,
    ...settings,
    ...(Object.keys(settings).length > 0 && { LastModifiedDate: service.clock.now() / 1000 }),
  },
});

describe("a risk configuration", () => {
  test("is nothing to begin with, set, replaced as a whole, and taken back", async () => {
    expect(await describeIt()).toEqual(shown({}));
    expect(await set(full)).toEqual(shown(full));
    expect(await describeIt()).toEqual(shown(full));
    service.clock.advance(5000);
    expect(await set(ranges)).toEqual(shown(ranges));
    expect(await describeIt()).toEqual(shown(ranges));
    expect(await set({})).toEqual(shown({}));
    expect(await describeIt()).toEqual(shown({}));
  });

  test("of a client is its own, and goes with it", async () => {
    await set(full);
    expect(await describeIt({ ClientId })).toEqual(shown({}, { ClientId }));
    expect(await set(ranges, { ClientId })).toEqual(shown(ranges, { ClientId }));
    expect(await describeIt({ ClientId })).toEqual(shown(ranges, { ClientId }));
    expect(await describeIt()).toEqual(shown(full));
    await service.call("DeleteUserPoolClient", { UserPoolId, ClientId });
    await expect(describeIt({ ClientId })).rejects.toMatchObject({ type: "ResourceNotFoundException" });
  });

  test("stays out of the pool's description", async () => {
    await set(full);
    const { UserPool } = await service.call("DescribeUserPool", { UserPoolId });
    expect(JSON.stringify(UserPool)).not.toContain("RiskE");
  });

  test.each<[string, Settings, string]>([
    [
      "an action that notifies and no way to",
      { AccountTakeoverRiskConfiguration: { Actions: { LowAction: { ...block, Notify: true } } } },
      "NotifyConfiguration is required if an action notifies.",
    ],
    [
      "a sender that is no address",
      {
        AccountTakeoverRiskConfiguration: {
          Actions: { LowAction: block },
          NotifyConfiguration: { SourceArn, From: "nobody" },
        },
      },
      "From is not an email address.",
    ],
    [
      "an address to reply to that is none",
      {
        AccountTakeoverRiskConfiguration: {
          Actions: { LowAction: block },
          NotifyConfiguration: { SourceArn, ReplyTo: "Ada <ada>" },
        },
      },
      "ReplyTo is not an email address.",
    ],
    ...["192.0.2.1", "192.0.2.0/33", "2001:db8::/129", "everywhere/8", "192.0.2.0/8/9", ""].map(
      (range): [string, Settings, string] => [
        `the range "${range}" always blocked`,
        { RiskExceptionConfiguration: { BlockedIPRangeList: ["192.0.2.0/24", range] } },
        "BlockedIPRangeList has an entry that is not an IP range in CIDR notation.",
      ],
    ),
    [
      "a range never looked at that is none",
      { RiskExceptionConfiguration: { SkippedIPRangeList: ["192.0.2.1"] } },
      "SkippedIPRangeList has an entry that is not an IP range in CIDR notation.",
    ],
  ])("is refused with %s", async (_case, settings, message) => {
    await expect(set(settings)).rejects.toMatchObject({ type: "InvalidParameterException", message });
    expect(await describeIt()).toEqual(shown({}));
  });

  test("asks for a second factor only where the pool has any", async () => {
    ({ UserPoolId } = await createPool(service, { pool: { ...protectedPool, MfaConfiguration: "OFF" } }));
    await expect(set(full)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "The MFA actions need a user pool with MFA.",
    });
    await set(ranges);
  });

  test("is refused without threat protection, for a pool and for its clients", async () => {
    const { ClientId: other, ...pool } = await createPool(service, { pool: {} });
    const off = {
      type: "UserPoolAddOnNotEnabledException",
      message: "User pool does not have advanced security enabled.",
    };
    UserPoolId = pool.UserPoolId;
    for (const place of [{}, { ClientId: other }]) {
      await expect(describeIt(place)).rejects.toMatchObject(off);
      await expect(set(ranges, place)).rejects.toMatchObject(off);
    }
  });

  test("belongs to a pool that exists, and to a client of that pool", async () => {
    const { ClientId: stranger } = await createPool(service, { pool: protectedPool });
    for (const call of [describeIt, (place: object) => set(ranges, place)]) {
      await expect(call({ UserPoolId: "eu-west-1_Unknown00" })).rejects.toMatchObject({
        type: "ResourceNotFoundException",
        message: "User pool eu-west-1_Unknown00 does not exist.",
      });
      await expect(call({ ClientId: stranger })).rejects.toMatchObject({
        type: "ResourceNotFoundException",
        message: `User pool client ${stranger} does not exist.`,
      });
    }
    const second = await createClient(service, { UserPoolId });
    await set(ranges, { ClientId: second });
  });
});
