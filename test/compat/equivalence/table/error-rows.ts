/** Every error that the library's contract names, and a journey that meets it. */
import type { AuthErrorName } from "@poolhouse/auth";
import { isThrown, refusals, titleOf } from "./refusals.ts";
import type { ErrorRow } from "./row.ts";

const local = "what is refused before any request";
const passkeyNotMade = "a passkey that is not made";
const passkeyNotUsed = "a passkey that is not used, and another factor in its place";
const preference = "a first factor that the configuration does not offer";
const otherAddress = "an app at an address that the hosted pages do not know";

type Shown = readonly [name: AuthErrorName, by: string, message?: string];

/** What a library finds wrong before it asks, with the exact text. */
const validations: readonly Shown[] = [
  ["EmptySignUpUsername", local, "username is required to signUp"],
  [
    "EmptySignUpPassword",
    "signing up with all that can be told, and with what is refused",
    "password is required to signUp",
  ],
  ["EmptyConfirmSignUpUsername", local, "username is required to confirmSignUp"],
  ["EmptyConfirmSignUpCode", local, "code is required to confirmSignUp"],
  ["EmptySignInUsername", local, "username is required to signIn"],
  ["EmptySignInPassword", local, "password is required to signIn"],
  ["CustomAuthSignInPassword", local, "A password is not needed when signing in with CUSTOM_WITHOUT_SRP"],
  [
    "InvalidPreferredChallenge",
    preference,
    "The preferred challenge is not enabled in your backend configuration",
  ],
  [
    "EmptyChallengeResponse",
    "an authenticator app that is set up in the sign-in",
    "challengeResponse is required to confirmSignIn",
  ],
  [
    "IncorrectMFAMethod",
    "codes by SMS and e-mail, and the choice between them",
    "Incorrect MFA method was chosen. It should be either SMS, TOTP, or EMAIL",
  ],
  ["EmptyVerifyTOTPSetupCode", local, "code is required to verifyTotpSetup"],
  ["EmptyResetPasswordUsername", local, "username is required to resetPassword"],
  ["EmptyConfirmResetPasswordUsername", local, "username is required to confirmResetPassword"],
  ["EmptyConfirmResetPasswordNewPassword", local, "newPassword is required to confirmResetPassword"],
  [
    "EmptyConfirmResetPasswordConfirmationCode",
    local,
    "confirmationCode is required to confirmResetPassword",
  ],
  ["EmptyUpdatePassword", local, "oldPassword and newPassword are required to changePassword"],
  ["EmptyConfirmUserAttributeCode", local, "confirmation code is required to confirmUserAttribute"],
];

/** What a library says of its own state, of an answer that it cannot use, or of a browser. */
const exceptions: readonly Shown[] = [
  ["UserUnAuthenticatedException", "what nobody may do without being signed in"],
  ["UserAlreadyAuthenticatedException", "signing up, confirming, signing in, signing out"],
  ["SignInException", "an answer where no sign-in is under way"],
  ["SignInException", "questions that no step stands for", "SOMETHING_NEW challengeName returned by"],
  [
    "SignInException",
    "questions that no step stands for",
    "Cannot initiate MFA setup from available types: SMS",
  ],
  ["SignInException", "a factor that has to be chosen and set up", "using challengeResponse: SMS"],
  ["AutoSignInException", "an answer where no sign-in is under way", "The autoSignIn flow has not started"],
  ["AutoSignInException", "a link that nobody follows", "The account was not confirmed on time."],
  ["DeviceMetadataNotFoundException", "a pool that keeps no devices", "Either deviceKey, deviceGroupKey or"],
  [
    "UnexpectedSignInInterruptionException",
    "a storage that keeps nothing",
    "Unable to get user session following successful sign-in.",
  ],
  ["SetUpTOTPException", "a secret that does not come", "Failed to set up TOTP."],
  ["EmptyUserIdForSRPException", "a password verifier that names nobody", "USER_ID_FOR_SRP was not found"],
  ["InvalidUserPoolId", "a user pool id that is none", "Invalid user pool id provided."],
  ["AuthUserPoolException", "configurations that name no pool", "Auth UserPool not configured."],
  ["NoAmplifyContextError", "nothing that is configured"],
  ["InvalidAmplifyContextError", "a context in the wrong place"],
  ["OAuthNotConfigureException", "an app without hosted pages", "oauth param not configured."],
  ["InvalidTokens", "tokens that are none"],
  ["iatNotFoundException", "tokens that are none", "iat not found in access token"],
  ["TokenRefreshException", "a session without a refresh token"],
  ["NetworkError", "a network that is gone, and one that comes back", "A network error has occurred."],
  ["UnknownError", "every way to name an error", "Unknown error"],
  ["Unknown", passkeyNotMade, "An unknown error has occurred."],
  ["InvalidOriginException", otherAddress],
  ["InvalidRedirectException", otherAddress, "had an invalid format or was not found."],
  ["InvalidPreferredRedirectUrlException", "a sign-out to an address that is not listed"],
  ["PasskeyNotSupported", passkeyNotMade],
  ["PasskeyNotSupported", passkeyNotUsed],
  ["PasskeyAlreadyExists", passkeyNotMade],
  ["PasskeyRegistrationCanceled", passkeyNotMade, "Passkey registration ceremony has been canceled."],
  ["PasskeyRegistrationFailed", passkeyNotMade],
  ["RelyingPartyMismatch", passkeyNotMade],
  ["PasskeyOperationAborted", passkeyNotMade],
  ["InvalidPasskeyRegistrationOptions", passkeyNotMade],
  ["PasskeyAuthenticationCanceled", passkeyNotUsed],
  ["PasskeyRetrievalFailed", passkeyNotUsed],
  ["InvalidPasskeyAuthenticationOptions", passkeyNotUsed],
];

/** What the service refuses with, by every function that asks. */
const refused: readonly ErrorRow[] = refusals.flatMap((each) =>
  each.names
    .filter((name) => isThrown(each.from, name))
    .map((name) => ({
      kind: "error" as const,
      name,
      from: each.from,
      message: `${name} was said.`,
      by: titleOf(each),
    })),
);

export const errorRows: readonly ErrorRow[] = [
  ...[...validations, ...exceptions].map(([name, by, message]) => ({
    kind: "error" as const,
    name,
    by,
    ...(message !== undefined && { message }),
  })),
  ...refused,
];
