import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { secretHash } from "@poolhouse/protocol";
import type { InitiateAuthResponse, ResendSignInCodeResponse } from "@poolhouse/protocol";
import {
  addPerson,
  changeStored,
  createOtherClient,
  createPlace,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
  type Subject,
} from "../../../../../test/support/people.ts";
import { createClient } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import { createTestTriggers } from "../../../../../test/support/triggers.ts";
import { minute, second } from "../../kernel/clock.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

const phone = "+14255550839";
const email = "ada@example.com";
const hooks = createTestTriggers({
  CustomMessage: ({ request }) => {
    const { codeParameter, clientMetadata } = request as { codeParameter: string; clientMetadata?: object };
    return { smsMessage: `${JSON.stringify(clientMetadata)} ${codeParameter}` };
  },
});
const factors: PoolSettings = {
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
  EmailMfaConfiguration: { Message: "Code {####}", Subject: "Sign in" },
  UserPoolTags: { "poolhouse:resend-sign-in-code": "on" },
};
const wrongCode = "CodeMismatchException: Invalid code or auth state for the user.";
const tooSoon = "LimitExceededException: Attempt limit exceeded, please try after some time.";
let service: Service;

beforeEach(async () => {
  service = await createService({ triggers: hooks.trigger });
});
afterEach(() => service.close());

interface Setting {
  app: App;
  person: Subject;
}

/** A pool that requires MFA, and somebody with a phone or, in `user`, with something else. */
async function settle(options: { pool?: PoolSettings; user?: Partial<UserRecord> } = {}): Promise<Setting> {
  const app = await createPlace(service, {
    mfa: "ON",
    pool: { ...factors, SoftwareTokenMfaConfiguration: { Enabled: false }, ...options.pool },
  });
  const user = { attributes: { phone_number: phone }, enabledFactors: ["SMS_MFA" as const], ...options.user };
  return { app, person: await addPerson(service, app, "ada", { user }) };
}

const begin = ({ app, person }: Setting) => signInWithPassword(service, app, person);
const resend = (app: Pick<App, "clientId">, Session: string | undefined, more: object = {}) =>
  service.call("ResendSignInCode", { ClientId: app.clientId, Session: Session ?? "", ...more });
const newestCode = async (): Promise<string> => (await service.messages())[0]?.code ?? "";
const other = (code: string): string => (code === "000000" ? "000001" : "000000");

const answers = { SMS_MFA: "SMS_MFA_CODE", SMS_OTP: "SMS_OTP_CODE", EMAIL_OTP: "EMAIL_OTP_CODE" } as const;

function type(app: App, asked: Pick<InitiateAuthResponse, "ChallengeName" | "Session">, code: string) {
  // Only these are asked for here.
  const challenge = asked.ChallengeName as keyof typeof answers;
  const responses = { USERNAME: "ada", [answers[challenge]]: code };
  return outcomeOf(respond(service, app, { challenge, session: asked.Session, responses }));
}

describe("a code that is sent again", () => {
  test("is another, goes with a new session, and signs in", async () => {
    const setting = await settle();
    const asked = await begin(setting);
    const first = await newestCode();
    service.clock.advance(30 * second);
    const again = await resend(setting.app, asked.Session);
    expect(again).toEqual({
      ChallengeName: "SMS_MFA",
      Session: expect.any(String),
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: "+*******0839",
        USER_ID_FOR_SRP: "ada",
      },
    });
    expect(await service.messages(phone)).toHaveLength(2);
    const second_ = await newestCode();
    expect(await type(setting.app, again, other(second_))).toBe(wrongCode);
    if (first !== second_) expect(await type(setting.app, again, first)).toBe(wrongCode);
    expect(await type(setting.app, again, second_)).toBe("tokens");
  });

  test("makes the session before void, and the code that belonged to it", async () => {
    const setting = await settle();
    const asked = await begin(setting);
    const first = await newestCode();
    service.clock.advance(30 * second);
    await resend(setting.app, asked.Session);
    expect(await type(setting.app, asked, first)).toBe(refusals.usedSession);
    expect(await outcomeOf(resend(setting.app, asked.Session))).toBe(refusals.usedSession);
  });

  test("does not prolong the sign-in", async () => {
    const setting = await settle();
    const asked = await begin(setting);
    service.clock.advance(2 * minute);
    const again = await resend(setting.app, asked.Session);
    const code = await newestCode();
    service.clock.advance(minute);
    expect(await type(setting.app, again, code)).toBe(refusals.expiredSession);
    expect(await outcomeOf(resend(setting.app, again.Session))).toBe(refusals.expiredSession);
  });

  test("is made every half minute at most", async () => {
    const setting = await settle();
    const asked = await begin(setting);
    service.clock.advance(30 * second - 1);
    expect(await outcomeOf(resend(setting.app, asked.Session))).toBe(tooSoon);
    service.clock.advance(1);
    const again = await resend(setting.app, asked.Session);
    expect(await outcomeOf(resend(setting.app, again.Session))).toBe(tooSoon);
    // A refusal leaves the session as it was.
    expect(await type(setting.app, again, await newestCode())).toBe("tokens");
    expect(await service.messages()).toHaveLength(2);
  });

  test("does not give the guesses back", async () => {
    const setting = await settle();
    const asked = await begin(setting);
    const wrong = other(await newestCode());
    for (let tried = 0; tried < 3; tried += 1) expect(await type(setting.app, asked, wrong)).toBe(wrongCode);
    service.clock.advance(30 * second);
    const again = await resend(setting.app, asked.Session);
    const code = await newestCode();
    for (let tried = 0; tried < 2; tried += 1)
      expect(await type(setting.app, again, other(code))).toBe(wrongCode);
    expect(await type(setting.app, again, code)).toBe(refusals.usedSession);
    const afresh = await begin(setting);
    expect(await type(setting.app, afresh, await newestCode())).toBe(refusals.codesLocked);
  });

  test("is sent once, however often one session asks for it at once", async () => {
    const setting = await settle();
    const asked = await begin(setting);
    service.clock.advance(30 * second);
    const words = await Promise.all(
      Array.from({ length: 8 }, () => outcomeOf(resend(setting.app, asked.Session))),
    );
    expect(words.toSorted()).toEqual([...Array<string>(7).fill(refusals.usedSession), "SMS_MFA"]);
    expect(await service.messages()).toHaveLength(2);
  });

  test("is charged like the first", async () => {
    const setting = await settle();
    service.limits.current = {
      sms: {
        countries: [{ prefix: "+1", isAllowed: true }],
        prices: [{ prefix: "", price: 10 }],
        dailyCap: 25,
        monthlyCap: 100,
      },
    };
    let asked: Pick<InitiateAuthResponse, "ChallengeName" | "Session"> = await begin(setting);
    service.clock.advance(30 * second);
    asked = await resend(setting.app, asked.Session);
    const code = await newestCode();
    service.clock.advance(30 * second);
    await expect(resend(setting.app, asked.Session)).rejects.toMatchObject({ reason: "sms_budget_spent" });
    expect(await type(setting.app, asked, code)).toBe("tokens");
  });

  test("is worded by the pool's function, which hears of this request's metadata", async () => {
    const setting = await settle({ pool: { LambdaConfig: hooks.settings } });
    const asked = await begin(setting);
    service.clock.advance(30 * second);
    await resend(setting.app, asked.Session, { ClientMetadata: { again: "yes" } });
    expect((await service.messages())[0]?.body).toBe(`{"again":"yes"} ${await newestCode()}`);
  });
});

describe("every code of a sign-in may be sent again", () => {
  test("one by e-mail", async () => {
    const setting = await settle({ user: { attributes: { email }, enabledFactors: ["EMAIL_OTP"] } });
    const asked = await begin(setting);
    service.clock.advance(30 * second);
    const again = await resend(setting.app, asked.Session);
    expect(again.ChallengeParameters?.["CODE_DELIVERY_DESTINATION"]).toBe("a***@e***");
    expect(await type(setting.app, again, await newestCode())).toBe("tokens");
  });

  test("one that sets an address up, which is then the factor", async () => {
    const { SmsMfaConfiguration: _, ...emailOnly } = factors;
    const app = await createPlace(service, {
      mfa: "ON",
      pool: { ...emailOnly, SoftwareTokenMfaConfiguration: { Enabled: false } },
    });
    const person = await addPerson(service, app, "ada");
    const { Session: session } = await begin({ app, person });
    const responses = { USERNAME: "ada", EMAIL: email };
    const asked = await respond(service, app, { challenge: "MFA_SETUP", session, responses });
    service.clock.advance(30 * second);
    const again = await resend(app, asked.Session);
    expect(await type(app, again, await newestCode())).toBe("tokens");
    const user = await service.store.users.find(app.poolId, person.sub);
    expect(user).toMatchObject({
      enabledFactors: ["EMAIL_OTP"],
      attributes: { email, email_verified: "true" },
    });
  });
});

describe("a code as the first factor", () => {
  const choosing: PoolSettings = {
    ...factors,
    AutoVerifiedAttributes: ["phone_number"],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SMS_OTP"] } },
  };
  const openApp = () =>
    createPlace(service, {
      pool: choosing,
      client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH"], PreventUserExistenceErrors: "ENABLED" },
    });
  const choose = (app: App, USERNAME: string) =>
    service.call("InitiateAuth", {
      ClientId: app.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "SMS_OTP" },
    });
  const shape = (answer: ResendSignInCodeResponse) => ({
    ...answer,
    ChallengeParameters: Object.keys(answer.ChallengeParameters ?? {}),
    Session: answer.Session?.length,
  });

  test("is sent again to a person, and seems to be to nobody", async () => {
    const app = await openApp();
    await addPerson(service, app, "ada", { user: { attributes: { phone_number: phone } } });
    const [known, unknown] = [await choose(app, "ada"), await choose(app, "eve")];
    expect(unknown.ChallengeName).toBe("SMS_OTP");
    const refused = [known, unknown].map(({ Session }) => outcomeOf(resend(app, Session)));
    expect(await Promise.all(refused)).toEqual([tooSoon, tooSoon]);
    service.clock.advance(30 * second);
    const again = await resend(app, known.Session);
    const seeming = await resend(app, unknown.Session);
    expect(shape(seeming)).toEqual(shape(again));
    expect(seeming.ChallengeParameters?.["CODE_DELIVERY_DESTINATION"]).toBe(
      unknown.ChallengeParameters?.["CODE_DELIVERY_DESTINATION"],
    );
    expect(await service.messages()).toHaveLength(2);
    expect(await outcomeOf(resend(app, unknown.Session))).toBe(refusals.usedSession);
    expect(await type(app, again, await newestCode())).toBe("tokens");
  });

  test("meets the same limits for a person and for nobody", async () => {
    const app = await openApp();
    await addPerson(service, app, "ada", { user: { attributes: { phone_number: phone } } });
    service.limits.current = {};
    const chain = async (name: string): Promise<string[]> => {
      let { Session } = await choose(app, name);
      const heard: string[] = [];
      for (let sent = 0; sent < 5; sent += 1) {
        service.clock.advance(30 * second);
        const call = resend(app, Session);
        heard.push(await outcomeOf(call));
        ({ Session } = await call.catch(() => ({ Session })));
      }
      return heard;
    };
    const sent = ["SMS_OTP", "SMS_OTP", "SMS_OTP", "SMS_OTP"];
    for (const name of ["ada", "eve"])
      expect(await chain(name)).toEqual([...sent, "TooManyRequestsException: Rate exceeded"]);
  });
});

describe("nothing is sent again", () => {
  test("for a challenge that sends nothing", async () => {
    const app = await createPlace(service, { mfa: "ON", pool: factors });
    const person = await addPerson(service, app, "ada", { softwareToken: true });
    const asked = await begin({ app, person });
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await expect(resend(app, asked.Session)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "The pending challenge does not send a code.",
    });
  });

  test("where the pool has it switched off", async () => {
    const setting = await settle({ pool: { UserPoolTags: {} } });
    const asked = await begin(setting);
    service.clock.advance(30 * second);
    const refused = resend(setting.app, asked.Session);
    await expect(refused).rejects.toMatchObject({ type: "OperationNotEnabledException" });
    expect(await type(setting.app, asked, await newestCode())).toBe("tokens");
  });

  test("to an address that was changed since, or for an account that was closed", async () => {
    const setting = await settle();
    const { poolId } = setting.app;
    const asked = await begin(setting);
    service.clock.advance(30 * second);
    await changeStored(service, poolId, setting.person.sub, { attributes: { phone_number: "+14255550000" } });
    expect(await outcomeOf(resend(setting.app, asked.Session))).toBe(refusals.foreignSession);
    await changeStored(service, poolId, setting.person.sub, {
      attributes: { phone_number: phone },
      enabled: false,
    });
    expect(await outcomeOf(resend(setting.app, asked.Session))).toBe(refusals.disabled);
    expect(await service.messages()).toHaveLength(1);
  });

  test("for a session of another client or pool, or none", async () => {
    const [setting, elsewhere] = [await settle(), await settle()];
    const asked = await begin(setting);
    service.clock.advance(30 * second);
    const another = await createOtherClient(service, setting.app);
    for (const app of [another, elsewhere.app])
      expect(await outcomeOf(resend(app, asked.Session))).toBe(refusals.foreignSession);
    expect(await outcomeOf(resend(setting.app, "a".repeat(100)))).toBe(refusals.foreignSession);
  });

  test("to who has not the client's secret", async () => {
    const { app, person } = await settle();
    const secret = "a-secret-of-the-app-s-server";
    const clientId = await createClient(
      service,
      { UserPoolId: app.poolId },
      { client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }, secret },
    );
    const SECRET_HASH = await secretHash("ada", clientId, secret);
    const { Session } = await service.call("InitiateAuth", {
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ada", PASSWORD: person.password, SECRET_HASH },
    });
    service.clock.advance(30 * second);
    for (const SecretHash of [undefined, "AAAA"])
      await expect(
        resend({ clientId }, Session, SecretHash === undefined ? {} : { SecretHash }),
      ).rejects.toMatchObject({ type: "NotAuthorizedException" });
    const sent = await resend({ clientId }, Session, { SecretHash: SECRET_HASH });
    expect(sent.ChallengeName).toBe("SMS_MFA");
  });
});
