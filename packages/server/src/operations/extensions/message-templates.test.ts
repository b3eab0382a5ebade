import type { MessageTemplateEntryType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool, testSchema } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createApp, createPerson } from "../../../../../test/support/sign-in.ts";

const pools = {
  Schema: testSchema({ custom: ["locale"] }),
  UsernameAttributes: ["email" as const],
  AutoVerifiedAttributes: ["email" as const],
};
const german: MessageTemplateEntryType = {
  Purpose: "SignUp",
  Channel: "EMAIL",
  Subject: "Ihr Code",
  Text: "Ihr Code ist {####}.",
  Html: "<p>Ihr Code: <b>{####}</b></p>",
};

let service: Service;
let pool: TestPool;
beforeEach(async () => {
  service = await createService();
  pool = await createPool(service, { pool: pools });
});
afterEach(() => service.close());

const set = (Locale: string, ...Templates: MessageTemplateEntryType[]): Promise<unknown> =>
  service.call("SetMessageTemplates", { UserPoolId: pool.UserPoolId, Locale, Templates });

const get = (Locale?: string) =>
  service.call("GetMessageTemplates", {
    UserPoolId: pool.UserPoolId,
    ...(Locale !== undefined && { Locale }),
  });

/** Signs somebody up and answers the message. */
async function signUp(locale?: string, ClientMetadata?: Record<string, string>) {
  const Username = `ann-${service.world.random.bytes(4).toString("hex")}@example.com`;
  const UserAttributes = locale === undefined ? [] : [{ Name: "locale", Value: locale }];
  const { ClientId } = pool;
  const person = { ClientId, Username, Password: "Correct-Horse-1", UserAttributes };
  await service.call("SignUp", { ...person, ...(ClientMetadata && { ClientMetadata }) });
  return (await service.messages(Username))[0];
}

describe("message templates", () => {
  it("are what they were set to, language by language, until they are taken away", async () => {
    const sms: MessageTemplateEntryType = { Purpose: "Authentication", Channel: "SMS", Text: "{####}" };
    await set("de_ch", german, sms);
    await set("fr", { ...german, Subject: "Votre code" });
    expect(await get()).toEqual({ Locales: ["de-CH", "fr"] });
    expect(await get("DE-ch")).toEqual({ Locales: ["de-CH", "fr"], Templates: [sms, german] });
    await set("de-CH", sms);
    expect(await get("de-CH")).toMatchObject({ Templates: [sms] });
    await set("de-CH");
    expect(await get("de-CH")).toEqual({ Locales: ["fr"], Templates: [] });
  });

  it("stay when the pool's settings are replaced, and are not among them", async () => {
    await set("de", german);
    await service.call("UpdateUserPool", { UserPoolId: pool.UserPoolId, MfaConfiguration: "OFF" });
    expect(await get()).toEqual({ Locales: ["de"] });
    const { UserPool } = await service.call("DescribeUserPool", { UserPoolId: pool.UserPoolId });
    expect(UserPool).not.toHaveProperty("MessageLocales");
  });

  it("are refused whole if one of them is wrong", async () => {
    await expect(
      set("de", german, { ...german, Purpose: "ForgotPassword", Text: "?" }),
    ).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "The template for ForgotPassword by EMAIL must contain {####}.",
    });
    await expect(set("-", german)).rejects.toMatchObject({ type: "InvalidParameterException" });
    expect(await get("de")).toEqual({ Locales: [], Templates: [] });
  });

  it("of two that are set at once, both are there or one is refused", async () => {
    const outcomes = await Promise.allSettled([set("de", german), set("fr", german)]);
    const done = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect((await get()).Locales).toHaveLength(done);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ type: "ConcurrentModificationException" });
    }
  });
});

describe("messages", () => {
  it("are written in the person's language, in both parts", async () => {
    await set("de", german);
    const message = await signUp("de-CH");
    expect(message).toMatchObject({
      subject: "Ihr Code",
      body: `Ihr Code ist ${message?.code}.`,
      html: `<p>Ihr Code: <b>${message?.code}</b></p>`,
    });
  });

  it("fall back to the wider purpose, to the default language, and to the pool's own texts", async () => {
    await set("de", { ...german, Purpose: "Verification", Subject: "Code" });
    expect(await signUp("de")).toMatchObject({ subject: "Code" });
    expect(await signUp("fr")).toMatchObject({ subject: "Your verification code" });
    await set("default", { ...german, Subject: "Standard" });
    expect(await signUp("fr")).toMatchObject({ subject: "Standard" });
    expect(await signUp()).toMatchObject({ subject: "Standard" });
    expect(await signUp("de")).toMatchObject({ subject: "Code" });
  });

  it("go by what the client says of the language where the person has said nothing", async () => {
    await set("de", german);
    expect(await signUp(undefined, { locale: "de" })).toMatchObject({ subject: "Ihr Code" });
    expect(await signUp("fr", { locale: "de" })).toMatchObject({ subject: "Your verification code" });
  });

  it("may hold a link in one language", async () => {
    await set("de", { Purpose: "SignUp", Channel: "EMAIL", Subject: "Link", Text: "{##Hier##}" });
    expect((await signUp("de"))?.body).toMatch(/^Hier: http:\/\/localhost:9229\/confirmUser\/\?client_id=/);
  });

  it("invite in the language of the new user", async () => {
    await set("de", {
      ...german,
      Purpose: "AdminCreateUser",
      Text: "{username} {####}",
      Html: "{username} {####}",
    });
    await service.call("AdminCreateUser", {
      UserPoolId: pool.UserPoolId,
      Username: "bob@example.com",
      UserAttributes: [{ Name: "locale", Value: "de" }],
      DesiredDeliveryMediums: ["EMAIL"],
    });
    const [message] = await service.messages("bob@example.com");
    expect(message).toMatchObject({ subject: "Ihr Code", body: `bob@example.com ${message?.code}` });
  });

  it("tell a first factor from a second one, if there are texts for it", async () => {
    const first = await createApp(service, {
      pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
      client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] },
    });
    const person = { username: "eve", password: "Correct-Horse-9" };
    await createPerson(service, first, person);
    const eve = await service.store.users.findByName(first.poolId, "eve");
    if (eve === undefined) throw new Error("no eve");
    const attributes = { email: "eve@example.com", email_verified: "true", locale: "de" };
    await service.store.users.update({ ...eve, attributes }, eve.version);
    pool = { UserPoolId: first.poolId, ClientId: first.clientId };
    const signIn = async () => {
      const AuthParameters = { USERNAME: "eve", PREFERRED_CHALLENGE: "EMAIL_OTP" };
      await service.call("InitiateAuth", { ClientId: first.clientId, AuthFlow: "USER_AUTH", AuthParameters });
      return (await service.messages("eve@example.com"))[0]?.subject;
    };
    expect(await signIn()).toBe("Your authentication code");
    service.clock.advance(1000);
    await set("de", { ...german, Purpose: "Authentication", Subject: "Zweiter Faktor" });
    expect(await signIn()).toBe("Zweiter Faktor");
    service.clock.advance(1000);
    await set(
      "de",
      { ...german, Purpose: "Authentication", Subject: "Zweiter Faktor" },
      { ...german, Purpose: "OneTimePassword", Subject: "Anmelden" },
    );
    expect(await signIn()).toBe("Anmelden");
  });
});
