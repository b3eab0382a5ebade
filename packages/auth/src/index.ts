// Amplify's auth functions for user pools you own: the same names, inputs, steps and errors.
export { Amplify } from "./amplify.ts";
export { parseAmplifyConfig } from "./config/read-config.ts";
export type * from "./config/resources-config.ts";
export {
  createAmplifyContext,
  type AmplifyContext,
  type LibraryOptions,
  type WithContext,
  type WithContextOnly,
} from "./context.ts";
export {
  AuthError,
  type AuthErrorMetadata,
  type AuthErrorParams,
  type ValidationErrorName,
} from "./errors.ts";
export {
  Hub,
  type AuthEvents,
  type HubCapsule,
  type HubListener,
  type HubListenOptions,
  type HubPayload,
} from "./hub.ts";
export {
  defaultStorage,
  MemoryStorage,
  sessionStorage,
  sharedInMemoryStorage,
  type KeyValueStorageInterface,
} from "./storage/storage.ts";
export { decodeJWT, type JWT, type JwtPayload } from "./tokens/jwt.ts";
export {
  fetchAuthSession,
  type AuthSession,
  type AuthTokens,
  type FetchAuthSessionOptions,
} from "./tokens/session.ts";
export { getCurrentUser } from "./tokens/current-user.ts";
export type { AuthUser } from "./tokens/user-of.ts";
export type { TokenProvider } from "./tokens/token-provider.ts";
export type { SignInDetails } from "./tokens/token-place.ts";
export type { Persistence } from "./tokens/token-store.ts";
export {
  signInWithRedirect,
  type AuthSessionOpener,
  type SignInWithRedirectInput,
  type SignInWithRedirectOptions,
} from "./oauth/sign-in-with-redirect.ts";
export type { AuthorizationOptions, AuthPrompt, AuthProvider } from "./oauth/authorization.ts";
export { signIn, type AuthFlowType, type SignInInput, type SignInOptions } from "./sign-in/sign-in.ts";
export {
  confirmSignIn,
  type ConfirmSignInInput,
  type ConfirmSignInOptions,
} from "./sign-in/confirm-sign-in.ts";
export type {
  AvailableChallenge,
  CodeDeliveryDetails,
  MFAType,
  SignInNextStep,
  SignInOutput,
  TOTPSetupDetails,
} from "./sign-in/steps.ts";
export {
  signUp,
  type SignUpInput,
  type SignUpNextStep,
  type SignUpOptions,
  type SignUpOutput,
} from "./sign-up/sign-up.ts";
export {
  confirmSignUp,
  resendSignUpCode,
  type ConfirmSignUpInput,
  type ConfirmSignUpOutput,
  type ResendSignUpCodeInput,
} from "./sign-up/confirm-sign-up.ts";
export { autoSignIn } from "./sign-up/auto-sign-in.ts";
export {
  confirmResetPassword,
  resetPassword,
  updatePassword,
  type ConfirmResetPasswordInput,
  type ResetPasswordInput,
  type ResetPasswordOutput,
  type UpdatePasswordInput,
} from "./account/password.ts";
export {
  confirmUserAttribute,
  deleteUserAttributes,
  fetchUserAttributes,
  sendUserAttributeVerificationCode,
  updateUserAttribute,
  updateUserAttributes,
  type ConfirmUserAttributeInput,
  type DeleteUserAttributesInput,
  type SendUserAttributeVerificationCodeInput,
  type UpdateUserAttributeInput,
  type UpdateUserAttributeOutput,
  type UpdateUserAttributesInput,
  type VerifiableUserAttributeKey,
} from "./account/attributes.ts";
export { isAuthError, type AuthErrorName, type LibraryErrorName } from "./error-names.ts";
export type { PasskeyErrorName } from "./passkeys/passkey-errors.ts";
export {
  cancelSignIn,
  getPendingSignIn,
  resendSignInCode,
  type PendingSignInOutput,
  type ResendSignInCodeInput,
} from "./sign-in/pending-step.ts";
export {
  generateRecoveryCodes,
  getRecoveryCodeStatus,
  type GenerateRecoveryCodesOutput,
  type RecoveryCodeStatus,
} from "./mfa/recovery-codes.ts";
export {
  deleteSoftwareToken,
  listSoftwareTokens,
  renameSoftwareToken,
  type AuthSoftwareToken,
  type DeleteSoftwareTokenInput,
  type RenameSoftwareTokenInput,
} from "./mfa/software-tokens.ts";
export { deleteUser, signOut, type SignOutInput } from "./account/sign-out.ts";
export { setUpTOTP, verifyTOTPSetup, type VerifyTOTPSetupInput } from "./mfa/totp-setup.ts";
export {
  fetchMFAPreference,
  updateMFAPreference,
  type FetchMFAPreferenceOutput,
  type MFAPreference,
  type UpdateMFAPreferenceInput,
} from "./mfa/mfa-preference.ts";
export {
  associateWebAuthnCredential,
  deleteWebAuthnCredential,
  listWebAuthnCredentials,
  type AuthWebAuthnCredential,
  type DeleteWebAuthnCredentialInput,
  type ListWebAuthnCredentialsInput,
  type ListWebAuthnCredentialsOutput,
} from "./passkeys/passkeys.ts";
export {
  fetchDevices,
  forgetDevice,
  rememberDevice,
  type AuthDevice,
  type ForgetDeviceInput,
} from "./devices/devices.ts";
