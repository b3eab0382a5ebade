import { afterEach, beforeEach, expect, test } from "vitest";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const sms = [{ DeliveryMedium: "SMS" as const, AttributeName: "phone_number" }];

let service: Service;
let app: App;
let AccessToken: string;
beforeEach(async () => {
  service = await createService();
  app = await createApp(service, { mfa: "OPTIONAL" });
  await createPerson(service, app, alice);
  AccessToken = (await signInWithSrp(service, app, alice)).AuthenticationResult?.AccessToken ?? "";
});
afterEach(() => service.close());

async function givePhone(): Promise<void> {
  const user = await service.store.users.findByName(app.poolId, "alice");
  const attributes = { ...user!.attributes, phone_number: "+15550100" };
  await service.store.users.update({ ...user!, attributes }, user!.version);
}

test("an option switches SMS on and shows, an empty list switches it off and hides it", async () => {
  await givePhone();
  expect(await service.call("SetUserSettings", { AccessToken, MFAOptions: sms })).toEqual({});
  const shown = { MFAOptions: sms, UserMFASettingList: ["SMS_MFA"] };
  expect(await service.call("GetUser", { AccessToken })).toMatchObject(shown);
  const named = { UserPoolId: app.poolId, Username: "alice" };
  expect(await service.call("AdminGetUser", named)).toMatchObject(shown);
  expect(await service.call("AdminSetUserSettings", { ...named, MFAOptions: [] })).toEqual({});
  const after = await service.call("GetUser", { AccessToken });
  expect(after).not.toHaveProperty("MFAOptions");
  expect(after).not.toHaveProperty("UserMFASettingList");
});

test("the settings of today do not show as options", async () => {
  await givePhone();
  await service.call("SetUserMFAPreference", { AccessToken, SMSMfaSettings: { Enabled: true } });
  expect(await service.call("GetUser", { AccessToken })).not.toHaveProperty("MFAOptions");
});

test("only SMS to a phone number that is there can be switched on", async () => {
  await expect(service.call("SetUserSettings", { AccessToken, MFAOptions: sms })).rejects.toMatchObject({
    type: "InvalidParameterException",
    message: "User does not have delivery config set to turn on SMS_MFA",
  });
  await givePhone();
  for (const option of [
    { DeliveryMedium: "EMAIL" as const, AttributeName: "email" },
    { DeliveryMedium: "SMS" as const, AttributeName: "email" },
    {},
  ]) {
    const MFAOptions = [...sms, option];
    await expect(service.call("SetUserSettings", { AccessToken, MFAOptions })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
  }
});
