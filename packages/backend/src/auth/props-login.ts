/** How people sign in, as an author writes it. */
import type { CreatePlaceholder } from "./placeholders.ts";
import type { ExternalProviders } from "./props-providers.ts";

/** The message to somebody whom an operator has made a user. */
export interface UserInvitationSettings {
  emailSubject?: string;
  emailBody?: (username: CreatePlaceholder, code: CreatePlaceholder) => string;
  smsMessage?: (username: CreatePlaceholder, code: CreatePlaceholder) => string;
}

interface EmailLoginCommon {
  verificationEmailSubject?: string;
  userInvitation?: UserInvitationSettings;
  /** Whether a code by e-mail signs in without a password. */
  otpLogin?: boolean;
}

/** Addresses are verified by a code. */
export interface VerificationEmailWithCode extends EmailLoginCommon {
  verificationEmailStyle?: "CODE";
  /** @example (createCode) => `Your code is ${createCode()}.` */
  verificationEmailBody?: (createCode: CreatePlaceholder) => string;
}

/** Addresses are verified by a link. */
export interface VerificationEmailWithLink extends EmailLoginCommon {
  verificationEmailStyle: "LINK";
  /** @example (createLink) => `Please ${createLink("confirm your address")}.` */
  verificationEmailBody?: (createLink: (text?: string) => string) => string;
}

/** What the e-mails of a sign-up say. */
export type EmailLoginSettings = VerificationEmailWithCode | VerificationEmailWithLink;

/** Signing in by e-mail address. */
export type EmailLogin = true | EmailLoginSettings;

/** Signing in by phone number. */
export type PhoneNumberLogin =
  | true
  | {
      /** @example (createCode) => `Your code is ${createCode()}.` */
      verificationMessage?: (createCode: CreatePlaceholder) => string;
      /** Whether a code by SMS signs in without a password. */
      otpLogin?: boolean;
    };

/** Signing in with passkeys. */
export type WebAuthnLogin =
  | true
  | {
      /** The domain that passkeys are bound to; `AUTO` leaves it to the tool: localhost in a sandbox. */
      relyingPartyId: string;
      userVerification?: "required" | "preferred";
    };

/** At least one of `email` and `phone`. */
export interface LoginWith {
  email?: EmailLogin;
  phone?: PhoneNumberLogin;
  webAuthn?: WebAuthnLogin;
  externalProviders?: ExternalProviders;
}
