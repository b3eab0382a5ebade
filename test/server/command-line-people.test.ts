// A phone is lost, a device is stolen, somebody asks where they are signed in: an operator's answers, from a shell.
import { randomBytes } from "node:crypto";
import {
  AdminInitiateAuthCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  ConfirmDeviceCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
  SetUserPoolSessionConfigurationCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { deviceRandomLength, generateDeviceVerifier } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerPasswordVerifier, startSrpSignIn } from "../compat/sdk-srp.ts";
import { openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { type Ended, operatorAt } from "../support/poolhouse-command.ts";

let server: InProcessServer;
let run: (args: readonly string[], input?: string) => Promise<Ended>;
let UserPoolId: string;
let ClientId: string;

beforeAll(async () => {
  server = await startInProcessServer();
  run = operatorAt(server.url, server.operatorKey);
  const { UserPool } = await server.sdk.send(
    new CreateUserPoolCommand({
      PoolName: "people",
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false },
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
    }),
  );
  UserPoolId = UserPool?.Id ?? "";
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await server.sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration,
    }),
  );
  await server.sdk.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId,
      UserSessionTracking: "ENABLED",
      TokenSession: { MaxPerUser: 20 },
    }),
  );
  const { UserPoolClient } = await server.sdk.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "web",
      ExplicitAuthFlows: [
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
    }),
  );
  ClientId = UserPoolClient?.ClientId ?? "";
});
afterAll(() => server.stop());

/** Runs a command that must work; answers what it printed. */
async function done(...args: string[]): Promise<string> {
  const ended = await run(args);
  expect(ended).toMatchObject({ code: 0 });
  return ended.out;
}
/** As {@link done}, as the JSON it printed. */
const json = async (...args: string[]): Promise<unknown> => JSON.parse(await done(...args, "--json"));

const password = "Correct-Horse-9";

/** Makes somebody who is signed in. */
async function welcome(name: string): Promise<AuthenticationResultType> {
  await done("users", "create", UserPoolId, name, "--send", "nothing");
  await run(["users", "set-password", UserPoolId, name], password);
  const app = { userPoolId: UserPoolId, clientId: ClientId, clientSecret: undefined };
  const started = await startSrpSignIn(server.sdk, app, name);
  const proven = await answerPasswordVerifier(server.sdk, app, { ...started, password });
  return proven.AuthenticationResult ?? {};
}

const signIn = (name: string) =>
  server.sdk.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: name, PASSWORD: password },
    }),
  );

async function confirmDevice({ AccessToken, NewDeviceMetadata }: AuthenticationResultType): Promise<string> {
  const { DeviceKey = "", DeviceGroupKey = "" } = NewDeviceMetadata ?? {};
  const identity = { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey };
  const { wire } = await generateDeviceVerifier(identity, randomBytes(deviceRandomLength));
  const confirmation = { AccessToken, DeviceKey, DeviceName: "phone", DeviceSecretVerifierConfig: wire };
  await server.sdk.send(new ConfirmDeviceCommand(confirmation));
  return DeviceKey;
}

/** Enrols an authenticator app that is asked for from now on. */
async function enrol(name: string, AccessToken: string | undefined): Promise<void> {
  const { SecretCode = "" } = await server.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = openAuthenticatorApp(SecretCode).freshCode();
  await server.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await server.sdk.send(
    new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: name, SoftwareTokenMfaSettings }),
  );
}

describe("poolhouse users reset-mfa", () => {
  it("lets somebody in whose phone is lost, and forgets what stood in for it", async () => {
    const tokens = await welcome("ada");
    await confirmDevice(tokens);
    await enrol("ada", tokens.AccessToken);
    expect(await signIn("ada")).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    const reset = ["users", "reset-mfa", UserPoolId, "ada"];
    expect(await run(reset)).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
    expect(await signIn("ada")).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
    expect(await json(...reset, "--yes", "--forget-devices", "--passkeys", "--sign-out")).toEqual({
      UserPoolId,
      Username: "ada",
      SoftwareTokensDeleted: true,
      CodesSwitchedOff: true,
      PasskeysDeleted: 0,
      DevicesForgotten: 1,
    });
    expect((await signIn("ada")).AuthenticationResult).toBeDefined();
    expect(await done(...reset, "--yes")).toContain("There was no authenticator app.");
    const nobody = await run(["users", "reset-mfa", UserPoolId, "nobody", "--yes"]);
    expect(nobody).toMatchObject({ code: 3, out: "" });
  });
});

describe("poolhouse users reset-mfa, where there is little to take away", () => {
  it("leaves the one factor of a pool that demands one, and says so", async () => {
    const made = await server.sdk.send(
      new CreateUserPoolCommand({
        PoolName: "demanding",
        MfaConfiguration: "ON",
        SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" },
        AutoVerifiedAttributes: ["phone_number"],
      }),
    );
    const demanding = made.UserPool?.Id ?? "";
    const attributes = ["--attribute", "phone_number=+14255550839", "--verified"];
    await done("users", "create", demanding, "hedy", "--send", "nothing", ...attributes);
    await run(["users", "set-password", demanding, "hedy"], password);
    const out = await done("users", "reset-mfa", demanding, "hedy", "--yes");
    expect(out).toContain("Codes stay on");
    expect(await json("users", "reset-mfa", demanding, "hedy", "--yes")).toMatchObject({
      CodesSwitchedOff: false,
    });
  });

  it("finds nothing to do for somebody who never confirmed the account", async () => {
    await server.sdk.send(new SignUpCommand({ ClientId, Username: "lise", Password: password }));
    const answer = await json("users", "reset-mfa", UserPoolId, "lise", "--yes");
    expect(answer).toMatchObject({ SoftwareTokensDeleted: false, CodesSwitchedOff: true });
    expect(await done("users", "confirm", UserPoolId, "lise")).toBe("lise is confirmed.\n");
  });
});

describe("devices, sessions and passkeys", () => {
  it("are listed, and taken away one by one", async () => {
    const tokens = await welcome("grace");
    const device = await confirmDevice(tokens);
    expect(await json("users", "devices", UserPoolId, "grace")).toMatchObject({
      Devices: [{ DeviceKey: device, DeviceCreateDate: expect.stringMatching(/Z$/) }],
    });
    expect(await done("users", "devices", UserPoolId, "grace")).toMatch(/^DEVICE +NAME +STATUS/);
    await done("users", "forget-device", UserPoolId, "grace", device);
    expect(await json("users", "devices", UserPoolId, "grace")).toEqual({ Devices: [] });
    expect(await run(["users", "forget-device", UserPoolId, "grace", device])).toMatchObject({ code: 3 });
    const { Sessions } = (await json("users", "sessions", UserPoolId, "grace")) as {
      Sessions: { SessionId: string }[];
    };
    expect(Sessions).toHaveLength(1);
    await done("users", "end-session", UserPoolId, "grace", Sessions[0]?.SessionId ?? "");
    expect(await json("users", "sessions", UserPoolId, "grace")).toEqual({ Sessions: [] });
    expect(await json("users", "passkeys", UserPoolId, "grace")).toEqual({ Credentials: [] });
    expect(await run(["users", "delete-passkey", UserPoolId, "grace", "none"])).toMatchObject({ code: 3 });
  });

  it("are of pools that track them", async () => {
    const plain = (await done("pools", "create", "plain")).trim();
    await done("users", "create", plain, "edith", "--send", "nothing");
    const sessions = await run(["users", "sessions", plain, "edith"]);
    expect(sessions).toMatchObject({ code: 1, err: expect.stringContaining("OperationNotEnabled") });
    const events = await run(["users", "events", plain, "edith"]);
    expect(events).toMatchObject({ code: 1, err: expect.stringContaining("AdvancedSecurityMode") });
  });
});

describe("poolhouse users events", () => {
  it("shows a sign-in and its result", async () => {
    await welcome("joan");
    expect(await json("users", "events", UserPoolId, "joan")).toMatchObject({
      AuthEvents: [{ EventType: "SignIn", EventResponse: "Pass", CreationDate: expect.stringMatching(/Z$/) }],
    });
    expect(await done("users", "events", UserPoolId, "joan")).toMatch(/^TIME +EVENT +RESULT +CHALLENGES/);
  });
});

describe("poolhouse users confirm", () => {
  it("confirms nobody twice", async () => {
    expect(await run(["users", "confirm", UserPoolId, "joan"])).toMatchObject({ code: 1, out: "" });
  });
});
