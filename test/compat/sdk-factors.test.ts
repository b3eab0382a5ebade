// The unmodified @aws-sdk/client-cognito-identity-provider 3 against a running server: second factors as back ends see them.
import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type AuthenticatorApp, openAuthenticatorApp } from "../support/authenticator-app.ts";
import { awaitCode, otherCode } from "../support/mailbox-reader.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import type { ProvisionedApp } from "../support/provision-app.ts";
import { type RunningServer, startRunningServer } from "../support/running-server.ts";
import { type Factor, invite, preferFactors, provisionFactors } from "./factor-pools.ts";
import { answerPasswordVerifier, startSrpSignIn } from "./sdk-srp.ts";

const password = "Correct-Horse-9";
type Answer = InitiateAuthCommandOutput | RespondToAuthChallengeCommandOutput;

describe.each(["SQLite", "PostgreSQL"])("the AWS SDK and second factors, with %s", (engine) => {
  let database: Database | undefined;
  let server: RunningServer;
  let app: ProvisionedApp;
  beforeAll(async () => {
    if (engine === "PostgreSQL") database = await createDatabase(inject("postgresUrl"));
    server = await startRunningServer(database === undefined ? {} : { databaseUrl: database.url });
  });
  afterAll(async () => {
    await server.stop();
    await database?.drop();
  });

  async function openApp(mfa: "OPTIONAL" | "ON", factors: readonly Factor[]): Promise<void> {
    app = await provisionFactors(server.sdk, { mfa, factors });
  }

  async function signIn(username: string): Promise<Answer> {
    const started = await startSrpSignIn(server.sdk, app, username);
    return answerPasswordVerifier(server.sdk, app, { ...started, password });
  }

  function respond(asked: Answer, responses: Record<string, string>): Promise<Answer> {
    return server.sdk.send(
      new RespondToAuthChallengeCommand({
        ChallengeName: asked.ChallengeName,
        ClientId: app.clientId,
        Session: asked.Session,
        ChallengeResponses: {
          USERNAME: asked.ChallengeParameters?.["USER_ID_FOR_SRP"] ?? "",
          ...responses,
        },
      }),
    );
  }

  const select = (asked: Answer, ANSWER: ChallengeNameType): Promise<Answer> => respond(asked, { ANSWER });

  async function addAuthenticatorApp(AccessToken: string | undefined): Promise<AuthenticatorApp> {
    const { SecretCode = "" } = await server.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const phone = openAuthenticatorApp(SecretCode);
    const UserCode = phone.freshCode();
    await server.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    return phone;
  }

  it("asks for the code that came by SMS, after a wrong one for the right one", async () => {
    await openApp("ON", ["SMS"]);
    const phone = "+4915110000051";
    await invite(server.sdk, app, { username: "ada", password, phone });
    const asked = await signIn("ada");
    expect(asked).toMatchObject({
      ChallengeName: "SMS_MFA",
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
        CODE_DELIVERY_DESTINATION: "+*******0051",
        USER_ID_FOR_SRP: "ada",
      },
    });
    const SMS_MFA_CODE = await awaitCode(server.url, phone);
    const wrong = respond(asked, { SMS_MFA_CODE: otherCode(SMS_MFA_CODE) });
    await expect(wrong).rejects.toMatchObject({ name: "CodeMismatchException" });
    const done = await respond(asked, { SMS_MFA_CODE });
    expect(done.AuthenticationResult).toMatchObject({ TokenType: "Bearer", AccessToken: expect.any(String) });
    await expect(respond(asked, { SMS_MFA_CODE })).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("asks which of three factors, and each leads in", async () => {
    await openApp("OPTIONAL", ["SMS", "EMAIL", "TOTP"]);
    const grace = { username: "grace", email: "grace@example.com", phone: "+4915110000052" };
    await invite(server.sdk, app, { ...grace, password });
    const AccessToken = (await signIn("grace")).AuthenticationResult?.AccessToken;
    const phone = await addAuthenticatorApp(AccessToken);
    const Enabled = { Enabled: true };
    await server.sdk.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SMSMfaSettings: Enabled,
        EmailMfaSettings: Enabled,
        SoftwareTokenMfaSettings: Enabled,
      }),
    );

    const asked = await signIn("grace");
    expect(asked).toMatchObject({
      ChallengeName: "SELECT_MFA_TYPE",
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP","SOFTWARE_TOKEN_MFA"]' },
    });
    const bySms = await select(asked, "SMS_MFA");
    expect(bySms.ChallengeName).toBe("SMS_MFA");
    const SMS_MFA_CODE = await awaitCode(server.url, grace.phone);
    expect((await respond(bySms, { SMS_MFA_CODE })).AuthenticationResult).toBeDefined();
    await expect(select(asked, "SMS_MFA")).rejects.toMatchObject({ name: "NotAuthorizedException" });

    const byMail = await select(await signIn("grace"), "EMAIL_OTP");
    expect(byMail).toMatchObject({
      ChallengeName: "EMAIL_OTP",
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: "g***@e***" },
    });
    const EMAIL_OTP_CODE = await awaitCode(server.url, grace.email);
    expect((await respond(byMail, { EMAIL_OTP_CODE })).AuthenticationResult).toBeDefined();

    const byTotp = await select(await signIn("grace"), "SOFTWARE_TOKEN_MFA");
    const done = await respond(byTotp, { SOFTWARE_TOKEN_MFA_CODE: phone.freshCode() });
    expect(done.AuthenticationResult).toBeDefined();
  });

  it("lets a back end sign people in and helps somebody who lost a phone", async () => {
    await openApp("ON", ["SMS", "EMAIL"]);
    const mary = { username: "mary", email: "mary@example.com", phone: "+4915110000053" };
    await invite(server.sdk, app, { ...mary, password });
    const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
    await preferFactors(server.sdk, app, { Username: "mary", SMSMfaSettings });
    const place = { UserPoolId: app.userPoolId, ClientId: app.clientId };
    const begin = new AdminInitiateAuthCommand({
      ...place,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "mary", PASSWORD: password },
    });
    expect((await server.sdk.send(begin)).ChallengeName).toBe("SMS_MFA");

    const EmailMfaSettings = { Enabled: true, PreferredMfa: true };
    await preferFactors(server.sdk, app, { Username: "mary", EmailMfaSettings });
    const asked = await server.sdk.send(begin);
    expect(asked.ChallengeName).toBe("EMAIL_OTP");
    const EMAIL_OTP_CODE = await awaitCode(server.url, mary.email);
    const done = await server.sdk.send(
      new AdminRespondToAuthChallengeCommand({
        ...place,
        ChallengeName: "EMAIL_OTP",
        Session: asked.Session,
        ChallengeResponses: { USERNAME: "mary", EMAIL_OTP_CODE },
      }),
    );
    expect(done.AuthenticationResult).toBeDefined();
  });

  it("sets an e-mail address up within the sign-in", async () => {
    await openApp("ON", ["EMAIL", "TOTP"]);
    await invite(server.sdk, app, { username: "edith", password });
    const asked = await signIn("edith");
    expect(asked).toMatchObject({
      ChallengeName: "MFA_SETUP",
      ChallengeParameters: { MFAS_CAN_SETUP: '["EMAIL_OTP","SOFTWARE_TOKEN_MFA"]' },
    });
    const sent = await respond(asked, { EMAIL: "edith@example.com" });
    expect(sent.ChallengeName).toBe("EMAIL_OTP");
    const EMAIL_OTP_CODE = await awaitCode(server.url, "edith@example.com");
    expect((await respond(sent, { EMAIL_OTP_CODE })).AuthenticationResult).toBeDefined();
  });

  it("begins with a code where that is the first factor", async () => {
    const Policies = {
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] },
    };
    app = await provisionFactors(server.sdk, {
      mfa: "OPTIONAL",
      factors: ["TOTP"],
      pool: { Policies },
      client: { ExplicitAuthFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
    });
    await invite(server.sdk, app, { username: "rosa", email: "rosa@example.com", password });
    const begin = (parameters: Record<string, string>): Promise<Answer> =>
      server.sdk.send(
        new InitiateAuthCommand({
          AuthFlow: "USER_AUTH",
          ClientId: app.clientId,
          AuthParameters: { USERNAME: "rosa", ...parameters },
        }),
      );
    const choice = await begin({});
    expect(choice).toMatchObject({
      ChallengeName: "SELECT_CHALLENGE",
      AvailableChallenges: ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"],
    });
    const asked = await begin({ PREFERRED_CHALLENGE: "EMAIL_OTP" });
    expect(asked.ChallengeName).toBe("EMAIL_OTP");
    const EMAIL_OTP_CODE = await awaitCode(server.url, "rosa@example.com");
    const done = await respond(asked, { USERNAME: "rosa", EMAIL_OTP_CODE });
    expect(done.AuthenticationResult).toBeDefined();
  });
});
