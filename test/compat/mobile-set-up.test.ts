// Second factors that are set up, switched and taken away, in the dialects of Amplify's mobile libraries and with the AWS SDK.
import { AdminDeleteSoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { awaitCode } from "../support/mailbox-reader.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
import { invite } from "./factor-pools.ts";
import { dialects } from "./mobile/dialect.ts";
import { openPhone, type Phone } from "./mobile/phone.ts";
import { answer, signIn } from "./mobile/sign-in.ts";
import {
  associate,
  prefer,
  readPreference,
  sendTotp,
  setUp,
  setUpSignedIn,
  verify,
} from "./mobile/phone-factors.ts";
import { givePhone, openApp, password, useServer } from "./mobile/pools.ts";

const server = useServer();
const canSetUp = ({ shown }: Awaited<ReturnType<typeof signIn>>): unknown =>
  JSON.parse(shown["MFAS_CAN_SETUP"] ?? "null");

describe.each(dialects)("$name where a second factor is required", (dialect) => {
  let withTotp: ProvisionedApp;
  let withEmail: ProvisionedApp;
  let withBoth: ProvisionedApp;
  beforeAll(async () => {
    const on = { mfa: "ON" } as const;
    withTotp = await openApp(server.current, dialect, { ...on, factors: ["TOTP"] });
    withEmail = await openApp(server.current, dialect, { ...on, factors: ["EMAIL"] });
    withBoth = await openApp(server.current, dialect, { ...on, factors: ["TOTP", "EMAIL"] });
  });

  /** Somebody without any address. */
  async function arrive(app: ProvisionedApp, username: string): Promise<Phone> {
    await invite(server.current.sdk, app, { username, password });
    return openPhone(server.current, app, { dialect, username });
  }

  it("sets an authenticator app up within the sign-in, also after a wrong first code", async () => {
    const phone = await givePhone(server.current, withTotp, { dialect, username: "ada" });
    const asked = await signIn(phone, password);
    expect([asked.name, canSetUp(asked)]).toEqual(["MFA_SETUP", ["SOFTWARE_TOKEN_MFA"]]);
    const authenticator = await associate(phone);
    await expect(verify(phone, authenticator.wrongCode())).rejects.toMatchObject({
      type: "EnableSoftwareTokenMFAException",
    });
    await verify(phone, authenticator.freshCode());
    expect((await answer(phone, {})).name).toBe("DONE");
    expect(await readPreference(phone)).toMatchObject({ on: ["SOFTWARE_TOKEN_MFA"] });
    expect((await signIn(phone, password)).name).toBe("SOFTWARE_TOKEN_MFA");
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
  });

  it("sets an e-mail address up within the sign-in", async () => {
    const phone = await arrive(withEmail, "grace");
    const asked = await signIn(phone, password);
    expect([asked.name, canSetUp(asked)]).toEqual(["MFA_SETUP", ["EMAIL_OTP"]]);
    const email = `grace@${dialect.name.replace(" ", "-")}.example.com`;
    expect((await answer(phone, { EMAIL: email })).name).toBe("EMAIL_OTP");
    const code = await awaitCode(server.current.url, email);
    expect((await answer(phone, { EMAIL_OTP_CODE: code })).name).toBe("DONE");
    expect(await readPreference(phone)).toMatchObject({ on: ["EMAIL_OTP"] });
  });

  it("shows what can be set up, and each of them leads in", async () => {
    const byApp = await arrive(withBoth, "mary");
    const asked = await signIn(byApp, password);
    expect([asked.name, canSetUp(asked)]).toEqual(["MFA_SETUP", ["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]]);
    await setUp(byApp);

    const byMail = await arrive(withBoth, "edith");
    await signIn(byMail, password);
    const email = `edith@${dialect.name.replace(" ", "-")}.example.com`;
    expect((await answer(byMail, { EMAIL: email })).name).toBe("EMAIL_OTP");
    const code = await awaitCode(server.current.url, email);
    expect((await answer(byMail, { EMAIL_OTP_CODE: code })).name).toBe("DONE");
  });

  it("asks for a new password in place of a temporary one, then for a factor to set up", async () => {
    const username = "hedy";
    const phone = await givePhone(server.current, withTotp, { dialect, username, isTemporary: true });
    const asked = await signIn(phone, password);
    expect(asked.name).toBe("NEW_PASSWORD_REQUIRED");
    expect(JSON.parse(asked.shown["requiredAttributes"] ?? "")).toEqual([]);
    expect((await answer(phone, { NEW_PASSWORD: "Permanent-Horse-9" })).name).toBe("MFA_SETUP");
    const authenticator = await setUp(phone);
    await phone.send("UpdateUserAttributes", {
      AccessToken: phone.tokens.AccessToken ?? "",
      UserAttributes: [{ Name: "name", Value: "Hedy" }],
    });
    expect((await signIn(phone, "Permanent-Horse-9")).name).toBe("SOFTWARE_TOKEN_MFA");
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
  });

  it("sets another authenticator app up once an operator has taken the lost one away", async () => {
    const phone = await givePhone(server.current, withTotp, { dialect, username: "rosa" });
    await signIn(phone, password);
    const lost = await setUp(phone);
    const who = { UserPoolId: withTotp.userPoolId, Username: "rosa" };
    await server.current.sdk.send(new AdminDeleteSoftwareTokenCommand(who));
    expect((await signIn(phone, password)).name).toBe("MFA_SETUP");
    await setUp(phone);
    expect((await signIn(phone, password)).name).toBe("SOFTWARE_TOKEN_MFA");
    await expect(sendTotp(phone, lost.freshCode())).rejects.toMatchObject({ type: "CodeMismatchException" });
  });
});

describe.each(dialects)("$name where a second factor is optional", (dialect) => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    app = await openApp(server.current, dialect, { mfa: "OPTIONAL", factors: ["SMS", "TOTP"] });
  });

  it("sets an authenticator app up after the sign-in", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "ada" });
    expect((await signIn(phone, password)).name).toBe("DONE");
    const authenticator = await setUpSignedIn(phone);
    await prefer(phone, { totp: "ENABLED" });
    expect(await readPreference(phone)).toEqual({ on: ["SOFTWARE_TOKEN_MFA"] });
    expect((await signIn(phone, password)).name).toBe("SOFTWARE_TOKEN_MFA");
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
    await prefer(phone, { totp: "DISABLED" });
    expect((await signIn(phone, password)).name).toBe("DONE");
  });

  it("reads and changes what is preferred, and is refused two of them", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "grace" });
    await signIn(phone, password);
    expect(await readPreference(phone)).toEqual({ on: [] });
    await setUpSignedIn(phone);
    await prefer(phone, { sms: "PREFERRED", totp: "NOT_PREFERRED" });
    const both = ["SMS_MFA", "SOFTWARE_TOKEN_MFA"];
    expect(await readPreference(phone)).toEqual({ on: both, preferred: "SMS_MFA" });
    await prefer(phone, { sms: "ENABLED" });
    expect(await readPreference(phone)).toEqual({ on: both, preferred: "SMS_MFA" });
    await expect(prefer(phone, { sms: "PREFERRED", totp: "PREFERRED" })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
    await prefer(phone, { sms: "NOT_PREFERRED", totp: "PREFERRED" });
    expect(await readPreference(phone)).toEqual({ on: both, preferred: "SOFTWARE_TOKEN_MFA" });
    await prefer(phone, { sms: "DISABLED" });
    expect(await readPreference(phone)).toEqual({
      on: ["SOFTWARE_TOKEN_MFA"],
      preferred: "SOFTWARE_TOKEN_MFA",
    });
  });
});
