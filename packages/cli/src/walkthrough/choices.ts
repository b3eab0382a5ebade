// What there is to choose, in the words of the first generation's walkthrough.
import { type Choice, learnMore } from "./question.ts";

export const configurations: readonly Choice[] = [
  { name: "Default configuration", value: "default" },
  { name: "Default configuration with Social Provider (Federation)", value: "defaultSocial" },
  { name: "Manual configuration", value: "manual" },
  learnMore,
];

export const updates: readonly Choice[] = [
  { name: "Apply default configuration without Social Provider (Federation)", value: "default" },
  { name: "Apply default configuration with Social Provider (Federation)", value: "defaultSocial" },
  { name: "Walkthrough all the auth configurations", value: "manual" },
  { name: "Add/Edit signin and signout redirect URIs", value: "callbacks" },
  { name: "Update OAuth social providers", value: "providers" },
  { name: "Create or update Cognito user pool groups", value: "updateUserPoolGroups" },
  { name: "Create or update Admin queries API", value: "updateAdminQueries" },
];

export const services: readonly Choice[] = [
  {
    name: "User Sign-Up, Sign-In, connected with AWS IAM controls (Enables per-user Storage features for images or other content, Analytics, and more)",
    value: "identityPoolAndUserPool",
  },
  { name: "User Sign-Up & Sign-In only (Best used with a cloud API only)", value: "userPoolOnly" },
  learnMore,
];

/** Yes and No in a list, in this order. */
export const yesOrNo: readonly Choice[] = [
  { name: "Yes", value: true },
  { name: "No", value: false },
];

export const identityPoolProviders: readonly Choice[] = [
  { name: "Facebook", value: "graph.facebook.com" },
  { name: "Google", value: "accounts.google.com" },
  { name: "Amazon", value: "www.amazon.com" },
  { name: "Apple", value: "appleid.apple.com" },
];

export const signInNames: readonly Choice[] = [
  { name: "Username", value: "username" },
  { name: "Email", value: "email" },
  { name: "Phone Number", value: "phone_number" },
  { name: "Email or Phone Number", value: "email, phone_number" },
  learnMore,
];

export const advancedSettings: readonly Choice[] = [
  { name: "No, I am done.", value: "none" },
  { name: "Yes, I want to make some additional changes.", value: "more" },
];

export const mfaModes: readonly Choice[] = [
  { name: "OFF", value: "OFF" },
  { name: "ON (Required for all logins, can not be enabled later)", value: "ON" },
  { name: "OPTIONAL (Individual users can use MFA)", value: "OPTIONAL" },
  learnMore,
];

export const mfaTypes: readonly Choice[] = [
  { name: "SMS Text Message", value: "SMS Text Message" },
  { name: "Time-Based One-Time Password (TOTP)", value: "TOTP" },
];

export const registrations: readonly Choice[] = [
  { name: "Enabled (Requires per-user email entry at registration)", value: "email" },
  { name: "Disabled (Uses SMS/TOTP as an alternative)", value: "phone_number" },
];

export const passwordCharacters: readonly Choice[] = [
  { name: "Requires Lowercase", value: "Requires Lowercase" },
  { name: "Requires Uppercase", value: "Requires Uppercase" },
  { name: "Requires Numbers", value: "Requires Numbers" },
  { name: "Requires Symbols", value: "Requires Symbols" },
];

export const attributes: readonly Choice[] = [
  { name: "Address", value: "address" },
  { name: "Birthdate", value: "birthdate" },
  { name: "Email", value: "email" },
  { name: "Family Name", value: "family_name" },
  { name: "Middle Name", value: "middle_name" },
  { name: "Gender", value: "gender" },
  { name: "Locale", value: "locale" },
  { name: "Given Name", value: "given_name" },
  { name: "Name", value: "name" },
  { name: "Nickname", value: "nickname" },
  { name: "Phone Number", value: "phone_number" },
  { name: "Preferred Username", value: "preferred_username" },
  { name: "Picture", value: "picture" },
  { name: "Profile", value: "profile" },
  { name: "Updated At", value: "updated_at" },
  { name: "Website", value: "website" },
  { name: "Zone Info", value: "zoneinfo" },
];

export const readableAttributes: readonly Choice[] = [
  ...attributes,
  { name: "Email Verified?", value: "email_verified" },
  { name: "Phone Number Verified?", value: "phone_number_verified" },
];

export const capabilities: readonly Choice[] = [
  { name: "Add Google reCaptcha Challenge", value: "mfaWithCaptcha" },
  { name: "Email Verification Link with Redirect", value: "confirmationRedirect" },
  { name: "Add User to Group", value: "addUserToGroup" },
  { name: "Email Domain Filtering (denylist)", value: "emailDenylist" },
  { name: "Email Domain Filtering (allowlist)", value: "emailAllowlist" },
  {
    name: "Custom Auth Challenge Flow (basic scaffolding - not for production)",
    value: "customAuthScaffolding",
  },
  { name: "Override ID Token Claims", value: "alter-claims" },
];

export const oauthFlows: readonly Choice[] = [
  { name: "Authorization code grant", value: "code" },
  { name: "Implicit grant", value: "implicit" },
];

export const oauthScopes: readonly Choice[] = [
  { name: "Phone", value: "phone" },
  { name: "Email", value: "email" },
  { name: "OpenID", value: "openid" },
  { name: "Profile", value: "profile" },
  { name: "aws.cognito.signin.user.admin", value: "aws.cognito.signin.user.admin" },
];

export const socialProviders: readonly Choice[] = [
  { name: "Facebook", value: "Facebook" },
  { name: "Google", value: "Google" },
  { name: "Login With Amazon", value: "LoginWithAmazon" },
  { name: "Sign in with Apple", value: "SignInWithApple" },
];

export const lambdaTriggers: readonly Choice[] = [
  { name: "Create Auth Challenge", value: "CreateAuthChallenge" },
  { name: "Custom Message", value: "CustomMessage" },
  { name: "Define Auth Challenge", value: "DefineAuthChallenge" },
  { name: "Post Authentication", value: "PostAuthentication" },
  { name: "Post Confirmation", value: "PostConfirmation" },
  { name: "Pre Authentication", value: "PreAuthentication" },
  { name: "Pre Sign-up", value: "PreSignup" },
  { name: "Verify Auth Challenge Response", value: "VerifyAuthChallengeResponse" },
  { name: "Pre Token Generation", value: "PreTokenGeneration" },
];

export const consoles: readonly Choice[] = [
  { name: "User Pool", value: "userPool" },
  { name: "Identity Pool", value: "identityPool" },
  { name: "Both", value: "both" },
];

export const deviceTracking: readonly Choice[] = [
  { name: "Don't remember", value: "off" },
  { name: "Always remember", value: "always" },
  { name: "User Opt-in", value: "userOptIn" },
];
