import { mfaSetup } from "./challenges/mfa-setup.ts";
import { newPasswordRequired } from "./challenges/new-password-required.ts";
import { passwordVerifier } from "./challenges/password-verifier.ts";
import { softwareTokenMfa } from "./challenges/software-token-mfa.ts";
import type { Challenge, ChallengeName } from "./facts.ts";

/**
 * The table of challenges, complete by type. A challenge that is not built is `undefined`: it is never asked, so an answer to
 * it is refused, and a sign-in that would need it fails closed.
 */
export const challenges: Readonly<Record<ChallengeName, Challenge | undefined>> = {
  PASSWORD_VERIFIER: passwordVerifier,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  MFA_SETUP: mfaSetup,
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  SMS_MFA: undefined,
  EMAIL_OTP: undefined,
  SELECT_MFA_TYPE: undefined,
  CUSTOM_CHALLENGE: undefined,
  SELECT_CHALLENGE: undefined,
  SMS_OTP: undefined,
  PASSWORD: undefined,
  PASSWORD_SRP: undefined,
  WEB_AUTHN: undefined,
  DEVICE_SRP_AUTH: undefined,
  DEVICE_PASSWORD_VERIFIER: undefined,
  // A historical name that only custom challenge triggers see; nobody is ever asked for it.
  ADMIN_NO_SRP_AUTH: undefined,
};
