import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addMember, everyTrigger, type Have } from "../../../../../test/support/every-factor.ts";
import { changeStored, outcomeOf } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import {
  claimsOf,
  createStepUpPlace,
  howSignedIn,
  loa,
  type StepUpOptions,
  stepUpSteps,
  type Walk,
  walkOn,
} from "../../../../../test/support/step-up.ts";
import { minute } from "../../kernel/clock.ts";

let service: Service;
beforeEach(async () => {
  service = await createService({ triggers: everyTrigger.trigger });
});
afterEach(() => service.close());

const { settle, ask, stepUp, signedIn } = stepUpSteps(() => service);
const levelOf = (walk: Walk): string => `${walk.path}: ${String(howSignedIn(walk.answer).acr).slice(-1)}`;

describe("a sign-in that asks for a level", () => {
  test.each<[target: string, has: Have[], wanted: string[], walk: string]>([
    [loa(1), ["nothing"], ["PASSWORD"], "SELECT_CHALLENGE → PASSWORD → tokens: 1"],
    [loa(1), ["SMS"], ["SMS_OTP"], "SELECT_CHALLENGE → SMS_OTP → tokens: 2"],
    [loa(2), ["SMS"], ["SMS_OTP"], "SELECT_CHALLENGE → SMS_OTP → tokens: 2"],
    [loa(2), ["SMS"], ["PASSWORD"], "SELECT_CHALLENGE → PASSWORD → SMS_MFA → tokens: 3"],
    [loa(3), ["passkey"], ["WEB_AUTHN"], "SELECT_CHALLENGE → WEB_AUTHN → tokens: 3"],
    [loa(3), ["passkey"], ["PASSWORD"], "SELECT_CHALLENGE → PASSWORD → WEB_AUTHN → tokens: 3"],
    [
      loa(3),
      ["e-mail"],
      ["PASSWORD_SRP"],
      "SELECT_CHALLENGE → PASSWORD_SRP → PASSWORD_VERIFIER → EMAIL_OTP → tokens: 3",
    ],
    [
      loa(3),
      ["SMS", "TOTP"],
      ["PASSWORD", "SMS_MFA"],
      "SELECT_CHALLENGE → PASSWORD → SELECT_MFA_TYPE → SMS_MFA → tokens: 3",
    ],
    [
      loa(3),
      ["SMS", "TOTP"],
      ["PASSWORD", "SOFTWARE_TOKEN_MFA"],
      "SELECT_CHALLENGE → PASSWORD → SELECT_MFA_TYPE → SOFTWARE_TOKEN_MFA → tokens: 4",
    ],
    [loa(4), ["SMS", "TOTP"], ["PASSWORD"], "SELECT_CHALLENGE → PASSWORD → SOFTWARE_TOKEN_MFA → tokens: 4"],
    // Best first: what the user cannot reach is skipped, and so is what the pool does not know.
    [`${loa(4)} ${loa(3)}`, ["SMS"], ["PASSWORD"], "SELECT_CHALLENGE → PASSWORD → SMS_MFA → tokens: 3"],
    [
      `${loa(4)} ${loa(1)}`,
      ["SMS", "TOTP"],
      ["PASSWORD"],
      "SELECT_CHALLENGE → PASSWORD → SOFTWARE_TOKEN_MFA → tokens: 4",
    ],
    [`unknown  ${loa(1)}`, ["nothing"], ["PASSWORD"], "SELECT_CHALLENGE → PASSWORD → tokens: 1"],
  ])("%s, by somebody with %j who chooses %j", async (target, has, wanted, walk) => {
    const { app, member } = await settle({ has });
    expect(levelOf(await stepUp({ app, member, target, wanted }))).toBe(walk);
  });

  test.each<[target: string, offered: string[]]>([
    [loa(1), ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]],
    [loa(2), ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]],
    [loa(3), ["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"]],
    [`${loa(4)} ${loa(3)}`, ["PASSWORD", "PASSWORD_SRP", "WEB_AUTHN"]],
    [loa(4), ["PASSWORD", "PASSWORD_SRP"]],
  ])("%s offers only what it may begin with", async (target, offered) => {
    const { app, member } = await settle({ has: ["SMS", "e-mail", "TOTP", "passkey"] });
    const asked = await ask({ app, member, target });
    expect(asked.AvailableChallenges).toEqual(offered);
  });

  test("is asked for what is preferred, if that leads there", async () => {
    const { app, member } = await settle({ has: ["SMS", "TOTP"] });
    const parameters = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: member.password };
    expect((await stepUp({ app, member, target: loa(4), parameters })).path).toBe(
      "SOFTWARE_TOKEN_MFA → tokens",
    );
    const otherwise = { PREFERRED_CHALLENGE: "SMS_OTP" };
    expect((await ask({ app, member, target: loa(4), parameters: otherwise })).ChallengeName).toBe(
      "SELECT_CHALLENGE",
    );
  });

  test("replaces a temporary password on its way", async () => {
    const { app, member } = await settle({ has: ["TOTP"], user: { status: "FORCE_CHANGE_PASSWORD" } });
    const { path } = await stepUp({ app, member, target: loa(4), wanted: ["PASSWORD"] });
    expect(path).toBe("SELECT_CHALLENGE → PASSWORD → NEW_PASSWORD_REQUIRED → SOFTWARE_TOKEN_MFA → tokens");
  });
});

describe("an access token", () => {
  test.each<[first: string, has: Have[], asked: { target: string; wanted?: string[] }, walk: string]>([
    ["USER_PASSWORD_AUTH", ["SMS"], { target: loa(2) }, "SMS_MFA → tokens: pwd sms mfa"],
    ["USER_SRP_AUTH (srp)", ["e-mail"], { target: loa(3) }, "EMAIL_OTP → tokens: pwd email_otp mfa"],
    ["USER_PASSWORD_AUTH", ["passkey"], { target: loa(3) }, "WEB_AUTHN → tokens: pwd swk mfa"],
    [
      "USER_PASSWORD_AUTH",
      ["SMS", "e-mail"],
      { target: loa(3), wanted: ["EMAIL_OTP"] },
      "SELECT_MFA_TYPE → EMAIL_OTP → tokens: pwd email_otp mfa",
    ],
    ["USER_PASSWORD_AUTH", ["SMS", "TOTP"], { target: loa(4) }, "SOFTWARE_TOKEN_MFA → tokens: pwd otp mfa"],
    [
      "USER_AUTH (SMS_OTP)",
      ["SMS"],
      { target: loa(3), wanted: ["PASSWORD"] },
      "SELECT_CHALLENGE → PASSWORD → tokens: pwd sms mfa",
    ],
    [
      "USER_AUTH (EMAIL_OTP)",
      ["e-mail", "passkey"],
      { target: loa(3), wanted: ["WEB_AUTHN"] },
      "SELECT_CHALLENGE → WEB_AUTHN → tokens: email_otp swk mfa",
    ],
    [
      "USER_AUTH (WEB_AUTHN)",
      ["passkey", "TOTP"],
      { target: loa(4), wanted: ["PASSWORD_SRP"] },
      "SELECT_CHALLENGE → PASSWORD_SRP → PASSWORD_VERIFIER → SOFTWARE_TOKEN_MFA → tokens: pwd otp swk mfa",
    ],
  ])("of %s by somebody with %j is credited in %j", async (first, has, asked, expected) => {
    const { app, member } = await settle({ has });
    const ACCESS_TOKEN = await signedIn(app, member, first);
    service.clock.advance(minute);
    const { path, answer } = await stepUp({ app, member, ...asked, parameters: { ACCESS_TOKEN } });
    const { access } = claimsOf(answer);
    expect(`${path}: ${String(access["amr"]).replaceAll(",", " ")}`).toBe(expected);
  });

  test("leads to three new tokens of a sign-in of now, and stays as good as it was", async () => {
    const { app, member } = await settle({ has: ["TOTP"] });
    const ACCESS_TOKEN = await signedIn(app, member);
    service.clock.advance(minute);
    const { answer } = await stepUp({ app, member, target: loa(4), parameters: { ACCESS_TOKEN } });
    const before = decodeJwt(ACCESS_TOKEN);
    const { access } = claimsOf(answer);
    expect(access["origin_jti"]).not.toBe(before["origin_jti"]);
    expect(Number(access["auth_time"])).toBe(Number(before["auth_time"]) + 60);
    const RefreshToken = answer.AuthenticationResult?.RefreshToken ?? "";
    service.clock.advance(minute);
    const renewed = await service.call("GetTokensFromRefreshToken", { ClientId: app.clientId, RefreshToken });
    expect(howSignedIn(renewed)).toEqual({ acr: loa(4), amr: ["pwd", "otp", "mfa"] });
    await service.call("GetUser", { AccessToken: ACCESS_TOKEN });
  });

  test("counts for operators, too", async () => {
    const { app, member } = await settle({ has: ["TOTP"] });
    const parameters = { ACCESS_TOKEN: await signedIn(app, member) };
    service.clock.advance(minute);
    const walk = await stepUp({ app, member, target: loa(4), parameters, operator: true });
    expect(levelOf(walk)).toBe("SOFTWARE_TOKEN_MFA → tokens: 4");
  });

  test("counts as long as MAX_AGE says", async () => {
    const { app, member } = await settle({ has: ["SMS"] });
    const ACCESS_TOKEN = await signedIn(app, member);
    service.clock.advance(59_000);
    const parameters = { ACCESS_TOKEN, MAX_AGE: "60" };
    expect((await ask({ app, member, target: loa(3), parameters })).ChallengeName).toBe("SMS_MFA");
    service.clock.advance(1000);
    expect((await ask({ app, member, target: loa(3), parameters })).ChallengeName).toBe("SELECT_CHALLENGE");
    // Too old to be credited, it does not stand in the way of a new sign-in at its own level either.
    expect((await ask({ app, member, target: loa(1), parameters })).ChallengeName).toBe("SELECT_CHALLENGE");
    await service.call("GetUser", { AccessToken: ACCESS_TOKEN });
  });

  test("is worth nothing once the password it came by is changed", async () => {
    const { app, member } = await settle({ has: ["TOTP"] });
    const ACCESS_TOKEN = await signedIn(app, member);
    service.clock.advance(minute);
    const asking = { app, member, target: loa(4), parameters: { ACCESS_TOKEN } };
    const asked = await ask(asking);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const Password = "Another-Horse-9";
    const person = { UserPoolId: app.poolId, Username: member.username };
    await service.call("AdminSetUserPassword", { ...person, Password, Permanent: true });
    expect((await ask(asking)).ChallengeName).toBe("SELECT_CHALLENGE");
    const { path } = await walkOn(service, app, {
      member: { ...member, password: Password },
      asked,
      wanted: ["PASSWORD"],
    });
    expect(path).toBe("SOFTWARE_TOKEN_MFA → SELECT_CHALLENGE → PASSWORD → tokens");
  });

  test("keeps the session within what the wire allows", async () => {
    const { app, member } = await settle({ has: ["passkey", "TOTP", "SMS", "e-mail"] });
    const parameters = {
      ACCESS_TOKEN: await signedIn(app, member, "USER_AUTH (WEB_AUTHN)"),
      PREFERRED_CHALLENGE: "PASSWORD_SRP",
      SRP_A: "ab".repeat(384),
    };
    const asked = await ask({ app, member, target: [4, 3, 2, 1].map(loa).join(" "), parameters });
    expect(asked.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect(asked.Session?.length).toBeLessThan(2048);
  });
});

describe("what pool and user demand is a floor", () => {
  test.each<[options: StepUpOptions, target: string, walk: string]>([
    [
      { mfa: "OPTIONAL", has: ["TOTP"], user: { enabledFactors: ["SOFTWARE_TOKEN_MFA"] } },
      loa(1),
      "SOFTWARE_TOKEN_MFA → tokens: 4",
    ],
    [{ mfa: "ON", has: ["SMS"] }, loa(1), "SMS_MFA → tokens: 3"],
    // The target chooses among factors that are as good as each other.
    [
      { mfa: "ON", has: ["SMS", "TOTP"], user: { preferredFactor: "SMS_MFA" } },
      loa(4),
      "SOFTWARE_TOKEN_MFA → tokens: 4",
    ],
    [
      { mfa: "ON", has: ["SMS", "TOTP"], user: { preferredFactor: "SMS_MFA" } },
      loa(3),
      "SMS_MFA → tokens: 3",
    ],
    // An app that is switched off reaches the level, but takes the place of no factor that is demanded.
    [
      { mfa: "OPTIONAL", has: ["SMS", "TOTP"], user: { enabledFactors: ["SMS_MFA"] } },
      loa(4),
      "SOFTWARE_TOKEN_MFA → SMS_MFA → tokens: 4",
    ],
    [
      { mfa: "OPTIONAL", has: ["SMS", "TOTP"], user: { enabledFactors: ["SMS_MFA"] } },
      loa(1),
      "SMS_MFA → tokens: 3",
    ],
  ])("%j: %s", async (options, target, walk) => {
    const { app, member } = await settle(options);
    const parameters = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: member.password };
    expect(levelOf(await stepUp({ app, member, target, parameters }))).toBe(walk);
  });

  test("for what a token is credited with as well", async () => {
    const { app, member } = await settle({ mfa: "OPTIONAL", has: ["SMS", "TOTP"] });
    const parameters = { ACCESS_TOKEN: await signedIn(app, member) };
    service.clock.advance(minute);
    await changeStored(service, app.poolId, member.sub, { enabledFactors: ["SMS_MFA"] });
    const walk = await stepUp({ app, member, target: loa(4), parameters });
    expect(levelOf(walk)).toBe("SOFTWARE_TOKEN_MFA → SMS_MFA → tokens: 4");
  });

  test("and set-up is never offered", async () => {
    const { app, member } = await settle({ mfa: "ON" });
    expect(await outcomeOf(ask({ app, member, target: loa(1) }))).toBe(
      "InvalidParameterException: The user cannot reach any of the TARGET_ACR_VALUES.",
    );
  });
});

test("where the switch is off, what asks for a level is ignored, whatever it says", async () => {
  const app = await createStepUpPlace(service, { pool: { UserPoolTags: {} } });
  const member = await addMember(service, app, { number: 1, has: ["SMS"], user: { enabledFactors: [] } });
  const parameters = {
    TARGET_ACR_VALUES: loa(4),
    ACCESS_TOKEN: "nonsense",
    MAX_AGE: "soon",
    PREFERRED_CHALLENGE: "PASSWORD",
    PASSWORD: member.password,
  };
  const { path, answer } = await stepUp({ app, member, parameters });
  expect(path).toBe("tokens");
  expect(howSignedIn(answer)).toEqual({ acr: undefined, amr: undefined });
});
