import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../kernel/clock.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const phone = "+14255550839";
const email = "alice@example.com";
const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };
const sms: PoolSettings = { SmsMfaConfiguration: { SmsConfiguration } };
const emailMfa: PoolSettings = { EmailMfaConfiguration: { Message: "Code {####}", Subject: "Sign in" } };
const totp: PoolSettings = { SoftwareTokenMfaConfiguration: { Enabled: true } };
let service: Service;

beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

/** A pool that requires MFA by these factors, and alice with these attributes. */
async function required(pool: PoolSettings, attributes: Record<string, string>): Promise<App> {
  const app = await createApp(service, { pool: { ...pool, MfaConfiguration: "ON" } });
  await createPerson(service, app, alice);
  await give(app, attributes);
  return app;
}

async function give(app: App, attributes: Record<string, string>): Promise<void> {
  const user = await service.store.users.findByName(app.poolId, alice.username);
  if (user === undefined) throw new Error("no alice");
  await service.store.users.update({ ...user, attributes }, user.version);
}

const attributesOf = async (app: App) =>
  (await service.store.users.findByName(app.poolId, alice.username))?.attributes;

function answer(
  app: App,
  ChallengeName: "SMS_MFA" | "EMAIL_OTP" | "SELECT_MFA_TYPE" | "MFA_SETUP",
  given: {
    session: string | undefined;
    responses: Record<string, string>;
  },
) {
  return service.call("RespondToAuthChallenge", {
    ClientId: app.clientId,
    ChallengeName,
    Session: given.session,
    ChallengeResponses: { USERNAME: alice.username, ...given.responses },
  });
}

const newestCode = async (): Promise<string> => (await service.messages())[0]?.code ?? "";
const other = (code: string): string => (code === "000000" ? "000001" : "000000");

describe("a code by SMS", () => {
  test("goes to the phone, signs in, and proves the number", async () => {
    const app = await required(sms, { phone_number: phone });
    const asked = await signInWithSrp(service, app, alice);
    expect(asked.ChallengeName).toBe("SMS_MFA");
    expect(asked.ChallengeParameters).toEqual({
      CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
      CODE_DELIVERY_DESTINATION: "+*******0839",
      USER_ID_FOR_SRP: "alice",
    });
    const [message] = await service.messages();
    expect(message).toMatchObject({ channel: "SMS", to: phone, purpose: "Authentication" });
    const responses = { SMS_MFA_CODE: message?.code ?? "" };
    const done = await answer(app, "SMS_MFA", { session: asked.Session, responses });
    expect(done.AuthenticationResult).toBeDefined();
    expect(await attributesOf(app)).toEqual({ phone_number: phone, phone_number_verified: "true" });
  });

  test("may be mistyped: the session stays good", async () => {
    const app = await required(sms, { phone_number: phone });
    const { Session: session } = await signInWithSrp(service, app, alice);
    const code = await newestCode();
    await expect(
      answer(app, "SMS_MFA", { session, responses: { SMS_MFA_CODE: other(code) } }),
    ).rejects.toMatchObject({
      type: "CodeMismatchException",
      message: "Invalid code or auth state for the user.",
    });
    const done = await answer(app, "SMS_MFA", { session, responses: { SMS_MFA_CODE: code } });
    expect(done.AuthenticationResult).toBeDefined();
  });

  test("is good for its own sign-in only, and only while the session lives", async () => {
    const app = await required(sms, { phone_number: phone });
    const first = await signInWithSrp(service, app, alice);
    const code = await newestCode();
    const second = await signInWithSrp(service, app, alice);
    const responses = { SMS_MFA_CODE: code };
    await expect(answer(app, "SMS_MFA", { session: second.Session, responses })).rejects.toMatchObject({
      type: "CodeMismatchException",
    });
    service.clock.advance(3 * minute);
    await expect(answer(app, "SMS_MFA", { session: first.Session, responses })).rejects.toMatchObject({
      message: "Invalid session for the user, session is expired.",
    });
  });

  test("proves nothing about another number that came between", async () => {
    const app = await required(sms, { phone_number: phone });
    const { Session: session } = await signInWithSrp(service, app, alice);
    const code = await newestCode();
    await give(app, { phone_number: "+14255550000" });
    await expect(
      answer(app, "SMS_MFA", { session, responses: { SMS_MFA_CODE: code } }),
    ).rejects.toMatchObject({
      type: "CodeMismatchException",
    });
  });

  test("is guessed at five times, and then the sign-in is void", async () => {
    const app = await required(sms, { phone_number: phone });
    const { Session: session } = await signInWithSrp(service, app, alice);
    const responses = { SMS_MFA_CODE: other(await newestCode()) };
    for (let tried = 0; tried < 5; tried += 1) {
      await expect(answer(app, "SMS_MFA", { session, responses })).rejects.toMatchObject({
        type: "CodeMismatchException",
      });
    }
    await expect(answer(app, "SMS_MFA", { session, responses })).rejects.toMatchObject({
      type: "NotAuthorizedException",
    });
  });

  test("cannot be asked for where nothing sends messages", async () => {
    const app = await required(sms, { phone_number: phone });
    service.channels.delete("SMS");
    await expect(signInWithSrp(service, app, alice)).rejects.toMatchObject({
      type: "InternalErrorException",
    });
  });
});

describe("a code by e-mail", () => {
  test("comes in the pool's words, and either answer key will do", async () => {
    const app = await required(emailMfa, { email });
    const asked = await signInWithSrp(service, app, alice);
    expect(asked).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL", CODE_DELIVERY_DESTINATION: "a***@e***" },
    });
    const [message] = await service.messages();
    expect(message).toMatchObject({ subject: "Sign in", body: `Code ${message?.code}` });
    const done = await answer(app, "EMAIL_OTP", {
      session: asked.Session,
      responses: { EMAIL_MFA_CODE: message?.code ?? "" },
    });
    expect(done.AuthenticationResult).toBeDefined();
  });

  test("sets e-mail up as the second factor of somebody who has no address", async () => {
    const app = await required(emailMfa, {});
    const asked = await signInWithSrp(service, app, alice);
    expect(asked.ChallengeParameters?.["MFAS_CAN_SETUP"]).toBe('["EMAIL_OTP"]');
    const coded = await answer(app, "MFA_SETUP", { session: asked.Session, responses: { EMAIL: email } });
    expect(coded.ChallengeName).toBe("EMAIL_OTP");
    const responses = { EMAIL_OTP_CODE: await newestCode() };
    const done = await answer(app, "EMAIL_OTP", { session: coded.Session, responses });
    expect(done.AuthenticationResult).toBeDefined();
    const user = await service.call("AdminGetUser", { UserPoolId: app.poolId, Username: "alice" });
    expect(user.UserMFASettingList).toEqual(["EMAIL_OTP"]);
    expect(await attributesOf(app)).toEqual({ email, email_verified: "true" });
  });
});

describe("several factors", () => {
  test("are offered for selection, and the chosen one is asked", async () => {
    const app = await required({ ...sms, ...emailMfa }, { phone_number: phone, email });
    const asked = await signInWithSrp(service, app, alice);
    expect(asked.ChallengeName).toBe("SELECT_MFA_TYPE");
    expect(asked.ChallengeParameters?.["MFAS_CAN_CHOOSE"]).toBe('["SMS_MFA","EMAIL_OTP"]');
    expect(await service.messages()).toEqual([]);
    const chosen = await answer(app, "SELECT_MFA_TYPE", {
      session: asked.Session,
      responses: { ANSWER: "EMAIL_MFA" },
    });
    expect(chosen.ChallengeName).toBe("EMAIL_OTP");
    const responses = { EMAIL_OTP_CODE: await newestCode() };
    expect(
      (await answer(app, "EMAIL_OTP", { session: chosen.Session, responses })).AuthenticationResult,
    ).toBeDefined();
  });

  test.each(["SOFTWARE_TOKEN_MFA", "sms_mfa", "nonsense"])("do not include %s", async (ANSWER) => {
    const app = await required({ ...sms, ...emailMfa, ...totp }, { phone_number: phone, email });
    const asked = await signInWithSrp(service, app, alice);
    await expect(
      answer(app, "SELECT_MFA_TYPE", { session: asked.Session, responses: { ANSWER } }),
    ).rejects.toMatchObject({ type: "InvalidParameterException", message: "Invalid MFA type selected." });
  });

  test("can be set up by choice: a software token where SMS has no number", async () => {
    const app = await required({ ...sms, ...totp }, {});
    const asked = await signInWithSrp(service, app, alice);
    expect(asked.ChallengeParameters?.["MFAS_CAN_SETUP"]).toBe('["SMS_MFA","SOFTWARE_TOKEN_MFA"]');
    const associated = await service.call("AssociateSoftwareToken", { Session: asked.Session });
    const verified = await service.call("VerifySoftwareToken", {
      Session: associated.Session,
      UserCode: totpCode(associated.SecretCode ?? "", service.clock.now()),
    });
    const done = await answer(app, "MFA_SETUP", { session: verified.Session, responses: {} });
    expect(done.AuthenticationResult).toBeDefined();
  });
});

describe("what text messages cost", () => {
  const limits = {
    sms: {
      countries: [{ prefix: "+1", isAllowed: true }],
      prices: [{ prefix: "", price: 10 }],
      dailyCap: 25,
      monthlyCap: 100,
    },
  };

  test("is limited: a second code within half a minute is refused, and the sign-in can be begun again", async () => {
    const app = await required(sms, { phone_number: phone });
    service.limits.current = limits;
    await signInWithSrp(service, app, alice);
    await expect(signInWithSrp(service, app, alice)).rejects.toMatchObject({
      type: "TooManyRequestsException",
    });
    service.clock.advance(30_000);
    expect((await signInWithSrp(service, app, alice)).ChallengeName).toBe("SMS_MFA");
  });

  test("is never more than the cap", async () => {
    const app = await required(sms, { phone_number: phone });
    service.limits.current = limits;
    for (let sent = 0; sent < 2; sent += 1) {
      await signInWithSrp(service, app, alice);
      service.clock.advance(minute);
    }
    await expect(signInWithSrp(service, app, alice)).rejects.toMatchObject({ reason: "sms_budget_spent" });
    expect(await service.messages()).toHaveLength(2);
  });
});
