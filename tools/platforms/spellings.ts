/** How the same thing is written for each of Amplify's libraries. Code goes between backticks; what is not code is prose. */

/** One thing, four spellings. React Native is written as JavaScript is. */
export interface Spelling {
  readonly thing: string;
  readonly js: string;
  readonly android: string;
  readonly flutter: string;
  readonly swift: string;
}

/** What an app calls. */
export const calls: readonly Spelling[] = [
  {
    thing: "sign up",
    js: "`signUp({ username, password, options: { userAttributes } })`",
    android:
      "`Amplify.Auth.signUp(username, password, AuthSignUpOptions.builder().userAttribute(AuthUserAttributeKey.email(), …).build(), onSuccess, onError)`",
    flutter:
      "`Amplify.Auth.signUp(username:, password:, options: SignUpOptions(userAttributes: { AuthUserAttributeKey.email: … }))`",
    swift:
      "`Amplify.Auth.signUp(username:, password:, options: .init(userAttributes: [AuthUserAttribute(.email, value:)]))`",
  },
  {
    thing: "confirm the sign-up",
    js: "`confirmSignUp({ username, confirmationCode })`",
    android: "`confirmSignUp(username, code, …)`, then `isSignUpComplete()`",
    flutter: "`confirmSignUp(username:, confirmationCode:)`",
    swift: "`confirmSignUp(for:confirmationCode:)`",
  },
  {
    thing: "another confirmation code",
    js: "`resendSignUpCode({ username })`",
    android: "`resendSignUpCode(username, …)`",
    flutter: "`resendSignUpCode(username:)`",
    swift: "`resendSignUpCode(for:)`",
  },
  {
    thing: "sign in right after it",
    js: "`autoSignIn()`",
    android: "`autoSignIn(…)`",
    flutter: "`autoSignIn()`",
    swift: "`autoSignIn()`",
  },
  {
    thing: "sign in",
    js: "`signIn({ username, password })`",
    android: "`signIn(username, password, …)`",
    flutter: "`signIn(username:, password:)`",
    swift: "`signIn(username:password:)`",
  },
  {
    thing: "answer a step",
    js: "`confirmSignIn({ challengeResponse })`",
    android: "`confirmSignIn(challengeResponse, …)`",
    flutter: "`confirmSignIn(confirmationValue:)`",
    swift: "`confirmSignIn(challengeResponse:)`",
  },
  {
    thing: "set an authenticator app up when signed in",
    js: "`setUpTOTP()`",
    android: "`setUpTOTP(onSuccess, onError)`",
    flutter: "`setUpTotp()`",
    swift: "`setUpTOTP()`",
  },
  {
    thing: "prove it by its first code",
    js: "`verifyTOTPSetup({ code })`",
    android: "`verifyTOTPSetup(code, …)`, with the option `friendlyDeviceName`",
    flutter: "`verifyTotpSetup(code)`",
    swift: "`verifyTOTPSetup(code:)`",
  },
  {
    thing: "address for the QR code",
    js: "`getSetupUri(appName, accountName?)`: a `URL`",
    android: "`getSetupURI(appName, accountName?)`: a `Uri`",
    flutter: "`getSetupUri(appName:, accountName:)`: a `Uri`",
    swift: "`getSetupURI(appName:accountName:)`: a `URL`, or it throws",
  },
  {
    thing: "the secret to type instead",
    js: "`sharedSecret`",
    android: "`getSharedSecret()`",
    flutter: "`sharedSecret`",
    swift: "`sharedSecret`",
  },
  {
    thing: "reach the Cognito plugin",
    js: "not needed",
    android: '`(AWSCognitoAuthPlugin) Amplify.Auth.getPlugin("awsCognitoAuthPlugin")`',
    flutter: "`Amplify.Auth.getPlugin(AmplifyAuthCognito.pluginKey)`",
    swift: '`Amplify.Auth.getPlugin(for: "awsCognitoAuthPlugin") as? AWSCognitoAuthPlugin`',
  },
  {
    thing: "read what is switched on",
    js: "`fetchMFAPreference()`",
    android: "plugin: `fetchMFAPreference(…)`",
    flutter: "plugin: `fetchMfaPreference()`",
    swift: "plugin: `fetchMFAPreference()`",
  },
  {
    thing: "what comes back",
    js: "`{ enabled?, preferred? }`",
    android: "`UserMFAPreference.getEnabled()`, `getPreferred()`",
    flutter: "`UserMfaPreference.enabled`, `.preferred`",
    swift: "`UserMFAPreference.enabled`, `.preferred`",
  },
  {
    thing: "switch factors",
    js: "`updateMFAPreference({ sms, totp, email })`",
    android:
      "plugin: `updateMFAPreference(sms, totp, email, onSuccess, onError)`; `null` leaves one as it is",
    flutter: "plugin: `updateMfaPreference(sms:, totp:, email:)`",
    swift: "plugin: `updateMFAPreference(sms:totp:email:)`",
  },
  {
    thing: "to what",
    js: "`'ENABLED'`, `'DISABLED'`, `'PREFERRED'`, `'NOT_PREFERRED'`",
    android: "`MFAPreference.ENABLED` and so on",
    flutter: "`MfaPreference.enabled` to `.notPreferred`",
    swift: "`.enabled`, `.disabled`, `.preferred`, `.notPreferred`",
  },
  {
    thing: "have this device remembered",
    js: "`rememberDevice()`",
    android: "`rememberDevice(…)`",
    flutter: "`rememberDevice()`",
    swift: "`rememberDevice()`",
  },
  {
    thing: "have a device forgotten",
    js: "`forgetDevice({ device? })`",
    android: "`forgetDevice(device?)`",
    flutter: "`forgetDevice([device])`",
    swift: "`forgetDevice(_:)`",
  },
  {
    thing: "list devices",
    js: "`fetchDevices()`",
    android: "`fetchDevices(…)`",
    flutter: "`fetchDevices()`, `fetchCurrentDevice()`",
    swift: "`fetchDevices()`",
  },
  {
    thing: "passkeys",
    js: "`associateWebAuthnCredential()`, `listWebAuthnCredentials()`, `deleteWebAuthnCredential()`; in React Native through a native module",
    android: "the same names",
    flutter: "not released",
    swift: "the same names",
  },
  {
    thing: "the session",
    js: "`fetchAuthSession()`",
    android: "`fetchAuthSession(…)`",
    flutter: "`fetchAuthSession()`",
    swift: "`fetchAuthSession()`",
  },
  {
    thing: "sign out",
    js: "`signOut({ global })`",
    android: "`signOut(AuthSignOutOptions…globalSignOut(true)…)`: complete, partial or failed",
    flutter: "`signOut(options: SignOutOptions(globalSignOut:))`",
    swift: "`signOut(options: .init(globalSignOut:))`",
  },
  {
    thing: "hear of it",
    js: "`signedIn`, `signedOut`, `tokenRefresh`, `tokenRefresh_failure`",
    android: "`SIGNED_IN`, `SIGNED_OUT`, `SESSION_EXPIRED`, `USER_DELETED`",
    flutter: "`AuthHubEvent`: `signedIn`, `signedOut`, `sessionExpired`, `userDeleted`",
    swift: "`Auth.signedIn`, `Auth.signedOut`, `Auth.sessionExpired`, `Auth.userDeleted`",
  },
];

/** What the next step of a sign-in is called. */
export const steps: readonly Spelling[] = [
  {
    thing: "a code by SMS",
    js: "`CONFIRM_SIGN_IN_WITH_SMS_CODE`",
    android: "`CONFIRM_SIGN_IN_WITH_SMS_MFA_CODE`; as the first factor `CONFIRM_SIGN_IN_WITH_OTP`",
    flutter: "`confirmSignInWithSmsMfaCode`, `confirmSignInWithOtpCode`",
    swift: "`confirmSignInWithSMSMFACode(details, info)`, `confirmSignInWithOTP(details)`",
  },
  {
    thing: "a code by e-mail",
    js: "`CONFIRM_SIGN_IN_WITH_EMAIL_CODE`",
    android: "`CONFIRM_SIGN_IN_WITH_OTP`",
    flutter: "`confirmSignInWithOtpCode`",
    swift: "`confirmSignInWithOTP(details)`",
  },
  {
    thing: "a code of the authenticator app",
    js: "`CONFIRM_SIGN_IN_WITH_TOTP_CODE`",
    android: "`CONFIRM_SIGN_IN_WITH_TOTP_CODE`",
    flutter: "`confirmSignInWithTotpMfaCode`",
    swift: "`confirmSignInWithTOTPCode`",
  },
  {
    thing: "a choice of the factor",
    js: "`CONTINUE_SIGN_IN_WITH_MFA_SELECTION`",
    android: "`CONTINUE_SIGN_IN_WITH_MFA_SELECTION`",
    flutter: "`continueSignInWithMfaSelection`",
    swift: "`continueSignInWithMFASelection(set)`",
  },
  {
    thing: "a choice of what to set up",
    js: "`CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION`",
    android: "`CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION`",
    flutter: "`continueSignInWithMfaSetupSelection`",
    swift: "`continueSignInWithMFASetupSelection(set)`",
  },
  {
    thing: "an authenticator app to set up",
    js: "`CONTINUE_SIGN_IN_WITH_TOTP_SETUP`",
    android: "`CONTINUE_SIGN_IN_WITH_TOTP_SETUP`",
    flutter: "`continueSignInWithTotpSetup`",
    swift: "`continueSignInWithTOTPSetup(details)`",
  },
  {
    thing: "an e-mail address to set up",
    js: "`CONTINUE_SIGN_IN_WITH_EMAIL_SETUP`",
    android: "`CONTINUE_SIGN_IN_WITH_EMAIL_MFA_SETUP`",
    flutter: "`continueSignInWithEmailMfaSetup`",
    swift: "`continueSignInWithEmailMFASetup`",
  },
  {
    thing: "a new password",
    js: "`CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED`",
    android: "`CONFIRM_SIGN_IN_WITH_NEW_PASSWORD`",
    flutter: "`confirmSignInWithNewPassword`",
    swift: "`confirmSignInWithNewPassword(info)`",
  },
  {
    thing: "a custom challenge",
    js: "`CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE`",
    android: "`CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE`",
    flutter: "`confirmSignInWithCustomChallenge`",
    swift: "`confirmSignInWithCustomChallenge(info)`",
  },
  {
    thing: "the password, chosen as the first factor",
    js: "`CONFIRM_SIGN_IN_WITH_PASSWORD`",
    android: "`CONFIRM_SIGN_IN_WITH_PASSWORD`",
    flutter: "`confirmSignInWithPassword`",
    swift: "`confirmSignInWithPassword`",
  },
  {
    thing: "a choice of the first factor",
    js: "`CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION`",
    android: "`CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION`",
    flutter: "`continueSignInWithFirstFactorSelection`",
    swift: "`continueSignInWithFirstFactorSelection(set)`",
  },
  {
    thing: "the sign-up is not confirmed",
    js: "`CONFIRM_SIGN_UP`",
    android: "`CONFIRM_SIGN_UP`",
    flutter: "`confirmSignUp`",
    swift: "`confirmSignUp(info)`",
  },
  {
    thing: "the password was reset",
    js: "`RESET_PASSWORD`",
    android: "`RESET_PASSWORD`",
    flutter: "`resetPassword`",
    swift: "`resetPassword(info)`",
  },
  { thing: "signed in", js: "`DONE`", android: "`DONE`", flutter: "`done`", swift: "`done`" },
];

/** What comes with a step. */
export const payloads: readonly Spelling[] = [
  {
    thing: "where the code went",
    js: "`nextStep.codeDeliveryDetails`",
    android: "`getCodeDeliveryDetails().getDestination()`",
    flutter: "`codeDeliveryDetails`",
    swift: "associated value",
  },
  {
    thing: "the secret of the authenticator app",
    js: "`nextStep.totpSetupDetails`",
    android: "`getTotpSetupDetails()`",
    flutter: "`totpSetupDetails`",
    swift: "associated value",
  },
  {
    thing: "the factors to choose from",
    js: "`nextStep.allowedMFATypes`",
    android: "`getAllowedMFATypes()`",
    flutter: "`allowedMfaTypes`",
    swift: "associated value",
  },
  {
    thing: "what a custom challenge shows",
    js: "`nextStep.additionalInfo`",
    android: "`getAdditionalInfo()`",
    flutter: "`additionalInfo`",
    swift: "associated value",
  },
];

/** What an app hands to the step that asks for a choice of the factor. */
export const choices: readonly Spelling[] = [
  {
    thing: "SMS",
    js: "`'SMS'`",
    android: "`MFAType.SMS.challengeResponse`, which is `SMS_MFA`",
    flutter: "`MfaType.sms.confirmationValue`, which is `sms`",
    swift: "`MFAType.sms.challengeResponse`, which is `SMS_MFA`",
  },
  {
    thing: "authenticator app",
    js: "`'TOTP'`",
    android: "`SOFTWARE_TOKEN_MFA`",
    flutter: "`totp`",
    swift: "`SOFTWARE_TOKEN_MFA`",
  },
  { thing: "e-mail", js: "`'EMAIL'`", android: "`EMAIL_OTP`", flutter: "`email`", swift: "`EMAIL_OTP`" },
];
