/** How people sign in and how they are written to: the part of a pool that `loginWith.email` and `loginWith.phone` say. */
import type { OwnAuth } from "../backend-definition.ts";
import { createCode, createUsername, textWithCode, textWithLink } from "./placeholders.ts";
import type { AuthProps } from "./props.ts";
import type { EmailLoginSettings, LoginWith, UserInvitationSettings } from "./props-login.ts";

type Pool = OwnAuth["pool"];

/** By what people sign in. */
export interface LoginNames {
  readonly email: boolean;
  readonly phone: boolean;
}

/** Throws unless people can sign in by something. */
export function loginNamesOf({ email, phone }: LoginWith): LoginNames {
  const names = { email: Boolean(email), phone: Boolean(phone) };
  if (!names.email && !names.phone) throw new Error("At least one of email or phone must be enabled.");
  return names;
}

/** What both ways of signing in have in common: the alias, its verification, its change (contract: effects of loginWith). */
export function nameSettings(names: LoginNames): Pool {
  const attributes = [
    ...(names.email ? (["email"] as const) : []),
    ...(names.phone ? (["phone_number"] as const) : []),
  ];
  return {
    UsernameAttributes: [...attributes],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: [...attributes],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [...attributes] },
  };
}

/** The messages that verify addresses and numbers, and those that invite. */
export function messageSettings({ loginWith: { email, phone } }: AuthProps): Pool {
  const emailSettings = typeof email === "object" ? email : {};
  const phoneSettings = typeof phone === "object" ? phone : {};
  const template = {
    SmsMessage: smsText(phoneSettings.verificationMessage),
    ...emailTexts(emailSettings),
  };
  return {
    VerificationMessageTemplate: template,
    // The members of before the template, which clients of the protocol still read.
    SmsVerificationMessage: template.SmsMessage,
    EmailVerificationMessage: template.EmailMessage,
    EmailVerificationSubject: template.EmailSubject,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      InviteMessageTemplate: invitation(emailSettings.userInvitation ?? {}),
    },
  };
}

/** The texts where the author gives none. */
const defaults = {
  verification: "The verification code to your new account is {####}",
  link: "Verify your account by clicking on {##Verify Email##}",
  subject: "Verify your new account",
  invitation: "Your username is {username} and temporary password is {####}",
  invitationSubject: "Your temporary password",
} as const;

const emailFault = (parameter: "code" | "link"): string =>
  `Invalid email settings. Property 'verificationEmailBody' must utilize the '${parameter}' parameter at least once as a placeholder for the verification ${parameter}.`;

const phoneFault =
  "Invalid phone settings. Property 'verificationMessage' must utilize the 'code' parameter at least once as a placeholder for the verification code.";

function smsText(make: Parameters<typeof textWithCode>[0] | undefined): string {
  return make === undefined ? defaults.verification : textWithCode(make, phoneFault);
}

interface EmailTexts {
  DefaultEmailOption: "CONFIRM_WITH_CODE" | "CONFIRM_WITH_LINK";
  EmailMessage: string;
  EmailSubject: string;
  EmailMessageByLink?: string;
  EmailSubjectByLink?: string;
}

function emailTexts(settings: EmailLoginSettings): EmailTexts {
  const subject = settings.verificationEmailSubject ?? defaults.subject;
  const byCode = { EmailMessage: defaults.verification, EmailSubject: subject };
  if (settings.verificationEmailStyle === "LINK") {
    const make = settings.verificationEmailBody;
    return {
      ...byCode,
      DefaultEmailOption: "CONFIRM_WITH_LINK",
      EmailMessageByLink: make === undefined ? defaults.link : textWithLink(make, emailFault("link")),
      EmailSubjectByLink: subject,
    };
  }
  const make = settings.verificationEmailBody;
  return {
    ...byCode,
    DefaultEmailOption: "CONFIRM_WITH_CODE",
    ...(make && { EmailMessage: textWithCode(make, emailFault("code")) }),
  };
}

function invitation(
  given: UserInvitationSettings,
): NonNullable<NonNullable<Pool["AdminCreateUserConfig"]>["InviteMessageTemplate"]> {
  return {
    EmailSubject: given.emailSubject ?? defaults.invitationSubject,
    EmailMessage: given.emailBody?.(createUsername, createCode) ?? defaults.invitation,
    SMSMessage: given.smsMessage?.(createUsername, createCode) ?? defaults.invitation,
  };
}
