import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addMember, begin, everyTrigger, type Have, ways } from "../../../../../test/support/every-factor.ts";
import { startRegistration } from "../../../../../test/support/passkeys.ts";
import { signInWithPassword } from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { createPasskey } from "../../../../../test/support/software-authenticator.ts";
import {
  beginChoice,
  claimsOf,
  createStepUpPlace,
  howSignedIn,
  stepUpTags,
  walkOn,
} from "../../../../../test/support/step-up.ts";
import { createTestTriggers } from "../../../../../test/support/triggers.ts";
import { hour } from "../../kernel/clock.ts";

const meddling = {
  claimsToAddOrOverride: { acr: "urn:cognito:loa:4", amr: ["hwk"] },
  claimsToSuppress: ["acr", "amr"],
};
const meddler = createTestTriggers({
  PreTokenGeneration: () => ({
    claimsAndScopeOverrideDetails: { idTokenGeneration: meddling, accessTokenGeneration: meddling },
  }),
});
const { PreTokenGeneration: meddlerArn = "" } = meddler.settings;
const meddlerSettings = {
  LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: meddlerArn } },
} as const;
let service: Service;

beforeEach(async () => {
  service = await createService({ triggers: everyTrigger.trigger });
});
afterEach(() => service.close());

describe("acr and amr", () => {
  test.each<[way: string, has: Have[], acr: string, amr: string[]]>([
    ["USER_PASSWORD_AUTH", ["nothing"], "urn:cognito:loa:1", ["pwd"]],
    ["USER_SRP_AUTH (srp)", ["nothing"], "urn:cognito:loa:1", ["pwd"]],
    ["USER_AUTH (SMS_OTP)", ["SMS"], "urn:cognito:loa:2", ["sms"]],
    ["USER_AUTH (EMAIL_OTP)", ["e-mail"], "urn:cognito:loa:2", ["email_otp"]],
    ["USER_AUTH (WEB_AUTHN)", ["passkey"], "urn:cognito:loa:3", ["swk"]],
    ["USER_SRP_AUTH (srp) by an operator", ["SMS"], "urn:cognito:loa:3", ["pwd", "sms", "mfa"]],
    ["USER_AUTH", ["e-mail"], "urn:cognito:loa:3", ["pwd", "email_otp", "mfa"]],
    ["ADMIN_USER_PASSWORD_AUTH by an operator", ["TOTP"], "urn:cognito:loa:4", ["pwd", "otp", "mfa"]],
    ["CUSTOM_AUTH (custom)", ["nothing"], "urn:cognito:loa:1", []],
  ])("tell of %s by somebody with %j", async (name, has, acr, amr) => {
    const way = ways.find((each) => each.name === name);
    if (way === undefined) throw new Error(`no way ${name}`);
    const app = await createStepUpPlace(service, { mfa: amr.includes("mfa") ? "OPTIONAL" : "OFF" });
    const member = await addMember(service, app, { number: 1, has });
    const asked = await begin(service, app, { way, member });
    const { answer } = await walkOn(service, app, { member, asked, operator: way.operator });
    expect(howSignedIn(answer)).toEqual({ acr, amr });
  });

  test("tell of a passkey on a security key", async () => {
    const app = await createStepUpPlace(service);
    const member = await addMember(service, app, { number: 1, has: ["nothing"] });
    const { AuthenticationResult } = await signInWithPassword(service, app, member);
    const AccessToken = AuthenticationResult?.AccessToken ?? "";
    const options = await startRegistration(service, AccessToken);
    const { passkey, credential } = createPasskey(options, { origin: "https://example.com" });
    const Credential = { ...credential, authenticatorAttachment: "cross-platform" };
    await service.call("CompleteWebAuthnRegistration", { AccessToken, Credential });
    const asked = await beginChoice(service, app, {
      member,
      parameters: { PREFERRED_CHALLENGE: "WEB_AUTHN" },
    });
    const { answer } = await walkOn(service, app, { member: { ...member, passkey }, asked });
    expect(howSignedIn(answer)).toEqual({ acr: "urn:cognito:loa:3", amr: ["hwk"] });
  });

  test("stay as they are, with auth_time, when tokens are refreshed", async () => {
    const app = await createStepUpPlace(service, { mfa: "OPTIONAL" });
    const member = await addMember(service, app, { number: 1, has: ["SMS"] });
    const asked = await signInWithPassword(service, app, member);
    const { answer } = await walkOn(service, app, { member, asked });
    service.clock.advance(hour);
    const renewed = await service.call("GetTokensFromRefreshToken", {
      ClientId: app.clientId,
      RefreshToken: answer.AuthenticationResult?.RefreshToken ?? "",
    });
    expect(howSignedIn(renewed)).toEqual({ acr: "urn:cognito:loa:3", amr: ["pwd", "sms", "mfa"] });
    for (const use of ["access", "id"] as const)
      expect(claimsOf(renewed)[use]["auth_time"]).toBe(claimsOf(answer)[use]["auth_time"]);
  });

  test("are out of a trigger's reach, at sign-in and at refresh", async () => {
    const meddled = await createService({ triggers: meddler.trigger });
    try {
      const app = await createStepUpPlace(meddled, { pool: meddlerSettings });
      const member = await addMember(meddled, app, { number: 1, has: ["nothing"] });
      const answer = await signInWithPassword(meddled, app, member);
      const renewed = await meddled.call("GetTokensFromRefreshToken", {
        ClientId: app.clientId,
        RefreshToken: answer.AuthenticationResult?.RefreshToken ?? "",
      });
      for (const tokens of [answer, renewed])
        expect(howSignedIn(tokens)).toEqual({ acr: "urn:cognito:loa:1", amr: ["pwd"] });
      expect(meddler.events).toHaveLength(2);
    } finally {
      await meddled.close();
    }
  });

  test("cannot be brought in by a trigger where the switch is off", async () => {
    const meddled = await createService({ triggers: meddler.trigger });
    try {
      const app = await createStepUpPlace(meddled, { pool: { ...meddlerSettings, UserPoolTags: {} } });
      const member = await addMember(meddled, app, { number: 1, has: ["nothing"] });
      const { access, id } = claimsOf(await signInWithPassword(meddled, app, member));
      for (const claims of [access, id]) {
        expect(claims).not.toHaveProperty("acr");
        expect(claims).not.toHaveProperty("amr");
      }
    } finally {
      await meddled.close();
    }
  });

  test("are absent where the switch is off, and there from the next refresh on when it is switched on", async () => {
    const app = await createStepUpPlace(service, { pool: { UserPoolTags: {} } });
    const member = await addMember(service, app, { number: 1, has: ["nothing"] });
    const answer = await signInWithPassword(service, app, member);
    expect(decodeJwt(answer.AuthenticationResult?.IdToken ?? "")).not.toHaveProperty("amr");
    const pool = await service.store.pools.find(app.poolId);
    if (pool === undefined) throw new Error("no pool");
    const settings = { ...pool.settings, UserPoolTags: stepUpTags };
    expect(await service.store.pools.update({ ...pool, settings }, pool.version)).toBe(true);
    const renewed = await service.call("GetTokensFromRefreshToken", {
      ClientId: app.clientId,
      RefreshToken: answer.AuthenticationResult?.RefreshToken ?? "",
    });
    expect(howSignedIn(renewed)).toEqual({ acr: "urn:cognito:loa:1", amr: ["pwd"] });
  });
});
