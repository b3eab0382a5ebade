import { afterEach, beforeEach, expect, test } from "vitest";
import { secretHash } from "@poolhouse/protocol";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson } from "../../../../../test/support/sign-in.ts";
import type { ClientSettings } from "../../kernel/settings.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const secret = "a-secret-of-the-app-s-server";
let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

async function trackedApp(options: { client?: ClientSettings; secret?: string } = {}): Promise<App> {
  const app = await createApp(service, options);
  await createPerson(service, app, alice);
  await service.call("SetUserPoolSessionConfiguration", {
    UserPoolId: app.poolId,
    UserSessionTracking: "ENABLED",
    TokenSession: { MaxPerUser: 20 },
  });
  return app;
}

async function lastPlace(app: App): Promise<[string | undefined, string | undefined]> {
  const { Sessions = [] } = await service.call("AdminListUserSessions", {
    UserPoolId: app.poolId,
    Username: "alice",
  });
  return [Sessions[0]?.LastIPAddress, Sessions[0]?.DeviceType];
}

const signInByOperator = (app: App, IpAddress: string) =>
  service.call("AdminInitiateAuth", {
    UserPoolId: app.poolId,
    ClientId: app.clientId,
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: alice.username, PASSWORD: alice.password },
    ContextData: {
      IpAddress,
      ServerName: "app.example.com",
      ServerPath: "/",
      HttpHeaders: [{ headerName: "User-Agent", headerValue: "Firefox/152.0 (X11; Linux)" }],
    },
  });

test("an operator's server says where the person sits", async () => {
  const app = await trackedApp();
  await signInByOperator(app, "2001:db8::7");
  expect(await lastPlace(app)).toEqual(["2001:db8::7", "Firefox 152 / Linux"]);
});

test("what is no address is not taken for one", async () => {
  const app = await trackedApp();
  await signInByOperator(app, "<script>");
  expect((await lastPlace(app))[0]).toBe("127.0.0.1");
});

test("an app is believed if it proves a secret and its client allows it", async () => {
  const propagates = { EnablePropagateAdditionalUserContextData: true };
  for (const [options, address] of [
    [{ client: propagates, secret }, "192.0.2.7"],
    [{ client: propagates }, "127.0.0.1"],
    [{ secret }, "127.0.0.1"],
  ] as const) {
    const app = await trackedApp(options);
    const SECRET_HASH = await secretHash(alice.username, app.clientId, secret);
    await service.call("InitiateAuth", {
      ClientId: app.clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: {
        USERNAME: alice.username,
        PASSWORD: alice.password,
        ...("secret" in options && { SECRET_HASH }),
      },
      UserContextData: { IpAddress: "192.0.2.7" },
    });
    expect((await lastPlace(app))[0]).toBe(address);
  }
});
