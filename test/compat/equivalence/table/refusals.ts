/**
 * The names of refusals that the service documents for each operation which a function calls, and the function. What an app shows
 * for an error hangs on its name, so every one of them has to come through.
 */
import type { AuthErrorName } from "@poolhouse/auth";
import type { FunctionName } from "./functions.ts";

/** What nearly every operation may answer. */
const common = [
  "ForbiddenException",
  "InternalErrorException",
  "InvalidParameterException",
  "NotAuthorizedException",
  "ResourceNotFoundException",
  "TooManyRequestsException",
] as const;

const roles = [
  "InvalidEmailRoleAccessPolicyException",
  "InvalidSmsRoleAccessPolicyException",
  "InvalidSmsRoleTrustRelationshipException",
] as const;
const smsRoles = roles.slice(1);
const lambda = [
  "InvalidLambdaResponseException",
  "UnexpectedLambdaException",
  "UserLambdaValidationException",
] as const;
const states = [
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
  "UserNotFoundException",
] as const;
const getUser: readonly AuthErrorName[] = [...common, ...states];
const device: readonly AuthErrorName[] = [...getUser, "InvalidUserPoolConfigurationException"];
const initiate: readonly AuthErrorName[] = [
  ...common,
  ...smsRoles,
  ...lambda,
  "InvalidUserPoolConfigurationException",
  ...states,
];
const delivery: readonly AuthErrorName[] = ["CodeDeliveryFailureException", ...roles, ...lambda];

const updateAttributes: readonly AuthErrorName[] = [
  ...getUser,
  ...delivery,
  "AliasExistsException",
  "CodeMismatchException",
  "ExpiredCodeException",
];
const passkey: readonly AuthErrorName[] = [
  ...common.filter((name) => name !== "ResourceNotFoundException"),
  "LimitExceededException",
  "OperationNotEnabledException",
  "PasswordResetRequiredException",
];

const without = (names: readonly AuthErrorName[], ...left: readonly AuthErrorName[]): AuthErrorName[] =>
  names.filter((name) => !left.includes(name));

export interface Refusals {
  readonly operation: string;
  readonly from: FunctionName;
  readonly input: object | undefined;
  readonly names: readonly AuthErrorName[];
  /** Whether an authenticator has to answer before. */
  readonly needsPage?: true;
}

const username = "ada";
const confirmationCode = "123456";
const newPassword = "Better-Horse-9";

export const refusals: readonly Refusals[] = [
  {
    operation: "SignUp",
    from: "signUp",
    input: { username, password: newPassword },
    names: [
      ...without(common, "ForbiddenException"),
      ...delivery,
      "InvalidPasswordException",
      "UsernameExistsException",
    ],
  },
  {
    operation: "ConfirmSignUp",
    from: "confirmSignUp",
    input: { username, confirmationCode },
    names: [
      ...common,
      ...lambda,
      "AliasExistsException",
      "CodeMismatchException",
      "ExpiredCodeException",
      "LimitExceededException",
      "TooManyFailedAttemptsException",
      "UserNotFoundException",
    ],
  },
  {
    operation: "ResendConfirmationCode",
    from: "resendSignUpCode",
    input: { username },
    names: [...common, ...delivery, "LimitExceededException", "UserNotFoundException"],
  },
  {
    operation: "InitiateAuth",
    from: "signIn",
    input: { username, password: newPassword, options: { authFlowType: "USER_PASSWORD_AUTH" } },
    names: initiate,
  },
  {
    operation: "RespondToAuthChallenge",
    from: "confirmSignIn",
    input: { challengeResponse: confirmationCode },
    names: [
      ...initiate,
      "AliasExistsException",
      "CodeMismatchException",
      "ExpiredCodeException",
      "InvalidPasswordException",
      "MFAMethodNotFoundException",
      "SoftwareTokenMFANotFoundException",
    ],
  },
  {
    operation: "AssociateSoftwareToken",
    from: "setUpTOTP",
    input: undefined,
    names: [
      ...without(common, "TooManyRequestsException"),
      "ConcurrentModificationException",
      "SoftwareTokenMFANotFoundException",
    ],
  },
  {
    operation: "VerifySoftwareToken",
    from: "verifyTOTPSetup",
    input: { code: confirmationCode },
    names: [
      ...device,
      "CodeMismatchException",
      "EnableSoftwareTokenMFAException",
      "SoftwareTokenMFANotFoundException",
    ],
  },
  {
    operation: "SetUserMFAPreference",
    from: "updateMFAPreference",
    input: { totp: "ENABLED" },
    names: without(getUser, "TooManyRequestsException"),
  },
  { operation: "GetUser", from: "fetchUserAttributes", input: undefined, names: getUser },
  { operation: "GetUser", from: "fetchMFAPreference", input: undefined, names: getUser },
  { operation: "DeleteUser", from: "deleteUser", input: undefined, names: getUser },
  {
    operation: "DeleteUserAttributes",
    from: "deleteUserAttributes",
    input: { userAttributeKeys: ["nickname"] },
    names: getUser,
  },
  { operation: "UpdateDeviceStatus", from: "rememberDevice", input: undefined, names: device },
  { operation: "ListDevices", from: "fetchDevices", input: undefined, names: device },
  { operation: "ForgetDevice", from: "forgetDevice", input: undefined, names: device },
  {
    operation: "ChangePassword",
    from: "updatePassword",
    input: { oldPassword: "Correct-Horse-9", newPassword },
    names: [...getUser, "InvalidPasswordException", "LimitExceededException"],
  },
  {
    operation: "ForgotPassword",
    from: "resetPassword",
    input: { username },
    names: [...common, ...delivery, "LimitExceededException", "UserNotFoundException"],
  },
  {
    operation: "ConfirmForgotPassword",
    from: "confirmResetPassword",
    input: { username, newPassword, confirmationCode },
    names: [
      ...common,
      ...lambda,
      "CodeMismatchException",
      "ExpiredCodeException",
      "InvalidPasswordException",
      "LimitExceededException",
      "TooManyFailedAttemptsException",
      "UserNotConfirmedException",
      "UserNotFoundException",
    ],
  },
  {
    operation: "UpdateUserAttributes",
    from: "updateUserAttributes",
    input: { userAttributes: { name: "Ada" } },
    names: updateAttributes,
  },
  {
    operation: "UpdateUserAttributes",
    from: "updateUserAttribute",
    input: { userAttribute: { attributeKey: "name", value: "Ada" } },
    names: updateAttributes,
  },
  {
    operation: "GetUserAttributeVerificationCode",
    from: "sendUserAttributeVerificationCode",
    input: { userAttributeKey: "email" },
    names: [...getUser, ...delivery, "LimitExceededException"],
  },
  {
    operation: "VerifyUserAttribute",
    from: "confirmUserAttribute",
    input: { userAttributeKey: "email", confirmationCode },
    names: [
      ...getUser,
      "AliasExistsException",
      "CodeMismatchException",
      "ExpiredCodeException",
      "LimitExceededException",
    ],
  },
  {
    operation: "StartWebAuthnRegistration",
    from: "associateWebAuthnCredential",
    input: undefined,
    names: [...passkey, "WebAuthnConfigurationMissingException", "WebAuthnNotEnabledException"],
  },
  {
    operation: "CompleteWebAuthnRegistration",
    from: "associateWebAuthnCredential",
    input: undefined,
    names: [
      ...passkey,
      "WebAuthnChallengeNotFoundException",
      "WebAuthnClientMismatchException",
      "WebAuthnCredentialNotSupportedException",
      "WebAuthnNotEnabledException",
      "WebAuthnOriginNotAllowedException",
      "WebAuthnRelyingPartyMismatchException",
    ],
    needsPage: true,
  },
  {
    operation: "ListWebAuthnCredentials",
    from: "listWebAuthnCredentials",
    input: undefined,
    names: passkey,
  },
  {
    operation: "DeleteWebAuthnCredential",
    from: "deleteWebAuthnCredential",
    input: { credentialId: "passkey-1" },
    names: [...passkey, "ResourceNotFoundException"],
  },
];

/** The title of the journey that meets them all. */
export const titleOf = ({ operation, from }: Refusals): string =>
  `every refusal of ${operation}, asked by ${from}`;

/** Refusals that a sign-in takes for steps. */
const steps: ReadonlySet<string> = new Set(["PasswordResetRequiredException", "UserNotConfirmedException"]);

/** Whether a function throws it. */
export const isThrown = (from: FunctionName, name: string): boolean =>
  !(steps.has(name) && (from === "signIn" || from === "confirmSignIn"));
