// Pools and people that the examples of the comments are run with.
import { randomBytes } from "node:crypto";
import {
  AdminUpdateUserAttributesCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type UserPoolMfaType,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  Amplify,
  confirmSignIn,
  MemoryStorage,
  type ResourcesConfig,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from "@poolhouse/auth";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";

/** An app that is configured for a pool of its own, with one person in it. */
export interface Stage {
  readonly server: StageServer;
  readonly app: ProvisionedApp;
  readonly config: ResourcesConfig;
  readonly username: string;
  readonly password: string;
  readonly email: string;
}

/** A server whose time can be put forward. */
export interface StageServer extends InProcessServer {
  /** How far it is ahead, in milliseconds. */
  ahead: number;
}

export async function startStageServer(): Promise<StageServer> {
  const time = { ahead: 0 };
  const server = await startInProcessServer({ clock: { now: () => Date.now() + time.ahead } });
  return Object.assign(time, server);
}

export interface StageOptions {
  readonly mfa?: UserPoolMfaType;
  readonly pool?: Partial<CreateUserPoolCommandInput>;
}

/** What a pool does beyond the protocol, all of it. */
const UserPoolTags = {
  "poolhouse:recovery-codes": "on",
  "poolhouse:resend-sign-in-code": "on",
  "poolhouse:software-tokens-per-user": "3",
};

/** Makes the pool, and `ada` in it; nobody is signed in. */
export async function openStage(server: StageServer, options: StageOptions = {}): Promise<Stage> {
  const { mfa = "OPTIONAL", pool = {} } = options;
  const AutoVerifiedAttributes: CreateUserPoolCommandInput["AutoVerifiedAttributes"] = ["email"];
  const app = await provisionApp(server.sdk, {
    mfa,
    pool: { UserPoolTags, AutoVerifiedAttributes, ...pool },
  });
  const [username, password] = ["ada", "Correct-Horse-9"];
  const email = `ada-${randomBytes(4).toString("hex")}@example.com`;
  await provisionPerson(server.sdk, app, { username, password, email, permanent: true });
  const { userPoolId, clientId: userPoolClientId } = app;
  const config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } };
  Amplify.configure(config, {
    Auth: { storage: new MemoryStorage(), pendingStorage: new MemoryStorage() },
  });
  return { server, app, config, username, password, email };
}

/** The same with `ada` signed in. */
export async function openSignedIn(server: StageServer, options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(server, options);
  await signIn(stage);
  return stage;
}

/** The same with an authenticator app that is asked for from here on. */
export async function openWithApp(server: StageServer): Promise<Stage & { phone: AuthenticatorApp }> {
  const stage = await openSignedIn(server);
  const phone = openAuthenticatorApp((await setUpTOTP()).sharedSecret);
  await verifyTOTPSetup({ code: phone.freshCode() });
  await updateMFAPreference({ totp: "PREFERRED" });
  return { ...stage, phone };
}

/** The same in a session that began with a code of the app. */
export async function openProven(server: StageServer): Promise<Stage & { phone: AuthenticatorApp }> {
  const stage = await openPending(server);
  await confirmSignIn({ challengeResponse: stage.phone.freshCode() });
  return stage;
}

/** In the middle of a sign-in: the code of the app is waited for. */
export async function openPending(server: StageServer): Promise<Stage & { phone: AuthenticatorApp }> {
  const stage = await openWithApp(server);
  await signOut();
  await signIn(stage);
  return stage;
}

/** A pool with text messages beside authenticator apps, and `ada` with a telephone that is verified. */
export async function openWithTelephone(server: StageServer): Promise<Stage> {
  const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };
  const stage = await openStage(server, { pool: { SmsConfiguration } });
  const { userPoolId: UserPoolId } = stage.app;
  await server.sdk.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      SmsMfaConfiguration: { SmsConfiguration },
    }),
  );
  await server.sdk.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId,
      Username: stage.username,
      UserAttributes: [
        { Name: "phone_number", Value: "+15555550100" },
        { Name: "phone_number_verified", Value: "true" },
      ],
    }),
  );
  await signIn(stage);
  return stage;
}
