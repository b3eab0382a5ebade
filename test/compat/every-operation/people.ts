/** What people do for themselves, with a client id, a token or a session. */
import { expect } from "vitest";
import { openAuthenticatorApp } from "../../support/authenticator-app.ts";
import { origin } from "../../support/passkeys.ts";
import { createPasskey, type CreationOptions } from "../../support/software-authenticator.ts";
import { expectNothing, password, type Rows, type Scene, type SdkOperation } from "./scene.ts";

const newPassword = "Other-Horse-9";

const signIn = ({ send, ClientId }: Scene, USERNAME: string, PASSWORD = password) =>
  send("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters: { USERNAME, PASSWORD } });

async function attributesOf(
  { send }: Scene,
  AccessToken: string,
): Promise<Record<string, string | undefined>> {
  const { UserAttributes = [] } = await send("GetUser", { AccessToken });
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

/** Somebody with an authenticator app that the server knows of and has not seen a code from. */
async function withPendingApp(scene: Scene): Promise<{ AccessToken: string; code: () => string }> {
  const { AccessToken } = await scene.signedIn();
  const { SecretCode = "" } = await scene.send("AssociateSoftwareToken", { AccessToken });
  return { AccessToken, code: () => openAuthenticatorApp(SecretCode).freshCode() };
}

async function withPasskey(scene: Scene): Promise<{ AccessToken: string; CredentialId: string }> {
  const { AccessToken } = await scene.signedIn();
  const { CredentialCreationOptions } = await scene.send("StartWebAuthnRegistration", { AccessToken });
  // A document that the server made; the row of the operation looks at it.
  const { passkey, credential } = createPasskey(CredentialCreationOptions as unknown as CreationOptions, {
    origin,
  });
  expectNothing(await scene.send("CompleteWebAuthnRegistration", { AccessToken, Credential: credential }));
  return { AccessToken, CredentialId: passkey.id };
}

const delivered = {
  AttributeName: "email",
  DeliveryMedium: "EMAIL",
  Destination: expect.stringMatching(/^.\*\*\*@e\*\*\*$/),
};

export const peopleRows = {
  SignUp: async (scene) => {
    const { ClientId } = scene;
    const Username = scene.name("newcomer");
    const UserAttributes = [{ Name: "email", Value: `${Username}@example.com` }];
    const answer = await scene.send("SignUp", { ClientId, Username, Password: password, UserAttributes });
    expect(answer).toMatchObject({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CodeDeliveryDetails: delivered,
    });
  },
  ConfirmSignUp: async (scene) => {
    const newcomer = await scene.newcomer();
    const ConfirmationCode = await scene.code(`${newcomer.Username}@example.com`);
    expectNothing(await scene.send("ConfirmSignUp", { ...newcomer, ConfirmationCode }));
    expect((await signIn(scene, newcomer.Username)).AuthenticationResult).toBeDefined();
  },
  ResendConfirmationCode: async (scene) => {
    const { CodeDeliveryDetails } = await scene.send("ResendConfirmationCode", await scene.newcomer());
    expect(CodeDeliveryDetails).toEqual(delivered);
  },
  ForgotPassword: async (scene) => {
    const { Username } = await scene.person();
    const { ClientId } = scene;
    const { CodeDeliveryDetails } = await scene.send("ForgotPassword", { ClientId, Username });
    expect(CodeDeliveryDetails).toEqual(delivered);
  },
  ConfirmForgotPassword: async (scene) => {
    const { Username } = await scene.person();
    const key = { ClientId: scene.ClientId, Username };
    await scene.send("ForgotPassword", key);
    const ConfirmationCode = await scene.code(`${Username}@example.com`);
    const input = { ...key, ConfirmationCode, Password: newPassword };
    expectNothing(await scene.send("ConfirmForgotPassword", input));
    expect((await signIn(scene, Username, newPassword)).AuthenticationResult).toBeDefined();
  },
  InitiateAuth: async (scene) => {
    const { Username } = await scene.person();
    const { AuthenticationResult, ChallengeParameters } = await signIn(scene, Username);
    expect(ChallengeParameters).toEqual({});
    expect(AuthenticationResult).toMatchObject({
      TokenType: "Bearer",
      ExpiresIn: 3600,
      AccessToken: expect.any(String),
      IdToken: expect.any(String),
      RefreshToken: expect.any(String),
    });
  },
  RespondToAuthChallenge: async (scene) => {
    const user = await scene.person();
    const EmailMfaSettings = { Enabled: true, PreferredMfa: true };
    await scene.send("AdminSetUserMFAPreference", { ...user, EmailMfaSettings });
    const asked = await signIn(scene, user.Username);
    expect(asked.ChallengeName).toBe("EMAIL_OTP");
    const EMAIL_OTP_CODE = await scene.code(`${user.Username}@example.com`);
    const done = await scene.send("RespondToAuthChallenge", {
      ClientId: scene.ClientId,
      ChallengeName: "EMAIL_OTP",
      Session: asked.Session,
      ChallengeResponses: { USERNAME: user.Username, EMAIL_OTP_CODE },
    });
    expect(done.AuthenticationResult).toMatchObject({ TokenType: "Bearer" });
  },
  GetTokensFromRefreshToken: async (scene) => {
    const { RefreshToken } = await scene.signedIn();
    const { ClientId } = scene;
    const { AuthenticationResult } = await scene.send("GetTokensFromRefreshToken", {
      ClientId,
      RefreshToken,
    });
    expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", AccessToken: expect.any(String) });
  },
  RevokeToken: async (scene) => {
    const { RefreshToken: Token, AccessToken } = await scene.signedIn();
    expectNothing(await scene.send("RevokeToken", { ClientId: scene.ClientId, Token }));
    await expect(scene.send("GetUser", { AccessToken })).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
  },
  GetUser: async (scene) => {
    const { AccessToken, Username } = await scene.signedIn();
    expect(await scene.send("GetUser", { AccessToken })).toMatchObject({ Username });
    expect(await attributesOf(scene, AccessToken)).toMatchObject({ email: `${Username}@example.com` });
  },
  GetUserAuthFactors: async (scene) => {
    const { AccessToken, Username } = await scene.signedIn();
    expect(await scene.send("GetUserAuthFactors", { AccessToken })).toMatchObject({
      Username,
      ConfiguredUserAuthFactors: expect.arrayContaining(["PASSWORD"]),
    });
  },
  ChangePassword: async (scene) => {
    const { AccessToken, Username } = await scene.signedIn();
    const input = { AccessToken, PreviousPassword: password, ProposedPassword: newPassword };
    expectNothing(await scene.send("ChangePassword", input));
    expect((await signIn(scene, Username, newPassword)).AuthenticationResult).toBeDefined();
  },
  UpdateUserAttributes: async (scene) => {
    const { AccessToken, Username } = await scene.signedIn();
    const UserAttributes = [{ Name: "email", Value: `new-${Username}@example.com` }];
    const { CodeDeliveryDetailsList } = await scene.send("UpdateUserAttributes", {
      AccessToken,
      UserAttributes,
    });
    expect(CodeDeliveryDetailsList).toEqual([delivered]);
  },
  GetUserAttributeVerificationCode: async (scene) => {
    const { AccessToken } = await scene.signedIn();
    const input = { AccessToken, AttributeName: "email" };
    const { CodeDeliveryDetails } = await scene.send("GetUserAttributeVerificationCode", input);
    expect(CodeDeliveryDetails).toEqual(delivered);
  },
  VerifyUserAttribute: async (scene) => {
    const { AccessToken, Username } = await scene.signedIn();
    await scene.send("GetUserAttributeVerificationCode", { AccessToken, AttributeName: "email" });
    const Code = await scene.code(`${Username}@example.com`);
    expectNothing(await scene.send("VerifyUserAttribute", { AccessToken, AttributeName: "email", Code }));
  },
  DeleteUserAttributes: async (scene) => {
    const { AccessToken } = await scene.signedIn();
    expectNothing(await scene.send("DeleteUserAttributes", { AccessToken, UserAttributeNames: ["email"] }));
    expect(await attributesOf(scene, AccessToken)).not.toHaveProperty("email");
  },
  DeleteUser: async (scene) => {
    const { AccessToken, Username } = await scene.signedIn();
    expectNothing(await scene.send("DeleteUser", { AccessToken }));
    await expect(
      scene.send("AdminGetUser", { UserPoolId: scene.UserPoolId, Username }),
    ).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
  },
  GlobalSignOut: async (scene) => {
    const { AccessToken } = await scene.signedIn();
    expectNothing(await scene.send("GlobalSignOut", { AccessToken }));
    await expect(scene.send("GlobalSignOut", { AccessToken })).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
  },
  AssociateSoftwareToken: async (scene) => {
    const { AccessToken } = await scene.signedIn();
    const { SecretCode } = await scene.send("AssociateSoftwareToken", { AccessToken });
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
  },
  VerifySoftwareToken: async (scene) => {
    const { AccessToken, code } = await withPendingApp(scene);
    const { Status } = await scene.send("VerifySoftwareToken", { AccessToken, UserCode: code() });
    expect(Status).toBe("SUCCESS");
  },
  SetUserMFAPreference: async (scene) => {
    const { AccessToken, code } = await withPendingApp(scene);
    await scene.send("VerifySoftwareToken", { AccessToken, UserCode: code() });
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    expectNothing(await scene.send("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings }));
    expect(await scene.send("GetUser", { AccessToken })).toMatchObject({
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    });
  },
  SetUserSettings: async (scene) => {
    const { AccessToken } = await scene.signedIn();
    const UserAttributes = [{ Name: "phone_number", Value: "+4915110000098" }];
    await scene.send("UpdateUserAttributes", { AccessToken, UserAttributes });
    const MFAOptions = [{ DeliveryMedium: "SMS", AttributeName: "phone_number" } as const];
    expectNothing(await scene.send("SetUserSettings", { AccessToken, MFAOptions }));
    expect(await scene.send("GetUser", { AccessToken })).toMatchObject({ MFAOptions });
  },
  ConfirmDevice: async (scene) => {
    const { input } = await scene.onNewDevice();
    expect(await scene.send("ConfirmDevice", input)).toMatchObject({ UserConfirmationNecessary: true });
  },
  ListDevices: async (scene) => {
    const { AccessToken, DeviceKey } = await scene.withDevice();
    expect((await scene.send("ListDevices", { AccessToken })).Devices).toMatchObject([{ DeviceKey }]);
  },
  GetDevice: async (scene) => {
    const { AccessToken, DeviceKey } = await scene.withDevice();
    expect((await scene.send("GetDevice", { AccessToken, DeviceKey })).Device).toMatchObject({
      DeviceKey,
      DeviceCreateDate: expect.any(Date),
    });
  },
  UpdateDeviceStatus: async (scene) => {
    const { AccessToken, DeviceKey } = await scene.withDevice();
    const input = { AccessToken, DeviceKey, DeviceRememberedStatus: "remembered" } as const;
    expectNothing(await scene.send("UpdateDeviceStatus", input));
  },
  ForgetDevice: async (scene) => {
    const { AccessToken, DeviceKey } = await scene.withDevice();
    expectNothing(await scene.send("ForgetDevice", { AccessToken, DeviceKey }));
    expect((await scene.send("ListDevices", { AccessToken })).Devices).toEqual([]);
  },
  ListUserSessions: async (scene) => {
    const { AccessToken } = await scene.signedIn();
    const { Sessions } = await scene.send("ListUserSessions", { AccessToken });
    expect(Sessions).toMatchObject([{ SessionId: expect.stringMatching(/^tkn/) }]);
  },
  RevokeUserSession: async (scene) => {
    const { AccessToken: first, Username } = await scene.signedIn();
    const { Sessions = [] } = await scene.send("ListUserSessions", { AccessToken: first });
    const { AuthenticationResult } = await signIn(scene, Username);
    const { AccessToken } = AuthenticationResult ?? {};
    expectNothing(await scene.send("RevokeUserSession", { AccessToken, SessionId: Sessions[0]?.SessionId }));
    await expect(scene.send("GetUser", { AccessToken: first })).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
  },
  StartWebAuthnRegistration: async (scene) => {
    const { AccessToken } = await scene.signedIn();
    const { CredentialCreationOptions } = await scene.send("StartWebAuthnRegistration", { AccessToken });
    expect(CredentialCreationOptions).toMatchObject({
      rp: { id: "example.com" },
      challenge: expect.any(String),
    });
  },
  CompleteWebAuthnRegistration: async (scene) => {
    await withPasskey(scene);
  },
  ListWebAuthnCredentials: async (scene) => {
    const { AccessToken, CredentialId } = await withPasskey(scene);
    const { Credentials } = await scene.send("ListWebAuthnCredentials", { AccessToken });
    expect(Credentials).toMatchObject([{ CredentialId, RelyingPartyId: "example.com" }]);
  },
  DeleteWebAuthnCredential: async (scene) => {
    const { AccessToken, CredentialId } = await withPasskey(scene);
    expectNothing(await scene.send("DeleteWebAuthnCredential", { AccessToken, CredentialId }));
    expect((await scene.send("ListWebAuthnCredentials", { AccessToken })).Credentials).toEqual([]);
  },
} satisfies Partial<Rows<SdkOperation>>;
