/** A person with passkeys: signs in, registers, and signs in again. */
import type { InitiateAuthResponse } from "@poolhouse/protocol";
import type { PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import type { Service } from "./service.ts";
import { type App, createApp, createPerson, type Person } from "./sign-in.ts";
import {
  type Bend,
  createPasskey,
  type CreationOptions,
  type RequestOptions,
  type SoftwarePasskey,
  usePasskey,
} from "./software-authenticator.ts";

export const origin = "https://app.example.com";

/** A pool where people may sign in with passkeys made for example.com. */
export function createPasskeyApp(
  service: Service,
  options: { pool?: PoolSettings; webAuthn?: PoolSettings["WebAuthnConfiguration"] } = {},
): Promise<App> {
  return createApp(service, {
    pool: {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
      WebAuthnConfiguration: { RelyingPartyId: "example.com", ...options.webAuthn },
      ...options.pool,
    },
    client: {
      ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    },
  });
}

/** Signs in with the password alone and answers the access token. */
export async function accessTokenOf(service: Service, app: App, person: Person): Promise<string> {
  const { AuthenticationResult } = await service.call("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: person.username, PASSWORD: person.password },
  });
  return AuthenticationResult?.AccessToken ?? "";
}

/** Begins a registration. */
export async function startRegistration(service: Service, AccessToken: string): Promise<CreationOptions> {
  const { CredentialCreationOptions } = await service.call("StartWebAuthnRegistration", { AccessToken });
  // The tests of the operation look at the members one by one.
  return CredentialCreationOptions as unknown as CreationOptions;
}

/** Registers a passkey, whatever its authenticator does on the way. */
export async function registerPasskey(
  service: Service,
  AccessToken: string,
  given: Partial<Parameters<typeof createPasskey>[1]> & { bend?: Bend } = {},
): Promise<SoftwarePasskey> {
  const { bend, ...rest } = given;
  const options = await startRegistration(service, AccessToken);
  const { passkey, credential } = createPasskey(options, { origin, ...rest }, bend);
  await service.call("CompleteWebAuthnRegistration", { AccessToken, Credential: credential });
  return passkey;
}

/** Somebody with a password and a passkey. */
export async function createPasskeyOwner(
  service: Service,
  app: App,
  person: Person,
  given: Parameters<typeof registerPasskey>[2] = {},
): Promise<{ token: string; passkey: SoftwarePasskey }> {
  await createPerson(service, app, person);
  const token = await accessTokenOf(service, app, person);
  return { token, passkey: await registerPasskey(service, token, given) };
}

/** Begins USER_AUTH, preferring a passkey unless told otherwise. */
export function beginWithPasskey(
  service: Service,
  app: App,
  username: string,
  parameters: Record<string, string> = { PREFERRED_CHALLENGE: "WEB_AUTHN" },
): Promise<InitiateAuthResponse> {
  return service.call("InitiateAuth", {
    AuthFlow: "USER_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: username, ...parameters },
  });
}

/** What the browser is asked for. */
export function requestOptionsOf(asked: InitiateAuthResponse): RequestOptions {
  // The tests of the challenge look at the members one by one.
  return JSON.parse(asked.ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"] ?? "{}") as RequestOptions;
}

/** Answers WEB_AUTHN, or another challenge with a credential in it. */
export function answerWithPasskey(
  service: Service,
  app: App,
  given: {
    username: string;
    asked: InitiateAuthResponse;
    passkey: SoftwarePasskey;
    bend?: Bend;
    challenge?: "WEB_AUTHN" | "SELECT_CHALLENGE";
  },
) {
  const { username, asked, passkey, bend, challenge = "WEB_AUTHN" } = given;
  const CREDENTIAL = usePasskey(passkey, requestOptionsOf(asked), { origin, ...bend });
  return service.call("RespondToAuthChallenge", {
    ClientId: app.clientId,
    ChallengeName: challenge,
    Session: asked.Session,
    ChallengeResponses: {
      USERNAME: username,
      CREDENTIAL,
      ...(challenge === "SELECT_CHALLENGE" && { ANSWER: "WEB_AUTHN" }),
    },
  });
}
