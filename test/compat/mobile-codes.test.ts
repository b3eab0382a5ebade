// Codes as the second factor, in the dialects of Amplify's mobile libraries and with the AWS SDK, against a running server.
import { beforeAll, describe, expect, it } from "vitest";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
import { recoveryTag } from "../support/recovery-codes.ts";
import { android, dialects, flutter, swift } from "./mobile/dialect.ts";
import { answer, signIn } from "./mobile/sign-in.ts";
import { prefer, sendTotp, setUpSignedIn } from "./mobile/phone-factors.ts";
import { givePhone, openApp, password, useServer } from "./mobile/pools.ts";

const server = useServer();

describe.each(dialects)("$name and codes", (dialect) => {
  let app: ProvisionedApp;
  beforeAll(async () => {
    const factors = ["SMS", "EMAIL", "TOTP"] as const;
    app = await openApp(server.current, dialect, { mfa: "OPTIONAL", factors });
  });

  it("asks for the code that came by SMS", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "ada", factors: ["SMS"] });
    const asked = await signIn(phone, password);
    expect(asked).toMatchObject({
      name: "SMS_MFA",
      shown: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: expect.stringMatching(/^\+\*+\d{4}$/),
      },
    });
    const code = await awaitCode(server.current.url, phone.phoneNumber);
    expect((await answer(phone, { SMS_MFA_CODE: code })).name).toBe("DONE");
    expect(phone.tokens).toMatchObject({ RefreshToken: expect.any(String), TokenType: "Bearer" });
  });

  it("asks for the code that came by e-mail", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "grace", factors: ["EMAIL"] });
    const asked = await signIn(phone, password);
    expect(asked).toMatchObject({
      name: "EMAIL_OTP",
      shown: { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: "g***@e***" },
    });
    const code = await awaitCode(server.current.url, phone.email);
    expect((await answer(phone, { EMAIL_OTP_CODE: code })).name).toBe("DONE");
  });

  it("asks for the code of the authenticator app", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "edith" });
    await signIn(phone, password);
    const authenticator = await setUpSignedIn(phone);
    await prefer(phone, { totp: "PREFERRED" });
    expect((await signIn(phone, password)).name).toBe("SOFTWARE_TOKEN_MFA");
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
  });

  it("takes the right code after a wrong one, in the same session", async () => {
    const phone = await givePhone(server.current, app, { dialect, username: "mary", factors: ["SMS"] });
    await signIn(phone, password);
    const { session } = phone;
    const code = await awaitCode(server.current.url, phone.phoneNumber);
    await expect(answer(phone, { SMS_MFA_CODE: otherCode(code) })).rejects.toMatchObject({
      type: "CodeMismatchException",
    });
    expect(phone.session).toBe(session);
    expect((await answer(phone, { SMS_MFA_CODE: code })).name).toBe("DONE");

    const authenticator = await setUpSignedIn(phone);
    await prefer(phone, { totp: "PREFERRED" });
    await signIn(phone, password);
    await expect(sendTotp(phone, authenticator.wrongCode())).rejects.toMatchObject({
      type: "CodeMismatchException",
    });
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
  });

  it("asks which of several factors, and each choice leads in", async () => {
    const factors = ["SMS", "EMAIL"] as const;
    const phone = await givePhone(server.current, app, { dialect, username: "rosa", factors });
    const choose = async (ANSWER: string) => {
      const asked = await signIn(phone, password);
      expect(asked.name).toBe("SELECT_MFA_TYPE");
      expect(JSON.parse(asked.shown["MFAS_CAN_CHOOSE"] ?? "")).toEqual(["SMS_MFA", "EMAIL_OTP"]);
      return (await answer(phone, { ANSWER })).name;
    };
    expect(await choose("SMS_MFA")).toBe("SMS_MFA");
    const bySms = await awaitCode(server.current.url, phone.phoneNumber);
    expect((await answer(phone, { SMS_MFA_CODE: bySms })).name).toBe("DONE");
    expect(await choose("EMAIL_OTP")).toBe("EMAIL_OTP");
    const byMail = await awaitCode(server.current.url, phone.email);
    expect((await answer(phone, { EMAIL_OTP_CODE: byMail })).name).toBe("DONE");

    const authenticator = await setUpSignedIn(phone);
    await prefer(phone, { totp: "ENABLED" });
    const asked = await signIn(phone, password);
    expect(JSON.parse(asked.shown["MFAS_CAN_CHOOSE"] ?? "")).toContain("SOFTWARE_TOKEN_MFA");
    expect((await answer(phone, { ANSWER: "SOFTWARE_TOKEN_MFA" })).name).toBe("SOFTWARE_TOKEN_MFA");
    expect((await sendTotp(phone, authenticator.freshCode())).name).toBe("DONE");
  });
});

describe.each([android, flutter, swift])("$name in a pool with recovery codes", (dialect) => {
  it("is shown no factor that it has no word for, and takes one in the field of the code", async () => {
    const { UserPoolTags = {} } = recoveryTag;
    const factors = ["SMS", "EMAIL", "TOTP"] as const;
    const pool = { UserPoolTags };
    const app = await openApp(server.current, dialect, { mfa: "OPTIONAL", factors, pool });
    const both = ["SMS", "EMAIL"] as const;
    const phone = await givePhone(server.current, app, { dialect, username: "ada", factors: both });
    await signIn(phone, password);
    await answer(phone, { ANSWER: "SMS_MFA" });
    const sent = await awaitCode(server.current.url, phone.phoneNumber);
    await answer(phone, { SMS_MFA_CODE: sent });
    const AccessToken = phone.tokens.AccessToken ?? "";
    const { RecoveryCodes = [] } = await phone.send("CreateRecoveryCodes", { AccessToken });

    const asked = await signIn(phone, password);
    expect(JSON.parse(asked.shown["MFAS_CAN_CHOOSE"] ?? "")).toEqual(["SMS_MFA", "EMAIL_OTP"]);
    await answer(phone, { ANSWER: "EMAIL_OTP" });
    expect((await answer(phone, { EMAIL_OTP_CODE: RecoveryCodes[0] ?? "" })).name).toBe("DONE");
  });
});
