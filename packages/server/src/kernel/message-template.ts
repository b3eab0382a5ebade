/** Texts for people who read a language, as the store keeps them. */

/** What a message is for, as templates name it; `Verification` stands for all that bring a code to prove or to reset something. */
export const templatePurposes = [
  "SignUp",
  "ResendCode",
  "ForgotPassword",
  "UpdateUserAttribute",
  "VerifyUserAttribute",
  "Verification",
  "AdminCreateUser",
  "Authentication",
  "OneTimePassword",
  "RecoveryCodeUsed",
] as const;

export type TemplatePurpose = (typeof templatePurposes)[number];

/** The texts of one kind of message in one language. */
export interface MessageTemplateRecord {
  poolId: string;
  /** A language tag in its canonical form (RFC 5646 section 4.5), or `default`. */
  locale: string;
  purpose: TemplatePurpose;
  channel: "EMAIL" | "SMS";
  subject?: string | undefined;
  text?: string | undefined;
  html?: string | undefined;
}
