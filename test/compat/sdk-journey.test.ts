// The unmodified @aws-sdk/client-cognito-identity-provider 3 against a running server, only its endpoint set: what back ends do.
import {
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
  RevokeTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode } from "../support/mailbox-reader.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { type ProvisionedApp, provisionApp, provisionPerson } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { expectUserTokens, type IssuedTokens } from "../support/verify-tokens.ts";
import { answerPasswordVerifier, startSrpSignIn } from "./sdk-srp.ts";

const password = "Correct-Horse-9";
let server: RunningServer;
let app: ProvisionedApp;

type Answer = InitiateAuthCommandOutput | RespondToAuthChallengeCommandOutput;

const signInWithPassword = (username: string): Promise<Answer> =>
  server.sdk.send(
    new InitiateAuthCommand({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: app.clientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  );

async function signInWithSrp(username: string): Promise<Answer> {
  const started = await startSrpSignIn(server.sdk, app, username);
  return answerPasswordVerifier(server.sdk, app, { ...started, password });
}

async function join(email: string): Promise<void> {
  const signedUp = await server.sdk.send(
    new SignUpCommand({
      ClientId: app.clientId,
      Username: email,
      Password: password,
      UserAttributes: [{ Name: "email", Value: email }],
    }),
  );
  expect(signedUp).toMatchObject({
    UserConfirmed: false,
    UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL" },
  });
  const ConfirmationCode = await awaitCode(server.url, email);
  await server.sdk.send(
    new ConfirmSignUpCommand({ ClientId: app.clientId, Username: email, ConfirmationCode }),
  );
}

interface SetUp {
  phone: AuthenticatorApp;
  session: string | undefined;
}

async function verifyWithSession(asked: Answer): Promise<SetUp> {
  const associated = await server.sdk.send(new AssociateSoftwareTokenCommand({ Session: asked.Session }));
  const phone = openAuthenticatorApp(associated.SecretCode ?? "");
  const verified = await server.sdk.send(
    new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: phone.freshCode() }),
  );
  expect(verified.Status).toBe("SUCCESS");
  return { phone, session: verified.Session };
}

function answerChallenge(asked: Answer, responses: Record<string, string>): Promise<Answer> {
  return server.sdk.send(
    new RespondToAuthChallengeCommand({
      ChallengeName: asked.ChallengeName,
      ClientId: app.clientId,
      Session: asked.Session,
      ChallengeResponses: { USERNAME: asked.ChallengeParameters?.["USER_ID_FOR_SRP"] ?? "", ...responses },
    }),
  );
}

function resultOf(answer: Answer): AuthenticationResultType & IssuedTokens {
  const { AuthenticationResult: result } = answer;
  if (result === undefined) throw new Error(`asked for ${answer.ChallengeName}`);
  return { ...result, accessToken: result.AccessToken ?? "", idToken: result.IdToken ?? "" };
}

/** A new person with a software token, signed in. */
async function enrol(email: string): Promise<{ phone: AuthenticatorApp; answer: Answer }> {
  await join(email);
  const asked = await signInWithPassword(email);
  const { phone, session } = await verifyWithSession(asked);
  return { phone, answer: await answerChallenge({ ...asked, Session: session }, {}) };
}

const getUser = (AccessToken: string): Promise<unknown> =>
  server.sdk.send(new GetUserCommand({ AccessToken }));

const refreshFlow = (token: string | undefined): Promise<Answer> =>
  server.sdk.send(
    new InitiateAuthCommand({
      AuthFlow: "REFRESH_TOKEN_AUTH",
      ClientId: app.clientId,
      AuthParameters: { REFRESH_TOKEN: token ?? "" },
    }),
  );

describe.each(["SQLite", "PostgreSQL"])(
  "the AWS SDK with %s, in a pool that requires a software token",
  (engine) => {
    let database: Database | undefined;

    beforeAll(async () => {
      if (engine === "PostgreSQL") database = await createDatabase(inject("postgresUrl"));
      server = await startRunningServer(database === undefined ? {} : { databaseUrl: database.url });
      app = await provisionApp(server.sdk, { mfa: "ON" });
    });
    afterAll(async () => {
      await server.stop();
      await database?.drop();
    });

    it.each([
      ["a plain password", signInWithPassword],
      ["SRP", signInWithSrp],
    ])(
      "signs a person in with %s, enrols a software token and asks for its code the next time",
      async (way, signIn) => {
        const email = `ada.${way.replaceAll(" ", ".").toLowerCase()}@example.com`;
        await join(email);
        const asked = await signIn(email);
        expect(asked).toMatchObject({
          ChallengeName: "MFA_SETUP",
          Session: expect.any(String),
          ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
        });
        const { phone, session } = await verifyWithSession(asked);
        const first = await answerChallenge({ ...asked, Session: session }, {});
        expect(first).toMatchObject({
          ChallengeParameters: {},
          AuthenticationResult: { TokenType: "Bearer", ExpiresIn: 3600, RefreshToken: expect.any(String) },
        });
        expect(first.ChallengeName).toBeUndefined();
        const { access } = await expectUserTokens({ ...server, ...app }, resultOf(first), { email });
        expect(await getUser(resultOf(first).accessToken)).toMatchObject({
          Username: access.sub,
          UserAttributes: [
            { Name: "sub", Value: access.sub },
            { Name: "email", Value: email },
            { Name: "email_verified", Value: "true" },
          ],
          UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
        });

        const next = await signIn(email);
        expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
        const wrong = answerChallenge(next, { SOFTWARE_TOKEN_MFA_CODE: phone.wrongCode() });
        await expect(wrong).rejects.toMatchObject({ name: "CodeMismatchException" });
        const used = answerChallenge(next, { SOFTWARE_TOKEN_MFA_CODE: phone.usedCode() });
        await expect(used).rejects.toMatchObject({ name: "ExpiredCodeException" });
        const right = await answerChallenge(next, { SOFTWARE_TOKEN_MFA_CODE: phone.freshCode() });
        await expectUserTokens({ ...server, ...app }, resultOf(right), { email });
      },
    );

    it("refreshes by both operations, and refuses both after a global sign-out", async () => {
      const email = "grace@example.com";
      const tokens = resultOf((await enrol(email)).answer);
      const byFlow = await refreshFlow(tokens.RefreshToken);
      expect(byFlow.AuthenticationResult?.RefreshToken).toBeUndefined();
      await expectUserTokens({ ...server, ...app }, resultOf(byFlow), { email });
      const exchange = new GetTokensFromRefreshTokenCommand({
        ClientId: app.clientId,
        RefreshToken: tokens.RefreshToken,
      });
      const byOperation = await server.sdk.send(exchange);
      const { access } = await expectUserTokens(
        { ...server, ...app },
        resultOf({ ...byFlow, ...byOperation }),
        { email },
      );

      await server.sdk.send(new GlobalSignOutCommand({ AccessToken: tokens.accessToken }));
      const revoked = { name: "NotAuthorizedException", message: "Refresh Token has been revoked" };
      await expect(refreshFlow(tokens.RefreshToken)).rejects.toMatchObject(revoked);
      await expect(server.sdk.send(exchange)).rejects.toMatchObject(revoked);
      for (const token of [tokens.accessToken, resultOf(byFlow).accessToken])
        await expect(getUser(token)).rejects.toMatchObject({ message: "Access Token has been revoked" });
      expect(access.sub).toBeDefined();
    });

    it("revokes one sign-in and leaves the other alone", async () => {
      const email = "mary@example.com";
      const { phone, answer } = await enrol(email);
      const first = resultOf(answer);
      const asked = await signInWithSrp(email);
      const second = resultOf(await answerChallenge(asked, { SOFTWARE_TOKEN_MFA_CODE: phone.freshCode() }));
      await server.sdk.send(new RevokeTokenCommand({ ClientId: app.clientId, Token: first.RefreshToken }));
      await expect(getUser(first.accessToken)).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Access Token has been revoked",
      });
      await expect(refreshFlow(first.RefreshToken)).rejects.toMatchObject({
        message: "Refresh Token has been revoked",
      });
      expect(await getUser(second.accessToken)).toMatchObject({ Username: expect.any(String) });
      const access = new RevokeTokenCommand({ ClientId: app.clientId, Token: second.accessToken });
      await expect(server.sdk.send(access)).rejects.toMatchObject({ name: "UnsupportedTokenTypeException" });
    });

    it("asks somebody an operator signed up for a new password, then for a software token", async () => {
      const email = "hedy@example.com";
      await provisionPerson(server.sdk, app, { username: email, email, password, permanent: false });
      const asked = await signInWithSrp(email);
      expect(asked).toMatchObject({
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        ChallengeParameters: {
          requiredAttributes: "[]",
          userAttributes: JSON.stringify({ email, email_verified: "true" }),
        },
      });
      const weak = answerChallenge(asked, { NEW_PASSWORD: "short" });
      await expect(weak).rejects.toMatchObject({ name: "InvalidPasswordException" });
      const setUp = await answerChallenge(asked, { NEW_PASSWORD: "Correct-Horse-10" });
      expect(setUp.ChallengeName).toBe("MFA_SETUP");
      const { session } = await verifyWithSession(setUp);
      const done = await answerChallenge({ ...setUp, Session: session }, {});
      expect(resultOf(done).accessToken).not.toBe("");
    });

    it("uses each session of a sign-in once", async () => {
      const { phone } = await enrol("edith@example.com");
      const asked = await signInWithPassword("edith@example.com");
      const code = { SOFTWARE_TOKEN_MFA_CODE: phone.freshCode() };
      await answerChallenge(asked, code);
      await expect(answerChallenge(asked, code)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    });
  },
);
