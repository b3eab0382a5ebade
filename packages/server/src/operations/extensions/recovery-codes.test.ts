import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deviceSteps } from "../../../../../test/support/device-steps.ts";
import {
  addPerson,
  answerWithSrp,
  createPlace,
  outcomeOf,
  refusals,
  respond,
  signInWithPassword,
  startWithSrp,
} from "../../../../../test/support/people.ts";
import {
  accessTokenByApp,
  askFactor,
  createRecoverer,
  recoverable,
  type Recoverer,
  recoveryTag,
  signInTyping,
  storeRecoveryCodes,
  typeCode,
} from "../../../../../test/support/recovery-codes.ts";
import { createService, type Service, totpCode } from "../../../../../test/support/service.ts";
import { createTestTriggers, riddle, stepsOf } from "../../../../../test/support/triggers.ts";
import { hour } from "../../kernel/clock.ts";
import { mfaFactors } from "../../kernel/records.ts";

const wrongSent = "CodeMismatchException: Invalid code or auth state for the user.";
const custom = createTestTriggers({
  ...riddle,
  DefineAuthChallenge: (event) => {
    const steps = stepsOf(event);
    if (steps.at(-1)?.challengeName === "SRP_A") return { challengeName: "PASSWORD_VERIFIER" };
    return steps.at(-1)?.challengeName === "SOFTWARE_TOKEN_MFA"
      ? { issueTokens: true }
      : { challengeName: "SOFTWARE_TOKEN_MFA" };
  },
});
let service: Service;

beforeEach(async () => {
  service = await createService({ triggers: custom.trigger });
});
afterEach(() => service.close());

const create = async (AccessToken: string): Promise<string[]> =>
  (await service.call("CreateRecoveryCodes", { AccessToken })).RecoveryCodes ?? [];
const statusOf = (AccessToken: string) => service.call("GetRecoveryCodeStatus", { AccessToken });

/** Somebody with an authenticator app, signed in with it, who has just made recovery codes. */
async function prepare(options: Parameters<typeof createRecoverer>[1] = {}) {
  const who = await createRecoverer(service, options);
  const token = await accessTokenByApp(service, who);
  return { who, token, codes: await create(token) };
}

const codesOf = ({ app, person }: Recoverer) => storeRecoveryCodes(service.world, app, person.sub);

describe("recovery codes", () => {
  test("are ten, of 24 characters in six groups, and counted from then on", async () => {
    const who = await createRecoverer(service);
    const token = await accessTokenByApp(service, who);
    expect(await statusOf(token)).toEqual({ RemainingCodes: 0 });
    const codes = await create(token);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){5}$/);
    const CreationDate = service.clock.now() / 1000;
    expect(await statusOf(token)).toEqual({ RemainingCodes: 10, CreationDate });
    expect(await signInTyping(service, who, codes[3] ?? "")).toBe("tokens");
    expect(await statusOf(token)).toEqual({ RemainingCodes: 9, CreationDate });
  });

  test("sign in once each", async () => {
    const { who, codes } = await prepare();
    for (const code of codes) expect(await signInTyping(service, who, code)).toBe("tokens");
    expect(await signInTyping(service, who, codes[0] ?? "")).toBe(refusals.wrongCode);
  });

  test("may be typed in any case, with blanks and hyphens anywhere", async () => {
    const { who, codes } = await prepare();
    const [first = "", second = "", third = ""] = codes;
    expect(await signInTyping(service, who, first.toLowerCase())).toBe("tokens");
    expect(await signInTyping(service, who, ` ${second.replaceAll("-", " ")} `)).toBe("tokens");
    expect(await signInTyping(service, who, third.replaceAll("-", ""))).toBe("tokens");
  });

  test.each(mfaFactors)("stand in for %s, and prove no address", async (factor) => {
    const who = await createRecoverer(service, { factor });
    const [code = ""] = await codesOf(who);
    const asked = await askFactor(service, who);
    expect(asked.factor).toBe(factor);
    expect(await outcomeOf(typeCode(service, who, { ...asked, typed: code }))).toBe("tokens");
    const user = await service.store.users.find(who.app.poolId, who.person.sub);
    expect(user?.attributes).not.toHaveProperty("phone_number_verified");
    expect(user?.attributes).not.toHaveProperty("email_verified");
  });

  test("do not use up the factor's own code", async () => {
    const who = await createRecoverer(service);
    const [code = ""] = await codesOf(who);
    const own = totpCode(who.person.secretCode, service.clock.now());
    expect(await signInTyping(service, who, code)).toBe("tokens");
    expect(await signInTyping(service, who, own)).toBe("tokens");
  });

  test("are replaced by new ones", async () => {
    const { who, token, codes } = await prepare();
    const fresh = await create(token);
    expect(await signInTyping(service, who, codes[0] ?? "")).toBe(refusals.wrongCode);
    expect(await signInTyping(service, who, fresh[0] ?? "")).toBe("tokens");
  });

  test("are made at most five times an hour", async () => {
    const { who, token } = await prepare();
    for (let made = 1; made < 5; made += 1) expect(await create(token)).toHaveLength(10);
    await expect(create(token)).rejects.toMatchObject({ type: "LimitExceededException" });
    service.clock.advance(hour);
    expect(await create(await accessTokenByApp(service, who))).toHaveLength(10);
  });

  test("are taken away by an operator", async () => {
    const { who, token, codes } = await prepare();
    const { poolId: UserPoolId } = who.app;
    await service.call("AdminDeleteRecoveryCodes", { UserPoolId, Username: who.person.username });
    expect(await statusOf(token)).toEqual({ RemainingCodes: 0 });
    expect(await signInTyping(service, who, codes[0] ?? "")).toBe(refusals.wrongCode);
    await expect(
      service.call("AdminDeleteRecoveryCodes", { UserPoolId, Username: "nobody" }),
    ).rejects.toMatchObject({ type: "UserNotFoundException" });
  });

  test("are nothing where the pool has them switched off", async () => {
    const who = await createRecoverer(service, { pool: { UserPoolTags: {} } });
    const codes = await codesOf(who);
    const token = await accessTokenByApp(service, who);
    const off = { type: "OperationNotEnabledException", message: /poolhouse:recovery-codes/ };
    await expect(create(token)).rejects.toMatchObject({ type: off.type });
    await expect(create(token)).rejects.toThrow(off.message);
    await expect(statusOf(token)).rejects.toMatchObject({ type: off.type });
    expect(await signInTyping(service, who, codes[0] ?? "")).toBe(refusals.wrongCode);
    const key = { poolId: who.app.poolId, subject: who.person.sub };
    expect(await service.store.attempts.find({ ...key, authenticator: "recovery-code" })).toBeUndefined();
    expect(await service.store.attempts.find({ ...key, authenticator: "software-token" })).toBeDefined();
  });

  test("go with their user", async () => {
    const { who } = await prepare();
    const { poolId: UserPoolId } = who.app;
    await service.call("AdminDeleteUser", { UserPoolId, Username: who.person.username });
    expect(await service.store.recoveryCodes.list(UserPoolId, who.person.sub)).toEqual([]);
  });
});

describe("who may make recovery codes", () => {
  test("is nobody who has only proven a password, however the account is set up by now", async () => {
    const app = await createPlace(service, { mfa: "OPTIONAL", pool: recoveryTag });
    const person = await addPerson(service, app, "ada");
    const { AuthenticationResult } = await signInWithPassword(service, app, person);
    const AccessToken = AuthenticationResult?.AccessToken ?? "";
    const refused = { type: "NotAuthorizedException", message: /sign in again/ };
    await expect(create(AccessToken)).rejects.toThrow(refused.message);
    const { SecretCode = "" } = await service.call("AssociateSoftwareToken", { AccessToken });
    const UserCode = totpCode(SecretCode, service.clock.now());
    await service.call("VerifySoftwareToken", { AccessToken, UserCode });
    await service.call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
    await expect(create(AccessToken)).rejects.toMatchObject({ type: refused.type });
    expect(await statusOf(AccessToken)).toEqual({ RemainingCodes: 0 });
  });

  test("is nobody whose second factor does not count any more", async () => {
    const who = await createRecoverer(service, { factor: "EMAIL_OTP" });
    const asked = await askFactor(service, who);
    const typed = (await service.messages())[0]?.code ?? "";
    const done = await typeCode(service, who, { ...asked, typed });
    const token = done.AuthenticationResult?.AccessToken ?? "";
    expect(await create(token)).toHaveLength(10);
    const pool = await service.store.pools.find(who.app.poolId);
    const UserPoolTags = { ...pool?.settings.UserPoolTags, "poolhouse:preset": "strictNist" };
    await service.store.pools.update(
      { ...pool!, settings: { ...pool?.settings, UserPoolTags } },
      pool!.version,
    );
    await expect(create(token)).rejects.toMatchObject({ type: "NotAuthorizedException" });
  });

  test("includes who came in with one: the paper is replaced when it runs out", async () => {
    const who = await createRecoverer(service);
    const [code = ""] = await codesOf(who);
    const done = await typeCode(service, who, { ...(await askFactor(service, who)), typed: code });
    expect(await create(done.AuthenticationResult?.AccessToken ?? "")).toHaveLength(10);
  });

  test("includes whose remembered device stood in for the second factor, until it is forgotten", async () => {
    const steps = deviceSteps(service);
    const setting = await steps.settle({ pool: recoveryTag });
    const { device } = await steps.bringDevice(setting);
    const asked = await steps.proveSelf(setting, device.key);
    const done = await steps.prove(setting, asked.Session, device);
    const token = done.AuthenticationResult?.AccessToken ?? "";
    expect(await create(token)).toHaveLength(10);
    await service.call("ForgetDevice", { AccessToken: token, DeviceKey: device.key });
    await expect(create(token)).rejects.toMatchObject({ type: "NotAuthorizedException" });
  });

  test("does not include whose device stood in for nothing", async () => {
    const steps = deviceSteps(service);
    const setting = await steps.settle({ mfa: "OPTIONAL", softwareToken: false, pool: recoveryTag });
    const { device } = await steps.bringDevice(setting);
    const asked = await steps.proveSelf(setting, device.key);
    const done = await steps.prove(setting, asked.Session, device);
    const token = done.AuthenticationResult?.AccessToken ?? "";
    expect(token).not.toBe("");
    await expect(create(token)).rejects.toMatchObject({ type: "NotAuthorizedException" });
  });
});

describe("a recovery code is no", () => {
  test("first factor", async () => {
    const SignInPolicy = { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] };
    const app = await createPlace(service, {
      pool: { ...recoverable, Policies: { SignInPolicy } },
      client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH"] },
    });
    const attributes = { email: "ada@example.com" };
    const person = await addPerson(service, app, "ada", { user: { attributes } });
    const [code = ""] = await codesOf({ app, person });
    const asked = await service.call("InitiateAuth", {
      ClientId: app.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: "ada", PREFERRED_CHALLENGE: "EMAIL_OTP" },
    });
    const responses = { USERNAME: "ada", EMAIL_OTP_CODE: code };
    const reply = { challenge: "EMAIL_OTP", session: asked.Session, responses };
    expect(await outcomeOf(respond(service, app, reply))).toBe(wrongSent);
    const key = { poolId: app.poolId, subject: person.sub };
    expect(await service.store.attempts.find({ ...key, authenticator: "email" })).toMatchObject({
      failures: 1,
    });
  });

  test("proof of an address that is being set up", async () => {
    const { SmsMfaConfiguration: _, SoftwareTokenMfaConfiguration: __, ...emailOnly } = recoverable;
    const app = await createPlace(service, {
      mfa: "ON",
      pool: { ...emailOnly, SoftwareTokenMfaConfiguration: { Enabled: false } },
    });
    const person = await addPerson(service, app, "ada");
    const [code = ""] = await codesOf({ app, person });
    const begun = await signInWithPassword(service, app, person);
    const USERNAME = "ada";
    const asked = await respond(service, app, {
      challenge: "MFA_SETUP",
      session: begun.Session,
      responses: { USERNAME, EMAIL: "ada@example.com" },
    });
    const responses = { USERNAME, EMAIL_OTP_CODE: code };
    const reply = { challenge: "EMAIL_OTP", session: asked.Session, responses };
    expect(await outcomeOf(respond(service, app, reply))).toBe(wrongSent);
  });

  test("factor to choose", async () => {
    const attributes = { email: "ada@example.com", phone_number: "+14255550839" };
    const who = await createRecoverer(service, { user: { attributes, enabledFactors: [] } });
    await codesOf(who);
    const { ChallengeParameters = {} } = await signInWithPassword(service, who.app, who.person);
    expect(ChallengeParameters["MFAS_CAN_CHOOSE"]).toBe('["SMS_MFA","EMAIL_OTP","SOFTWARE_TOKEN_MFA"]');
  });

  test("code of anybody else", async () => {
    const [mine, theirs] = [await createRecoverer(service), await createRecoverer(service)];
    const neighbour = { app: mine.app, person: await addPerson(service, mine.app, "eve") };
    const foreign = [...(await codesOf(theirs)), ...(await codesOf(neighbour))];
    await codesOf(mine);
    for (const typed of [foreign[0], foreign[10]])
      expect(await signInTyping(service, mine, typed ?? "")).toBe(refusals.wrongCode);
  });
});

test("a recovery code is taken in a custom flow that asks for a second factor after the password", async () => {
  const who = await createRecoverer(service, { pool: { LambdaConfig: custom.settings } });
  const { app, person } = who;
  const client = await service.store.clients.find(app.clientId);
  const settings = { ...client?.settings, ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH" as const] };
  await service.store.clients.update({ ...client!, settings }, client!.version);
  const [code = ""] = await codesOf(who);
  const begun = await startWithSrp(service);
  const AuthParameters = { USERNAME: "ada", CHALLENGE_NAME: "SRP_A", SRP_A: begun.text };
  const asked = await service.call("InitiateAuth", {
    ClientId: app.clientId,
    AuthFlow: "CUSTOM_AUTH",
    AuthParameters,
  });
  const shown = asked.ChallengeParameters ?? {};
  const { challenge, responses } = await answerWithSrp(service, {
    app,
    begun,
    shown,
    password: person.password,
  });
  const next = await respond(service, app, { challenge, responses, session: asked.Session });
  expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const typed = { factor: "SOFTWARE_TOKEN_MFA", session: next.Session ?? "", typed: code } as const;
  expect(await outcomeOf(typeCode(service, who, typed))).toBe("tokens");
});
