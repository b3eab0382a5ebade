/** Errors that one operation, or a few, answer with: those of users, their own and the operators'. */
import type { ErrorRows } from "./errors.ts";
import { password, type Scene } from "./scene.ts";

const signIn = ({ send, ClientId }: Scene, USERNAME: string, PASSWORD = password) =>
  send("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters: { USERNAME, PASSWORD } });
const signInAsOperator = ({ send, ClientId, UserPoolId }: Scene, USERNAME: string, PASSWORD = password) =>
  send("AdminInitiateAuth", {
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    UserPoolId,
    ClientId,
    AuthParameters: { USERNAME, PASSWORD },
  });

/** Somebody who must choose a new password, and the session of it. */
async function mustChoose(scene: Scene): Promise<{ USERNAME: string; Session: string | undefined }> {
  const user = await scene.person();
  await scene.send("AdminSetUserPassword", { ...user, Password: password });
  const { Session } = await signIn(scene, user.Username);
  return { USERNAME: user.Username, Session };
}

const choose = async (scene: Scene, NEW_PASSWORD: string): Promise<unknown> => {
  const { USERNAME, Session } = await mustChoose(scene);
  return scene.send("RespondToAuthChallenge", {
    ClientId: scene.ClientId,
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session,
    ChallengeResponses: { USERNAME, NEW_PASSWORD },
  });
};
const chooseAsOperator = async (scene: Scene, NEW_PASSWORD: string): Promise<unknown> => {
  const { USERNAME, Session } = await mustChoose(scene);
  return scene.send("AdminRespondToAuthChallenge", {
    UserPoolId: scene.UserPoolId,
    ClientId: scene.ClientId,
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session,
    ChallengeResponses: { USERNAME, NEW_PASSWORD },
  });
};

/** Somebody whose second factor is mail, and a code that is wrong. */
async function answerWrongly(scene: Scene, byOperator: boolean): Promise<unknown> {
  const user = await scene.person();
  const EmailMfaSettings = { Enabled: true, PreferredMfa: true };
  await scene.send("AdminSetUserMFAPreference", { ...user, EmailMfaSettings });
  const { Session } = await signIn(scene, user.Username);
  const { UserPoolId, ClientId } = scene;
  const answer = {
    ClientId,
    ChallengeName: "EMAIL_OTP",
    Session,
    ChallengeResponses: { USERNAME: user.Username, EMAIL_OTP_CODE: "000000" },
  } as const;
  return byOperator
    ? scene.send("AdminRespondToAuthChallenge", { UserPoolId, ...answer })
    : scene.send("RespondToAuthChallenge", answer);
}

const forgotten = async (scene: Scene, given: { code?: string; Password?: string }): Promise<unknown> => {
  const { Username } = await scene.person();
  const key = { ClientId: scene.ClientId, Username };
  await scene.send("ForgotPassword", key);
  const ConfirmationCode = given.code ?? (await scene.code(`${Username}@example.com`));
  return scene.send("ConfirmForgotPassword", {
    ...key,
    ConfirmationCode,
    Password: given.Password ?? "Other-Horse-9",
  });
};

const twice = async (call: () => Promise<unknown>): Promise<unknown> => {
  await call();
  return call();
};

const resetRequired = async (scene: Scene): Promise<string> => {
  const user = await scene.person();
  await scene.send("AdminResetUserPassword", user);
  return user.Username;
};

export const userErrors: ErrorRows = {
  AdminConfirmSignUp: {
    NotAuthorizedException: async ({ send, person }) => send("AdminConfirmSignUp", await person()),
  },
  AdminCreateUser: {
    InvalidPasswordException: ({ send, name, UserPoolId }) =>
      send("AdminCreateUser", { UserPoolId, Username: name("weak"), TemporaryPassword: "weak" }),
    UsernameExistsException: async ({ send, person }) => send("AdminCreateUser", await person()),
    UnsupportedUserStateException: async ({ send, person }) =>
      send("AdminCreateUser", { ...(await person()), MessageAction: "RESEND" }),
    UserNotFoundException: ({ send, UserPoolId }) =>
      send("AdminCreateUser", { UserPoolId, Username: "nobody", MessageAction: "RESEND" }),
  },
  AdminDeleteSoftwareToken: {
    UserNotConfirmedException: async ({ send, newcomer, UserPoolId }) =>
      send("AdminDeleteSoftwareToken", { UserPoolId, Username: (await newcomer()).Username }),
    UserNotFoundException: ({ send, UserPoolId }) =>
      send("AdminDeleteSoftwareToken", { UserPoolId, Username: "no-such-user" }),
  },
  AdminDeleteUser: {
    UserNotFoundException: ({ send, UserPoolId }) =>
      send("AdminDeleteUser", { UserPoolId, Username: "no-such-user" }),
  },
  AdminInitiateAuth: {
    NotAuthorizedException: async (scene) =>
      signInAsOperator(scene, (await scene.person()).Username, "Wrong-Horse-9"),
    UserNotFoundException: (scene) => signInAsOperator(scene, "no-such-user"),
    UserNotConfirmedException: async (scene) => signInAsOperator(scene, (await scene.newcomer()).Username),
    PasswordResetRequiredException: async (scene) => signInAsOperator(scene, await resetRequired(scene)),
  },
  AdminListUserAuthEvents: {
    UserPoolAddOnNotEnabledException: async ({ send, ownPool }) => {
      const { UserPoolId } = await ownPool();
      await send("AdminCreateUser", { UserPoolId, Username: "ada", MessageAction: "SUPPRESS" });
      return send("AdminListUserAuthEvents", { UserPoolId, Username: "ada" });
    },
  },
  AdminUpdateAuthEventFeedback: {
    UserPoolAddOnNotEnabledException: async ({ send, ownPool }) => {
      const { UserPoolId } = await ownPool();
      await send("AdminCreateUser", { UserPoolId, Username: "ada", MessageAction: "SUPPRESS" });
      return send("AdminUpdateAuthEventFeedback", {
        UserPoolId,
        Username: "ada",
        EventId: "e",
        FeedbackValue: "Valid",
      });
    },
  },
  AdminResetUserPassword: {
    NotAuthorizedException: async (scene) => {
      const user = await scene.person();
      await scene.send("AdminSetUserPassword", { ...user, Password: password });
      return scene.send("AdminResetUserPassword", user);
    },
  },
  AdminRespondToAuthChallenge: {
    NotAuthorizedException: ({ send, UserPoolId, ClientId }) =>
      send("AdminRespondToAuthChallenge", {
        UserPoolId,
        ClientId,
        ChallengeName: "EMAIL_OTP",
        Session: "s".repeat(40),
        ChallengeResponses: { USERNAME: "nobody", EMAIL_OTP_CODE: "000000" },
      }),
    InvalidPasswordException: (scene) => chooseAsOperator(scene, "weak"),
    CodeMismatchException: (scene) => answerWrongly(scene, true),
  },
  AdminSetUserPassword: {
    InvalidPasswordException: async ({ send, person }) =>
      send("AdminSetUserPassword", { ...(await person()), Password: "weak" }),
  },
  ChangePassword: {
    InvalidPasswordException: async ({ send, signedIn }) => {
      const { AccessToken } = await signedIn();
      return send("ChangePassword", { AccessToken, PreviousPassword: password, ProposedPassword: "weak" });
    },
  },
  CompleteWebAuthnRegistration: {
    WebAuthnChallengeNotFoundException: async ({ send, signedIn }) => {
      const { AccessToken } = await signedIn();
      const clientDataJSON = Buffer.from(
        JSON.stringify({ type: "webauthn.create", challenge: "AAAA", origin: "https://app.example.com" }),
      ).toString("base64url");
      const response = { clientDataJSON, attestationObject: "oA", transports: ["usb"] };
      const Credential = {
        id: "AAAA",
        rawId: "AAAA",
        type: "public-key",
        clientExtensionResults: {},
        response,
      };
      return send("CompleteWebAuthnRegistration", { AccessToken, Credential });
    },
  },
  ConfirmDevice: {
    DeviceKeyExistsException: async ({ send, onNewDevice }) => {
      const { input } = await onNewDevice();
      return twice(() => send("ConfirmDevice", input));
    },
  },
  ConfirmForgotPassword: {
    CodeMismatchException: (scene) => forgotten(scene, { code: "000000" }),
    InvalidPasswordException: (scene) => forgotten(scene, { Password: "weak" }),
    ExpiredCodeException: async ({ send, person, ClientId }) =>
      send("ConfirmForgotPassword", {
        ClientId,
        Username: (await person()).Username,
        ConfirmationCode: "123456",
        Password: "Other-Horse-9",
      }),
    UserNotConfirmedException: async ({ send, newcomer }) =>
      send("ConfirmForgotPassword", {
        ...(await newcomer()),
        ConfirmationCode: "123456",
        Password: "Other-Horse-9",
      }),
    UserNotFoundException: ({ send, ClientId }) =>
      send("ConfirmForgotPassword", {
        ClientId,
        Username: "no-such-user",
        ConfirmationCode: "1",
        Password: "Other-Horse-9",
      }),
  },
  ConfirmSignUp: {
    CodeMismatchException: async ({ send, newcomer }) =>
      send("ConfirmSignUp", { ...(await newcomer()), ConfirmationCode: "000000" }),
    NotAuthorizedException: async ({ send, person, ClientId }) =>
      send("ConfirmSignUp", { ClientId, Username: (await person()).Username, ConfirmationCode: "000000" }),
    UserNotFoundException: ({ send, ClientId }) =>
      send("ConfirmSignUp", { ClientId, Username: "no-such-user", ConfirmationCode: "000000" }),
  },
  ForgotPassword: {
    UserNotFoundException: ({ send, ClientId }) =>
      send("ForgotPassword", { ClientId, Username: "no-such-user" }),
    NotAuthorizedException: async (scene) => {
      const user = await scene.person();
      await scene.send("AdminSetUserPassword", { ...user, Password: password });
      return scene.send("ForgotPassword", { ClientId: scene.ClientId, Username: user.Username });
    },
  },
  GetDevice: {
    ResourceNotFoundException: async ({ send, signedIn }) =>
      send("GetDevice", { AccessToken: (await signedIn()).AccessToken, DeviceKey: "eu-west-1_0a1b" }),
  },
  ForgetDevice: {
    ResourceNotFoundException: async ({ send, signedIn }) =>
      send("ForgetDevice", { AccessToken: (await signedIn()).AccessToken, DeviceKey: "eu-west-1_0a1b" }),
  },
  UpdateDeviceStatus: {
    ResourceNotFoundException: async ({ send, signedIn }) =>
      send("UpdateDeviceStatus", {
        AccessToken: (await signedIn()).AccessToken,
        DeviceKey: "eu-west-1_0a1b",
      }),
  },
  GetTokensFromRefreshToken: {
    NotAuthorizedException: ({ send, ClientId }) =>
      send("GetTokensFromRefreshToken", { ClientId, RefreshToken: "sample" }),
  },
  InitiateAuth: {
    NotAuthorizedException: async (scene) => signIn(scene, (await scene.person()).Username, "Wrong-Horse-9"),
    UserNotFoundException: (scene) => signIn(scene, "no-such-user"),
    UserNotConfirmedException: async (scene) => signIn(scene, (await scene.newcomer()).Username),
    PasswordResetRequiredException: async (scene) => signIn(scene, await resetRequired(scene)),
  },
  ResendConfirmationCode: {
    UserNotFoundException: ({ send, ClientId }) =>
      send("ResendConfirmationCode", { ClientId, Username: "no-such-user" }),
  },
  RespondToAuthChallenge: {
    NotAuthorizedException: ({ send, ClientId }) =>
      send("RespondToAuthChallenge", {
        ClientId,
        ChallengeName: "EMAIL_OTP",
        Session: "s".repeat(40),
        ChallengeResponses: { USERNAME: "nobody", EMAIL_OTP_CODE: "000000" },
      }),
    InvalidPasswordException: (scene) => choose(scene, "weak"),
    CodeMismatchException: (scene) => answerWrongly(scene, false),
  },
  RevokeToken: {
    UnauthorizedException: ({ send }) => send("RevokeToken", { ClientId: "nobody", Token: "sample" }),
    UnsupportedTokenTypeException: async ({ send, signedIn, ClientId }) =>
      send("RevokeToken", { ClientId, Token: (await signedIn()).AccessToken }),
    UnsupportedOperationException: async ({ send, signedIn, UserPoolId }) => {
      const input = { UserPoolId, ClientName: "never", EnableTokenRevocation: false };
      const { UserPoolClient } = await send("CreateUserPoolClient", input);
      return send("RevokeToken", {
        ClientId: UserPoolClient?.ClientId,
        Token: (await signedIn()).RefreshToken,
      });
    },
  },
  RevokeUserSession: {
    ResourceNotFoundException: async ({ send, signedIn }) =>
      send("RevokeUserSession", {
        AccessToken: (await signedIn()).AccessToken,
        SessionId: `tkn${"a".repeat(25)}`,
      }),
  },
  SignUp: {
    InvalidPasswordException: ({ send, name, ClientId }) =>
      send("SignUp", { ClientId, Username: name("weak"), Password: "weak" }),
    UsernameExistsException: async ({ send, person, ClientId }) =>
      send("SignUp", { ClientId, Username: (await person()).Username, Password: password }),
    NotAuthorizedException: async ({ send, ownPool }) => {
      const pool = await ownPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
      const { UserPoolClient } = await send("CreateUserPoolClient", { ...pool, ClientName: "closed" });
      return send("SignUp", { ClientId: UserPoolClient?.ClientId, Username: "ada", Password: password });
    },
  },
  UpdateAuthEventFeedback: {
    NotAuthorizedException: async ({ send, person }) =>
      send("UpdateAuthEventFeedback", {
        ...(await person()),
        EventId: "e",
        FeedbackToken: "sample",
        FeedbackValue: "Valid",
      }),
  },
  VerifySoftwareToken: {
    SoftwareTokenMFANotFoundException: async ({ send, signedIn }) =>
      send("VerifySoftwareToken", { AccessToken: (await signedIn()).AccessToken, UserCode: "123456" }),
    EnableSoftwareTokenMFAException: async ({ send, signedIn }) => {
      const { AccessToken } = await signedIn();
      await send("AssociateSoftwareToken", { AccessToken });
      return send("VerifySoftwareToken", { AccessToken, UserCode: "000000" });
    },
  },
  VerifyUserAttribute: {
    CodeMismatchException: async ({ send, signedIn }) => {
      const { AccessToken } = await signedIn();
      const AttributeName = "email";
      await send("GetUserAttributeVerificationCode", { AccessToken, AttributeName });
      return send("VerifyUserAttribute", { AccessToken, AttributeName, Code: "000000" });
    },
    ExpiredCodeException: async ({ send, signedIn }) =>
      send("VerifyUserAttribute", {
        AccessToken: (await signedIn()).AccessToken,
        AttributeName: "email",
        Code: "000000",
      }),
  },
};
