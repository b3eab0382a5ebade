/**
 * Where each operation of the AWS SDK is called at least once: one pool with everything switched on, one app client, and people
 * made as they are needed. Names are made up anew, so that rows do not meet.
 */
import { randomBytes } from "node:crypto";
import * as Sdk from "@aws-sdk/client-cognito-identity-provider";
import { deviceRandomLength, generateDeviceVerifier } from "@poolhouse/protocol";
import { expect } from "vitest";
import type { World } from "../../../packages/server/src/operations/operation.ts";
import type { InProcessServer } from "../../support/in-process-server.ts";
import { awaitCode } from "../../support/mailbox-reader.ts";
import { provisionApp, type ProvisionedApp, provisionPerson } from "../../support/provision-app.ts";
import { answerPasswordVerifier, startSrpSignIn } from "../sdk-srp.ts";

/** Every operation that the SDK has a command for. */
export type SdkOperation = {
  [K in keyof typeof Sdk]: K extends `${infer N}Command` ? (N extends "$" ? never : N) : never;
}[keyof typeof Sdk];

/** The classes by name, for names that are only known at run time. */
const commands: typeof Sdk = { ...Sdk };

type Command<N extends SdkOperation> = (typeof Sdk)[`${N}Command`];
type Input<N extends SdkOperation> = ConstructorParameters<Command<N>>[0];
type Output<N extends SdkOperation> =
  InstanceType<Command<N>> extends { resolveMiddleware(...given: never[]): infer H }
    ? H extends (...given: never[]) => Promise<{ output: infer O }>
      ? O
      : never
    : never;

/** Calls each of some operations with its documented success, or with the refusal that is documented in its place. */
export type Rows<N extends SdkOperation> = { readonly [K in N]: (scene: Scene) => Promise<void> };

export const password = "Correct-Horse-9";

interface Tokens {
  readonly AccessToken: string;
  readonly RefreshToken: string;
}

/** One place and what can be done there. */
export interface Scene {
  readonly url: string;
  /** The server's inside, for what only a notification would tell. */
  readonly world: World;
  readonly UserPoolId: string;
  readonly ClientId: string;
  send<N extends SdkOperation>(name: N, input: Input<N>): Promise<Output<N>>;
  /** A name that nothing has yet. */
  name(kind: string): string;
  /** A pool of its own, for what would disturb others. */
  ownPool(settings?: Partial<Sdk.CreateUserPoolCommandInput>): Promise<{ UserPoolId: string }>;
  /** Somebody with a password and a verified address, `<Username>@example.com`. */
  person(): Promise<{ UserPoolId: string; Username: string }>;
  /** Somebody who has signed in with the password in clear. */
  signedIn(): Promise<Tokens & { Username: string }>;
  /** Somebody who has signed in by SRP on a device that was confirmed. */
  withDevice(): Promise<Tokens & { Username: string; DeviceKey: string }>;
  /** Somebody who has signed in by SRP, with what ConfirmDevice takes. */
  onNewDevice(): Promise<{ input: Sdk.ConfirmDeviceCommandInput; tokens: Tokens; Username: string }>;
  /** Somebody who has signed up and not confirmed it. */
  newcomer(): Promise<{ ClientId: string; Username: string }>;
  /** The newest code that was sent to an address. */
  code(address: string, count?: number): Promise<string>;
}

/** An answer that has nothing to say. */
export function expectNothing(answer: object): void {
  expect(Object.keys(answer)).toEqual(["$metadata"]);
}

/** Sets up the place. */
export async function openScene({
  sdk,
  url,
  world,
}: Pick<InProcessServer, "sdk" | "url" | "world">): Promise<Scene> {
  const send: Scene["send"] = (name, input) => {
    // The class under the operation's name takes this input and brings this output: the types above are read off it.
    const Made = commands[`${name}Command`] as unknown as new (given: unknown) => Sdk.GetUserCommand;
    return sdk.send(new Made(input)) as never;
  };
  const app = await openApp(sdk, send);
  const { userPoolId: UserPoolId, clientId: ClientId } = app;
  let count = 0;
  const name = (kind: string): string => `${kind}-${(count += 1)}`;

  const person: Scene["person"] = async () => {
    const Username = name("person");
    const email = `${Username}@example.com`;
    await provisionPerson(sdk, app, { username: Username, password, email, permanent: true });
    return { UserPoolId, Username };
  };
  const onNewDevice: Scene["onNewDevice"] = async () => {
    const { Username } = await person();
    const started = await startSrpSignIn(sdk, app, Username);
    const { AuthenticationResult: result } = await answerPasswordVerifier(sdk, app, { ...started, password });
    const { DeviceKey = "", DeviceGroupKey = "" } = result?.NewDeviceMetadata ?? {};
    const identity = { deviceKey: DeviceKey, deviceGroupKey: DeviceGroupKey };
    const { wire } = await generateDeviceVerifier(identity, randomBytes(deviceRandomLength));
    const tokens = tokensOf(result);
    const input = { AccessToken: tokens.AccessToken, DeviceKey, DeviceSecretVerifierConfig: wire };
    return { input, tokens, Username };
  };
  return {
    url,
    world,
    UserPoolId,
    ClientId,
    send,
    name,
    person,
    onNewDevice,
    code: (address, nth) => awaitCode(url, address, nth),
    async ownPool(settings = {}) {
      const { UserPool } = await send("CreateUserPool", { PoolName: name("pool"), ...settings });
      return { UserPoolId: UserPool?.Id ?? "" };
    },
    async signedIn() {
      const { Username } = await person();
      const { AuthenticationResult } = await send("InitiateAuth", {
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId,
        AuthParameters: { USERNAME: Username, PASSWORD: password },
      });
      return { ...tokensOf(AuthenticationResult), Username };
    },
    async withDevice() {
      const { input, tokens, Username } = await onNewDevice();
      await send("ConfirmDevice", input);
      return { ...tokens, Username, DeviceKey: input.DeviceKey ?? "" };
    },
    async newcomer() {
      const Username = name("newcomer");
      const UserAttributes = [{ Name: "email", Value: `${Username}@example.com` }];
      await send("SignUp", { ClientId, Username, Password: password, UserAttributes });
      return { ClientId, Username };
    },
  };
}

const tokensOf = (result: Sdk.AuthenticationResultType | undefined): Tokens => ({
  AccessToken: result?.AccessToken ?? "",
  RefreshToken: result?.RefreshToken ?? "",
});

/** The pool: factors, devices, sessions, passkeys and events are on; nothing is required. */
async function openApp(sdk: Sdk.CognitoIdentityProviderClient, send: Scene["send"]): Promise<ProvisionedApp> {
  const app = await provisionApp(sdk, {
    pool: {
      AutoVerifiedAttributes: ["email"],
      EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      UserPoolTier: "PLUS",
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
      UserPoolTags: { team: "one" },
    },
    client: { ReadAttributes: ["email", "name"], WriteAttributes: ["email", "name", "phone_number"] },
  });
  const { userPoolId: UserPoolId } = app;
  await send("SetUserPoolMfaConfig", {
    UserPoolId,
    MfaConfiguration: "OPTIONAL",
    SoftwareTokenMfaConfiguration: { Enabled: true },
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" } },
    EmailMfaConfiguration: { Message: "Code {####}", Subject: "Code" },
    WebAuthnConfiguration: { RelyingPartyId: "example.com" },
  });
  const TokenSession = { MaxPerUser: 20 };
  await send("SetUserPoolSessionConfiguration", { UserPoolId, UserSessionTracking: "ENABLED", TokenSession });
  return app;
}
