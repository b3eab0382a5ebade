import type { JsonObject, OperationName } from "@poolhouse/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { createPlace, addPerson, signInWithPassword } from "../../../../test/support/people.ts";
import { createService, type Service } from "../../../../test/support/service.ts";
import type { App } from "../../../../test/support/sign-in.ts";
import { defaultRateLimits, readRateLimits, type RateLimits } from "../rules/rate-limits.ts";
import { ServiceError } from "../kernel/errors.ts";
import { answer, call } from "./call.ts";
import { followRaisedLimits } from "./limits/raised-limits.ts";

let service: Service;
let app: App;
afterEach(() => service.close());

async function start(limits: RateLimits = defaultRateLimits): Promise<void> {
  service = await createService({ rateLimits: limits, keyPairs: 2 });
  app = await createPlace(service);
}

const limitsOf = (document: JsonObject): RateLimits => {
  const limits = readRateLimits(document);
  if (typeof limits === "string") throw new Error(limits);
  return limits;
};

/** How many of so many requests at one instant are not refused as too many, and the refusals of the others. */
async function count(
  times: number,
  ask: () => Promise<unknown>,
): Promise<{ served: number; told: Set<string> }> {
  const told = new Set<string>();
  let served = 0;
  for (let turn = 0; turn < times; turn += 1) {
    try {
      await ask();
      served += 1;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.message !== "Rate exceeded") served += 1;
      else told.add(`${error.type} ${error.reason}`);
    }
  }
  return { served, told };
}

/** A request of anybody, from an address. */
const from = (ipAddress: string, name: OperationName, body: JsonObject): Promise<unknown> => {
  const http = { method: "POST", path: "/", query: "", headers: {}, body: Buffer.from(JSON.stringify(body)) };
  return answer(service.world, { name, http, ipAddress }, "request");
};

const forget = (ipAddress: string): Promise<unknown> =>
  from(ipAddress, "ConfirmForgotPassword", {
    ClientId: app.clientId,
    Username: "nobody",
    ConfirmationCode: "000000",
    Password: "short",
  });

const stranger = "203.0.113.7";
const ofAddress = new Set(["TooManyRequestsException rate_of_address"]);
const ofCategory = new Set(["TooManyRequestsException rate_of_category"]);

describe("an address", () => {
  test("has a part of a category, in bursts of two seconds' worth", async () => {
    await start();
    // UserAccountRecovery: 30 a second, of which one address has half.
    expect(await count(40, () => forget(stranger))).toEqual({ served: 30, told: ofAddress });
    service.clock.advance(200);
    expect((await count(10, () => forget(stranger))).served).toBe(3);
  });

  test("is the network of a customer, and other networks are others", async () => {
    await start();
    await count(40, () => forget("2001:db8:1:2::3"));
    expect((await count(1, () => forget("2001:db8:1:2:ffff::9"))).served).toBe(0);
    expect((await count(1, () => forget("2001:db8:1:3::3"))).served).toBe(1);
  });

  test("has the same part whichever client it names, and before any is looked for", async () => {
    await start();
    const ask = (ClientId: string): Promise<unknown> =>
      from(stranger, "ForgotPassword", { ClientId, Username: "nobody" });
    await count(40, () => ask("1a2b3c4d5e6f7g8h9i0jklmnop"));
    const { store } = service;
    const looked = { ...service.world, store: { ...store, clients: undefined } };
    Object.assign(service, { world: looked });
    expect(await count(1, () => ask(app.clientId))).toEqual({ served: 0, told: ofAddress });
  });

  test("is none where it is this machine's own: a proxy brings everybody", async () => {
    await start();
    for (const own of ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""]) {
      service.clock.advance(10_000);
      expect(await count(70, () => forget(own))).toEqual({ served: 60, told: ofCategory });
    }
  });
});

describe("a pool", () => {
  test("that many addresses have emptied still serves everybody a little", async () => {
    await start();
    for (const last of [1, 2, 3, 4]) await count(30, () => forget(`203.0.113.${last}`));
    // The pool's sixty are gone. Whoever comes now has the reserve.
    expect(await count(20, () => forget("198.51.100.1"))).toEqual({ served: 5, told: ofCategory });
    expect((await count(20, () => forget("198.51.100.2"))).served).toBe(5);
    expect((await count(20, () => forget("203.0.113.4"))).served).toBe(0);
  });

  test("has limits of its own", async () => {
    await start();
    for (const last of [1, 2, 3, 4]) await count(30, () => forget(`203.0.113.${last}`));
    app = await createPlace(service);
    expect((await count(20, () => forget("198.51.100.1"))).served).toBe(20);
  });

  test("whose limit for one thing is used up has the others left", async () => {
    await start();
    await count(40, () => forget(stranger));
    const revoke = { ClientId: app.clientId, Token: "e30.e30.e30" };
    expect((await count(5, () => from(stranger, "RevokeToken", revoke))).served).toBe(5);
  });
});

describe("somebody with an access token", () => {
  test("reads and writes ten times a second, and others are not held up", async () => {
    await start();
    const [one, other] = [await addPerson(service, app, "one"), await addPerson(service, app, "other")];
    const tokens = await Promise.all(
      [one, other].map(async (person) => {
        const { AuthenticationResult } = await signInWithPassword(service, app, person);
        return AuthenticationResult?.AccessToken ?? "";
      }),
    );
    const read = (at: 0 | 1) => () => service.call("GetUser", { AccessToken: tokens[at] ?? "" });
    expect(await count(30, read(0))).toEqual({
      served: 20,
      told: new Set(["TooManyRequestsException rate_of_user"]),
    });
    expect((await count(5, read(1))).served).toBe(5);
    const setUp = () => service.call("SetUserMFAPreference", { AccessToken: tokens[0] ?? "" });
    // The list of this operation's errors has no TooManyRequestsException.
    expect((await count(30, setUp)).told).toEqual(new Set(["ThrottlingException rate_of_user"]));
  });
});

describe("operators", () => {
  const list = () => service.call("ListUserPools", { MaxResults: 1 });
  const describePool = () => service.call("DescribeUserPool", { UserPoolId: app.poolId });

  test("have limits that strangers cannot use up", async () => {
    await start();
    for (const last of [1, 2, 3, 4]) await count(30, () => forget(`203.0.113.${last}`));
    const reset = (Username: string) =>
      service.call("AdminResetUserPassword", { UserPoolId: app.poolId, Username });
    expect((await count(5, () => reset("nobody"))).served).toBe(5);
  });

  test("are limited by pool, and apart for what belongs to none", async () => {
    await start();
    expect(await count(40, describePool)).toEqual({ served: 30, told: ofCategory });
    expect(await count(40, list)).toEqual({ served: 30, told: ofCategory });
  });

  test("raise a limit, which holds at once, and lower it again", async () => {
    await start();
    const raise = (RequestedLimitValue: number) =>
      service.call("UpdateProvisionedLimit", {
        LimitDefinition: { LimitClass: "API_CATEGORY", Attributes: { Category: "UserPoolRead" } },
        RequestedLimitValue,
      });
    await raise(50);
    expect((await count(200, list)).served).toBe(100);
    await raise(15);
    service.clock.advance(60_000);
    expect((await count(200, list)).served).toBe(30);
  });

  test("raise a limit in another process, too, as soon as it looks", async () => {
    await start();
    await service.store.meta.put("provisioned-limit:UserPoolRead", "50");
    expect((await count(200, list)).served).toBe(30);
    await followRaisedLimits(service.world);
    service.clock.advance(60_000);
    expect((await count(200, list)).served).toBe(100);
  });

  test("cannot raise what the installation's file has set", async () => {
    await start(limitsOf({ UserPoolRead: 2, UserPoolUpdate: "off" }));
    await service.store.meta.put("provisioned-limit:UserPoolRead", "50");
    await followRaisedLimits(service.world);
    expect((await count(20, list)).served).toBe(4);
    const tag = () =>
      service.call("TagResource", {
        ResourceArn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${app.poolId}`,
        Tags: { a: "b" },
      });
    expect((await count(60, tag)).served).toBe(60);
  });
});

describe("an answer to a challenge", () => {
  test("counts a third of a sign-in", async () => {
    await start(limitsOf({ UserAuthentication: 3 }));
    const respond = () =>
      call(service.world, "RespondToAuthChallenge", {
        ClientId: app.clientId,
        ChallengeName: "SMS_MFA",
        Session: "x".repeat(20),
      });
    expect((await count(30, respond)).served).toBe(18);
  });
});
