import { devicePasswordVerifier } from "./challenges/device-password-verifier.ts";
import { deviceSrpAuth } from "./challenges/device-srp-auth.ts";
import { customChallenge } from "./challenges/custom-challenge.ts";
import { mfaSetup } from "./challenges/mfa-setup.ts";
import { newPasswordRequired } from "./challenges/new-password-required.ts";
import { password, passwordSrp } from "./challenges/password.ts";
import { emailOtp, smsMfa, smsOtp } from "./challenges/one-time-codes.ts";
import { selectChallenge } from "./challenges/select-challenge.ts";
import { selectMfaType } from "./challenges/select-mfa-type.ts";
import { passwordVerifier } from "./challenges/password-verifier.ts";
import { webAuthn } from "./challenges/web-authn.ts";
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
  SMS_MFA: smsMfa,
  EMAIL_OTP: emailOtp,
  SELECT_MFA_TYPE: selectMfaType,
  SELECT_CHALLENGE: selectChallenge,
  SMS_OTP: smsOtp,
  PASSWORD: password,
  PASSWORD_SRP: passwordSrp,
  CUSTOM_CHALLENGE: customChallenge,
  WEB_AUTHN: webAuthn,
  DEVICE_SRP_AUTH: deviceSrpAuth,
  DEVICE_PASSWORD_VERIFIER: devicePasswordVerifier,
  // A historical name that only custom challenge triggers see; nobody is ever asked for it.
  ADMIN_NO_SRP_AUTH: undefined,
};
