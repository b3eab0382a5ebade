import type { AdminCreateUserConfigType } from "@poolhouse/protocol";
import type { PoolSettings } from "../../kernel/settings.ts";
import { defaultInvitation, defaultVerification } from "../messages.ts";

type VerificationSettings = Pick<
  PoolSettings,
  | "VerificationMessageTemplate"
  | "SmsVerificationMessage"
  | "EmailVerificationMessage"
  | "EmailVerificationSubject"
>;

/**
 * The texts of verification messages in both places where clients look for them: the template, and the three members that
 * came before it. Each fills the other; the template wins; what neither says is the default.
 */
export function mirrorVerificationTexts(given: VerificationSettings): Required<VerificationSettings> {
  const template = given.VerificationMessageTemplate ?? {};
  const sms = template.SmsMessage ?? given.SmsVerificationMessage ?? defaultVerification.SmsMessage;
  const email = template.EmailMessage ?? given.EmailVerificationMessage ?? defaultVerification.EmailMessage;
  const subject = template.EmailSubject ?? given.EmailVerificationSubject ?? defaultVerification.EmailSubject;
  return {
    SmsVerificationMessage: sms,
    EmailVerificationMessage: email,
    EmailVerificationSubject: subject,
    VerificationMessageTemplate: {
      DefaultEmailOption: defaultVerification.DefaultEmailOption,
      ...template,
      SmsMessage: sms,
      EmailMessage: email,
      EmailSubject: subject,
    },
  };
}

/** How operators make users, with the default invitation where none is given. */
export function completeAdminCreateUserConfig(
  given: AdminCreateUserConfigType | undefined,
  temporaryPasswordDays: number,
): AdminCreateUserConfigType {
  return {
    AllowAdminCreateUserOnly: given?.AllowAdminCreateUserOnly ?? false,
    // The name that TemporaryPasswordValidityDays had before; the password policy decides.
    UnusedAccountValidityDays: temporaryPasswordDays,
    InviteMessageTemplate: { ...defaultInvitation, ...given?.InviteMessageTemplate },
  };
}
