// What the Amplify libraries for Android, Flutter and Swift send otherwise than the one for JavaScript: the same sign-ins in their
// dialects. The libraries themselves do not run here; what they send is written out.
import {
  type AuthenticationResultType,
  type RespondToAuthChallengeResponse,
  secretHash,
} from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../packages/server/src/kernel/clock.ts";
import { confirmDevice, type Device, proveDevice } from "../support/devices.ts";
import { answerWithSrp, startWithSrp } from "../support/people.ts";
import { createService, type Service, totpCode } from "../support/service.ts";
import { type App, createApp, createPerson } from "../support/sign-in.ts";

const person = { username: "ada", password: "Correct-Horse-9" };
const alwaysRemembered = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };
type Parameters = Record<string, string>;

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

/** What a library adds to its requests. */
interface Dialect {
  /** Members beside those that matter here. */
  readonly envelope: object;
  readonly atStart?: Parameters;
  readonly inAnswers?: Parameters;
}

/** Signs in by SRP, up to what comes after the password. */
async function proveSelf(
  app: App,
  { envelope, atStart, inAnswers }: Dialect,
  username = person.username,
): Promise<RespondToAuthChallengeResponse> {
  const begun = await startWithSrp(service);
  const { ChallengeParameters: shown = {} } = await service.call("InitiateAuth", {
    AuthFlow: "USER_SRP_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: username, SRP_A: begun.text, ...atStart },
    ...envelope,
  });
  const reply = await answerWithSrp(service, { app, begun, shown, password: person.password });
  return service.call("RespondToAuthChallenge", {
    ChallengeName: "PASSWORD_VERIFIER",
    ClientId: app.clientId,
    ChallengeResponses: { ...reply.responses, ...inAnswers },
    ...envelope,
  });
}

/** Answers what was asked, naming the user as the library does. */
function respond(
  app: App,
  asked: { name: "MFA_SETUP" | "SOFTWARE_TOKEN_MFA"; session: string | undefined },
  given: { responses?: Parameters; dialect: Dialect },
): Promise<RespondToAuthChallengeResponse> {
  return service.call("RespondToAuthChallenge", {
    ChallengeName: asked.name,
    ClientId: app.clientId,
    Session: asked.session,
    ChallengeResponses: { USERNAME: person.username, ...given.responses, ...given.dialect.inAnswers },
    ...given.dialect.envelope,
  });
}

/** Sets an authenticator app up in the session of MFA_SETUP; a wrong code first costs neither session nor secret. */
async function setUp(session: string | undefined): Promise<{ secret: string; session: string | undefined }> {
  const associated = await service.call("AssociateSoftwareToken", { Session: session });
  const secret = associated.SecretCode ?? "";
  const verify = (UserCode: string) =>
    service.call("VerifySoftwareToken", { Session: associated.Session, UserCode });
  const code = totpCode(secret, service.clock.now());
  await expect(verify(code === "000000" ? "000001" : "000000")).rejects.toMatchObject({
    type: "EnableSoftwareTokenMFAException",
  });
  const verified = await verify(code);
  expect(verified).toMatchObject({ Status: "SUCCESS", Session: expect.any(String) });
  return { secret, session: verified.Session };
}

/** A code that was not used yet: a step passes before each. */
function nextCode(secret: string): Parameters {
  service.clock.advance(minute);
  return { SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, service.clock.now()) };
}

/** Somebody who has just set an authenticator app up on a device that the pool remembers from now on. */
async function enrol(
  app: App,
  dialect: Dialect,
  responses: Parameters = {},
): Promise<{ secret: string; device: Device; tokens: AuthenticationResultType }> {
  await createPerson(service, app, person);
  const asked = await proveSelf(app, dialect);
  const { secret, session } = await setUp(asked.Session);
  const done = await respond(app, { name: "MFA_SETUP", session }, { dialect, responses });
  const tokens = done.AuthenticationResult;
  if (tokens === undefined) throw new Error(`asked for ${done.ChallengeName}`);
  return { secret, device: await confirmDevice(service, tokens, { name: "Phone" }), tokens };
}

describe("Amplify for Android", () => {
  const secret = "5".repeat(51);
  const place = { UserContextData: { EncodedData: "eyJ2IjoxfQ==" } };
  const analytics = { AnalyticsMetadata: { AnalyticsEndpointId: "d70b2ba36a8c4dc5a04a0451a31a1e12" } };
  let app: App;
  let dialect: Dialect;
  beforeEach(async () => {
    app = await createApp(service, { mfa: "ON", secret, pool: { DeviceConfiguration: alwaysRemembered } });
    const SECRET_HASH = await secretHash(person.username, app.clientId, secret);
    dialect = {
      envelope: { ...place, ...analytics },
      atStart: { SECRET_HASH },
      inAnswers: { SECRET_HASH },
    };
  });

  test("names its device and proves its client's secret in every answer, and refreshes with both", async () => {
    const { device, tokens } = await enrol(app, dialect);
    const DEVICE_KEY = device.key;
    const asked = await proveSelf(app, { ...dialect, inAnswers: { ...dialect.inAnswers, DEVICE_KEY } });
    expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
    const refreshed = await service.call("GetTokensFromRefreshToken", {
      ClientId: app.clientId,
      ClientSecret: secret,
      RefreshToken: tokens.RefreshToken ?? "",
      DeviceKey: DEVICE_KEY,
    });
    expect(refreshed.AuthenticationResult).toMatchObject({
      AccessToken: expect.any(String),
      IdToken: expect.any(String),
    });
  });

  test("begins again without its device when the pool has forgotten it", async () => {
    const { secret: seed, device } = await enrol(app, dialect);
    const who = { UserPoolId: app.poolId, Username: person.username };
    await service.call("AdminForgetDevice", { ...who, DeviceKey: device.key });
    const inAnswers = { ...dialect.inAnswers, DEVICE_KEY: device.key };
    await expect(proveSelf(app, { ...dialect, inAnswers })).rejects.toMatchObject({
      type: "ResourceNotFoundException",
      message: "Device does not exist.",
    });
    const asked = await proveSelf(app, dialect);
    const code = { responses: nextCode(seed), dialect };
    const done = await respond(app, { name: "SOFTWARE_TOKEN_MFA", session: asked.Session }, code);
    expect(done.AuthenticationResult?.NewDeviceMetadata).toBeDefined();
  });

  test("says of each factor whether it is preferred", async () => {
    const { tokens } = await enrol(app, dialect);
    const AccessToken = tokens.AccessToken ?? "";
    await service.call("SetUserMFAPreference", {
      AccessToken,
      SMSMfaSettings: { Enabled: false, PreferredMfa: false },
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    expect(await service.call("GetUser", { AccessToken })).toMatchObject({
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
  });
});

describe("Amplify for Flutter", () => {
  test("names its device at the start, repeats the session among the answers, and records the factor by itself", async () => {
    const app = await createApp(service, { mfa: "ON", pool: { DeviceConfiguration: alwaysRemembered } });
    const dialect = { envelope: {} };
    const { secret, device, tokens } = await enrol(app, dialect, { SESSION: "the session once more" });
    expect(tokens).toMatchObject({ RefreshToken: expect.any(String), IdToken: expect.any(String) });
    const record = (AccessToken: string | undefined) =>
      service.call("SetUserMFAPreference", {
        AccessToken: AccessToken ?? "",
        SoftwareTokenMfaSettings: { Enabled: true },
      });
    await record(tokens.AccessToken);

    const asked = await proveSelf(app, { ...dialect, atStart: { DEVICE_KEY: device.key } });
    expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
    const proof = { app, username: person.username, session: asked.Session };
    expect((await proveDevice(service, proof, device)).AuthenticationResult).toBeDefined();

    const elsewhere = await proveSelf(app, dialect);
    const code = { responses: nextCode(secret), dialect };
    const done = await respond(app, { name: "SOFTWARE_TOKEN_MFA", session: elsewhere.Session }, code);
    await record(done.AuthenticationResult?.AccessToken);
    const AccessToken = done.AuthenticationResult?.AccessToken ?? "";
    expect((await service.call("GetUser", { AccessToken })).PreferredMfaSetting).toBeUndefined();
  });
});

describe("Amplify for Swift", () => {
  test("proves its device after a sign-in by another name", async () => {
    const app = await createApp(service, {
      mfa: "ON",
      pool: { AliasAttributes: ["email"], DeviceConfiguration: alwaysRemembered },
    });
    const dialect = { envelope: {} };
    const { device } = await enrol(app, dialect);
    const UserAttributes = [
      { Name: "email", Value: "ada@example.com" },
      { Name: "email_verified", Value: "true" },
    ];
    const who = { UserPoolId: app.poolId, Username: person.username };
    await service.call("AdminUpdateUserAttributes", { ...who, UserAttributes });
    const named = { ...dialect, inAnswers: { DEVICE_KEY: device.key } };
    const asked = await proveSelf(app, named, "ada@example.com");
    expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
    const proof = { app, username: person.username, session: asked.Session };
    const { AuthenticationResult } = await proveDevice(service, proof, device);
    expect(AuthenticationResult).toMatchObject({
      AccessToken: expect.any(String),
      IdToken: expect.any(String),
    });
  });
});
