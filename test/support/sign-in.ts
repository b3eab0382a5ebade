/** A client's half of a sign-in, as apps do it: SRP with the shared arithmetic, codes from an authenticator app. */
import { formatTimestamp, signPasswordClaim, startSrp } from "@poolhouse/protocol";
import type { RespondToAuthChallengeResponse } from "@poolhouse/protocol";
import type { ClientSettings, PoolSettings } from "../../packages/server/src/kernel/settings.ts";
import { createPool } from "./pools.ts";
import type { Service } from "./service.ts";

export interface Person {
  username: string;
  password: string;
}

/** Where somebody signs in. */
export interface App {
  poolId: string;
  clientId: string;
}

/** A pool with a client, ready to sign people in with a password and, if asked for, a software token. */
export async function createApp(
  service: Service,
  options: {
    mfa?: "OFF" | "OPTIONAL" | "ON";
    pool?: PoolSettings;
    client?: ClientSettings;
    secret?: string;
  } = {},
): Promise<App> {
  const { mfa = "OFF", secret } = options;
  const { UserPoolId, ClientId } = await createPool(service, {
    pool: {
      MfaConfiguration: mfa,
      ...(mfa !== "OFF" && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
      ...options.pool,
    },
    client: { ExplicitAuthFlows: everyPasswordFlow, ...options.client },
    ...(secret !== undefined && { secret }),
    signingKeys: true,
  });
  return { poolId: UserPoolId, clientId: ClientId };
}

const everyPasswordFlow: NonNullable<ClientSettings["ExplicitAuthFlows"]> = [
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
];

/** A user who is confirmed and has this password. */
export async function createPerson(service: Service, app: App, person: Person): Promise<string> {
  const { User } = await service.call("AdminCreateUser", {
    UserPoolId: app.poolId,
    Username: person.username,
    MessageAction: "SUPPRESS",
  });
  await service.call("AdminSetUserPassword", {
    UserPoolId: app.poolId,
    Username: person.username,
    Password: person.password,
    Permanent: true,
  });
  return User?.Username ?? "";
}

/** How a flow is told to begin with SRP. */
const beginnings = {
  USER_SRP_AUTH: {},
  USER_AUTH: { PREFERRED_CHALLENGE: "PASSWORD_SRP" },
  CUSTOM_AUTH: { CHALLENGE_NAME: "SRP_A" },
} as const;

/** Begins USER_SRP_AUTH and computes the answer to its PASSWORD_VERIFIER. */
export async function beginSrp(
  service: Service,
  app: App,
  given: Person & { random?: string; flow?: "USER_SRP_AUTH" | "USER_AUTH" | "CUSTOM_AUTH" },
): Promise<{ challenge: RespondToAuthChallengeResponse; responses: Record<string, string> }> {
  const { A, a } = startSrp(Buffer.from((given.random ?? "a1").repeat(32), "hex"));
  const challenge = await service.call("InitiateAuth", {
    AuthFlow: given.flow ?? "USER_SRP_AUTH",
    ClientId: app.clientId,
    AuthParameters: { USERNAME: given.username, SRP_A: A, ...beginnings[given.flow ?? "USER_SRP_AUTH"] },
  });
  const parameters = challenge.ChallengeParameters ?? {};
  const userId = parameters["USER_ID_FOR_SRP"] ?? "";
  const timestamp = formatTimestamp(service.clock.now());
  const block = parameters["SECRET_BLOCK"] ?? "";
  const signature = await signPasswordClaim({
    poolName: app.poolId.slice(app.poolId.indexOf("_") + 1),
    userId,
    password: given.password,
    salt: parameters["SALT"] ?? "",
    a,
    A,
    B: parameters["SRP_B"] ?? "",
    secretBlock: block,
    timestamp,
  });
  const responses = {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: block,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  };
  return { challenge, responses };
}

/** The whole password half by SRP: what the server says after the proof. */
export async function signInWithSrp(
  service: Service,
  app: App,
  person: Person,
): Promise<RespondToAuthChallengeResponse> {
  const { responses } = await beginSrp(service, app, person);
  return service.call("RespondToAuthChallenge", {
    ChallengeName: "PASSWORD_VERIFIER",
    ClientId: app.clientId,
    ChallengeResponses: responses,
  });
}
