/** What operators do with users. */
import type { AdminGetUserCommandOutput } from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import { openAuthenticatorApp } from "../../support/authenticator-app.ts";
import { expectNothing, password, type Rows, type Scene, type SdkOperation } from "./scene.ts";

type User = Awaited<ReturnType<Scene["person"]>>;

const show = ({ send }: Scene, user: User): Promise<AdminGetUserCommandOutput> => send("AdminGetUser", user);

async function attributesOf(scene: Scene, user: User): Promise<Record<string, string | undefined>> {
  const { UserAttributes = [] } = await show(scene, user);
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

const signIn = (scene: Scene, Username: string) =>
  scene.send("AdminInitiateAuth", {
    UserPoolId: scene.UserPoolId,
    ClientId: scene.ClientId,
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: Username, PASSWORD: password },
  });

async function refusedToken({ send }: Scene, AccessToken: string, message: string): Promise<void> {
  await expect(send("GetUser", { AccessToken })).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message,
  });
}

export const userRows = {
  AdminCreateUser: async (scene) => {
    const Username = scene.name("made");
    const email = { Name: "email", Value: `${Username}@example.com` };
    const { UserPoolId } = scene;
    const input = {
      UserPoolId,
      Username,
      UserAttributes: [email],
      DesiredDeliveryMediums: ["EMAIL" as const],
    };
    const { User } = await scene.send("AdminCreateUser", input);
    expect(User).toMatchObject({ Username, Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" });
    expect(User?.Attributes).toContainEqual(email);
  },
  AdminGetUser: async (scene) => {
    const user = await scene.person();
    expect(await show(scene, user)).toMatchObject({
      Username: user.Username,
      Enabled: true,
      UserStatus: "CONFIRMED",
      UserCreateDate: expect.any(Date),
    });
    expect(await attributesOf(scene, user)).toMatchObject({
      email: `${user.Username}@example.com`,
      email_verified: "true",
    });
  },
  ListUsers: async (scene) => {
    const { UserPoolId, Username } = await scene.person();
    const { Users } = await scene.send("ListUsers", { UserPoolId, Filter: `username = "${Username}"` });
    expect(Users).toMatchObject([{ Username, UserStatus: "CONFIRMED" }]);
  },
  AdminConfirmSignUp: async (scene) => {
    const user = { UserPoolId: scene.UserPoolId, Username: (await scene.newcomer()).Username };
    expectNothing(await scene.send("AdminConfirmSignUp", user));
    expect(await show(scene, user)).toMatchObject({ UserStatus: "CONFIRMED" });
  },
  AdminDeleteUser: async (scene) => {
    const user = await scene.person();
    expectNothing(await scene.send("AdminDeleteUser", user));
    await expect(show(scene, user)).rejects.toMatchObject({ name: "UserNotFoundException" });
  },
  AdminUpdateUserAttributes: async (scene) => {
    const user = await scene.person();
    const UserAttributes = [{ Name: "name", Value: "Ada" }];
    expectNothing(await scene.send("AdminUpdateUserAttributes", { ...user, UserAttributes }));
    expect(await attributesOf(scene, user)).toMatchObject({ name: "Ada" });
  },
  AdminDeleteUserAttributes: async (scene) => {
    const user = await scene.person();
    expectNothing(await scene.send("AdminDeleteUserAttributes", { ...user, UserAttributeNames: ["email"] }));
    expect(Object.keys(await attributesOf(scene, user))).toEqual(["sub"]);
  },
  AdminDisableUser: async (scene) => {
    const { Username, AccessToken } = await scene.signedIn();
    const user = { UserPoolId: scene.UserPoolId, Username };
    expectNothing(await scene.send("AdminDisableUser", user));
    expect(await show(scene, user)).toMatchObject({ Enabled: false });
    await refusedToken(scene, AccessToken, "Access Token has been revoked");
  },
  AdminEnableUser: async (scene) => {
    const user = await scene.person();
    await scene.send("AdminDisableUser", user);
    expectNothing(await scene.send("AdminEnableUser", user));
    expect((await signIn(scene, user.Username)).AuthenticationResult).toBeDefined();
  },
  AdminSetUserPassword: async (scene) => {
    const user = await scene.person();
    expectNothing(await scene.send("AdminSetUserPassword", { ...user, Password: "Other-Horse-9" }));
    expect(await show(scene, user)).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD" });
  },
  AdminResetUserPassword: async (scene) => {
    const user = await scene.person();
    expectNothing(await scene.send("AdminResetUserPassword", user));
    expect(await show(scene, user)).toMatchObject({ UserStatus: "RESET_REQUIRED" });
    expect(await scene.code(`${user.Username}@example.com`)).toMatch(/^\d{6}$/);
  },
  AdminUserGlobalSignOut: async (scene) => {
    const { Username, AccessToken } = await scene.signedIn();
    expectNothing(await scene.send("AdminUserGlobalSignOut", { UserPoolId: scene.UserPoolId, Username }));
    await refusedToken(scene, AccessToken, "Access Token has been revoked");
  },
  AdminInitiateAuth: async (scene) => {
    const { Username } = await scene.person();
    const { AuthenticationResult } = await signIn(scene, Username);
    expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
  },
  AdminRespondToAuthChallenge: async (scene) => {
    const user = await scene.person();
    await scene.send("AdminSetUserPassword", { ...user, Password: password });
    const asked = await signIn(scene, user.Username);
    expect(asked.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    const { UserPoolId, ClientId } = scene;
    const done = await scene.send("AdminRespondToAuthChallenge", {
      UserPoolId,
      ClientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: asked.Session,
      ChallengeResponses: { USERNAME: user.Username, NEW_PASSWORD: "Other-Horse-9" },
    });
    expect(done.AuthenticationResult).toMatchObject({ TokenType: "Bearer" });
  },
  AdminGetUserAuthFactors: async (scene) => {
    const user = await scene.person();
    expect(await scene.send("AdminGetUserAuthFactors", user)).toMatchObject({
      Username: user.Username,
      ConfiguredUserAuthFactors: expect.arrayContaining(["PASSWORD"]),
    });
  },
  AdminSetUserMFAPreference: async (scene) => {
    const user = await scene.person();
    const EmailMfaSettings = { Enabled: true, PreferredMfa: true };
    expectNothing(await scene.send("AdminSetUserMFAPreference", { ...user, EmailMfaSettings }));
    expect(await show(scene, user)).toMatchObject({
      PreferredMfaSetting: "EMAIL_OTP",
      UserMFASettingList: ["EMAIL_OTP"],
    });
  },
  AdminSetUserSettings: async (scene) => {
    const user = await scene.person();
    const UserAttributes = [{ Name: "phone_number", Value: "+4915110000099" }];
    await scene.send("AdminUpdateUserAttributes", { ...user, UserAttributes });
    const MFAOptions = [{ DeliveryMedium: "SMS", AttributeName: "phone_number" } as const];
    expectNothing(await scene.send("AdminSetUserSettings", { ...user, MFAOptions }));
    expect(await show(scene, user)).toMatchObject({ MFAOptions });
  },
  AdminDeleteSoftwareToken: async (scene) => {
    const { AccessToken, Username } = await scene.signedIn();
    const { SecretCode = "" } = await scene.send("AssociateSoftwareToken", { AccessToken });
    const UserCode = openAuthenticatorApp(SecretCode).freshCode();
    await scene.send("VerifySoftwareToken", { AccessToken, UserCode });
    const user = { UserPoolId: scene.UserPoolId, Username };
    expectNothing(await scene.send("AdminDeleteSoftwareToken", user));
    await expect(scene.send("AdminDeleteSoftwareToken", user)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Software token not found.",
    });
  },
  AdminListDevices: async (scene) => {
    const { Username, DeviceKey } = await scene.withDevice();
    const { Devices } = await scene.send("AdminListDevices", { UserPoolId: scene.UserPoolId, Username });
    expect(Devices).toMatchObject([{ DeviceKey, DeviceCreateDate: expect.any(Date) }]);
  },
  AdminGetDevice: async (scene) => {
    const { Username, DeviceKey } = await scene.withDevice();
    const key = { UserPoolId: scene.UserPoolId, Username, DeviceKey };
    expect((await scene.send("AdminGetDevice", key)).Device).toMatchObject({ DeviceKey });
  },
  AdminUpdateDeviceStatus: async (scene) => {
    const { Username, DeviceKey } = await scene.withDevice();
    const key = { UserPoolId: scene.UserPoolId, Username, DeviceKey };
    const input = { ...key, DeviceRememberedStatus: "remembered" } as const;
    expectNothing(await scene.send("AdminUpdateDeviceStatus", input));
  },
  AdminForgetDevice: async (scene) => {
    const { Username, DeviceKey } = await scene.withDevice();
    const key = { UserPoolId: scene.UserPoolId, Username, DeviceKey };
    expectNothing(await scene.send("AdminForgetDevice", key));
    await expect(scene.send("AdminGetDevice", key)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  },
  AdminListUserSessions: async (scene) => {
    const { Username } = await scene.signedIn();
    const { Sessions } = await scene.send("AdminListUserSessions", {
      UserPoolId: scene.UserPoolId,
      Username,
    });
    expect(Sessions).toMatchObject([{ SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/) }]);
  },
  AdminRevokeUserSession: async (scene) => {
    const { Username, AccessToken } = await scene.signedIn();
    const user = { UserPoolId: scene.UserPoolId, Username };
    const { Sessions = [] } = await scene.send("AdminListUserSessions", user);
    expectNothing(await scene.send("AdminRevokeUserSession", { ...user, SessionId: Sessions[0]?.SessionId }));
    await refusedToken(scene, AccessToken, "Access Token has been revoked");
  },
} satisfies Partial<Rows<SdkOperation>>;
