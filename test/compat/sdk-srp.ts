/** SRP for callers of the AWS SDK, which has none of its own: the arithmetic that both ends share. */
import { randomBytes } from "node:crypto";
import {
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { formatTimestamp, secretHash, signPasswordClaim, type SrpStart, startSrp } from "@poolhouse/protocol";
import type { ProvisionedApp } from "../support/provision-app.ts";

/** A sign-in after its first step. */
export interface StartedSrp {
  readonly start: SrpStart;
  readonly asked: InitiateAuthCommandOutput;
}

/** The SECRET_HASH of a client that has a secret, nothing for one that has not. */
export async function hashFor(app: ProvisionedApp, username: string): Promise<{ SECRET_HASH?: string }> {
  if (app.clientSecret === undefined) return {};
  return { SECRET_HASH: await secretHash(username, app.clientId, app.clientSecret) };
}

/** USER_SRP_AUTH: the first step. */
export async function startSrpSignIn(
  sdk: CognitoIdentityProviderClient,
  app: ProvisionedApp,
  username: string,
): Promise<StartedSrp> {
  const start = startSrp(randomBytes(32));
  const asked = await sdk.send(
    new InitiateAuthCommand({
      AuthFlow: "USER_SRP_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: username, SRP_A: start.A, ...(await hashFor(app, username)) },
    }),
  );
  return { start, asked };
}

/** The second step: the proof of the password. */
export async function answerPasswordVerifier(
  sdk: CognitoIdentityProviderClient,
  app: ProvisionedApp,
  { start, asked, password }: StartedSrp & { password: string },
): Promise<RespondToAuthChallengeCommandOutput> {
  const shown = asked.ChallengeParameters ?? {};
  const userId = shown["USER_ID_FOR_SRP"] ?? "";
  const secretBlock = shown["SECRET_BLOCK"] ?? "";
  const timestamp = formatTimestamp(Date.now());
  const signature = await signPasswordClaim({
    poolName: app.userPoolId.slice(app.userPoolId.indexOf("_") + 1),
    userId,
    password,
    salt: shown["SALT"] ?? "",
    ...start,
    B: shown["SRP_B"] ?? "",
    secretBlock,
    timestamp,
  });
  return sdk.send(
    new RespondToAuthChallengeCommand({
      ChallengeName: asked.ChallengeName,
      ClientId: app.clientId,
      ChallengeResponses: {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP: timestamp,
        ...(await hashFor(app, userId)),
      },
    }),
  );
}
