// Remembered devices, in the dialects of Amplify's mobile libraries and with the AWS SDK, against a running server.
import { AdminForgetDeviceCommand, ListDevicesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type Dialect, dialects } from "./mobile/dialect.ts";
import { openPhone, type Phone } from "./mobile/phone.ts";
import { signIn } from "./mobile/sign-in.ts";
import { sendTotp, setUp } from "./mobile/phone-factors.ts";
import { password, useServer } from "./mobile/pools.ts";

const server = useServer();

/** A pool that requires a software token, signs people in by an address too, and tracks devices. */
function openTracking(dialect: Dialect, DeviceOnlyRememberedOnUserPrompt: boolean): Promise<ProvisionedApp> {
  return provisionApp(server.current.sdk, {
    mfa: "ON",
    pool: {
      AliasAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt },
      ...(!dialect.provesDeviceInSession && {
        UserPoolTags: { "poolhouse:devices-without-session": "on" },
      }),
    },
    client: { GenerateSecret: dialect.hasSecret },
  });
}

const emailOf = (username: string): string => `${username}@example.com`;

/** Somebody who has set an authenticator app up on this phone, by the username or by the address. */
async function enrol(phone: Phone, person: string) {
  const { sdk } = server.current;
  await provisionPerson(sdk, phone.app, {
    username: person,
    email: emailOf(person),
    password,
    permanent: true,
  });
  expect((await signIn(phone, password)).name).toBe("MFA_SETUP");
  return setUp(phone);
}

const listKeys = async ({ tokens }: Phone): Promise<(string | undefined)[]> => {
  const { AccessToken } = tokens;
  const { Devices = [] } = await server.current.sdk.send(new ListDevicesCommand({ AccessToken }));
  return Devices.map(({ DeviceKey }) => DeviceKey);
};

describe.each(dialects)("$name in a pool that always remembers devices", (dialect) => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await openTracking(dialect, false);
  });

  it("signs in without a code on a device it knows, until the device is forgotten", async () => {
    const phone = openPhone(server.current, app, { dialect, username: "ada" });
    const authenticator = await enrol(phone, "ada");
    const { device } = phone;
    expect(device).toMatchObject({ asksUser: false });
    expect(await listKeys(phone)).toEqual([device?.key]);
    expect((await signIn(phone, password)).name).toBe("DONE");
    const refreshed = await phone.send("GetTokensFromRefreshToken", {
      ClientId: app.clientId,
      RefreshToken: phone.tokens.RefreshToken ?? "",
      DeviceKey: device?.key ?? "",
      ...(app.clientSecret !== undefined && { ClientSecret: app.clientSecret }),
    });
    expect(refreshed.AuthenticationResult?.AccessToken).toEqual(expect.any(String));

    const AccessToken = phone.tokens.AccessToken ?? "";
    await phone.send("ForgetDevice", { AccessToken, DeviceKey: device?.key ?? "" });
    phone.device = undefined;
    expect((await signIn(phone, password)).name).toBe("SOFTWARE_TOKEN_MFA");
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
    expect(await listKeys(phone)).not.toContain(device?.key);
    expect((await signIn(phone, password)).name).toBe("DONE");
  });

  it("knows its device after a sign-in by another name", async () => {
    const phone = openPhone(server.current, app, { dialect, username: emailOf("grace") });
    await enrol(phone, "grace");
    expect(phone.username).toBe("grace");
    phone.username = emailOf("grace");
    expect((await signIn(phone, password)).name).toBe("DONE");
  });

  it("gets over a device that an operator made the pool forget", async () => {
    const phone = openPhone(server.current, app, { dialect, username: "mary" });
    const authenticator = await enrol(phone, "mary");
    const DeviceKey = phone.device?.key;
    const forgotten = { UserPoolId: app.userPoolId, Username: "mary", DeviceKey };
    await server.current.sdk.send(new AdminForgetDeviceCommand(forgotten));
    expect((await signIn(phone, password)).name).toBe("SOFTWARE_TOKEN_MFA");
    expect(phone.device).toBeUndefined();
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
    expect(await listKeys(phone)).not.toContain(DeviceKey);
    expect((await signIn(phone, password)).name).toBe("DONE");
  });

  it("is not signed in by a device that cannot prove itself", async () => {
    const phone = openPhone(server.current, app, { dialect, username: "edith" });
    await enrol(phone, "edith");
    if (phone.device !== undefined) phone.device = { ...phone.device, password: "another" };
    await expect(signIn(phone, password)).rejects.toMatchObject({ type: "NotAuthorizedException" });
  });
});

describe.each(dialects)("$name in a pool that asks before it remembers a device", (dialect) => {
  it("signs in without a code once the person had the device remembered", async () => {
    const app = await openTracking(dialect, true);
    const phone = openPhone(server.current, app, { dialect, username: "rosa" });
    const authenticator = await enrol(phone, "rosa");
    expect(phone.device).toMatchObject({ asksUser: true });
    expect((await signIn(phone, password)).name).toBe("SOFTWARE_TOKEN_MFA");
    await sendTotp(phone, authenticator.freshCode());
    await phone.send("UpdateDeviceStatus", {
      AccessToken: phone.tokens.AccessToken ?? "",
      DeviceKey: phone.device?.key ?? "",
      DeviceRememberedStatus: "remembered",
    });
    expect((await signIn(phone, password)).name).toBe("DONE");
  });
});
