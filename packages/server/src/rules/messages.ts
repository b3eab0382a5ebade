/**
 * What the service writes to people: the texts of the pool, or its defaults, for each purpose, and where a message went as the
 * caller may see it (contract: messages, and masking of destinations).
 */
import type { DefaultEmailOptionType } from "@poolhouse/protocol";
import type { PoolSettings } from "../kernel/settings.ts";
import type { MessageTexts } from "./message-wording.ts";
import type { MessageReason } from "./triggers/names.ts";

export type MessageChannel = "EMAIL" | "SMS";

/** What a message is for: the reasons that triggers know, sign-ins without a password, and the notice of a used recovery code. */
export type MessagePurpose = MessageReason | "OneTimePassword" | "RecoveryCodeUsed";

interface VerificationTexts {
  SmsMessage: string;
  EmailMessage: string;
  EmailSubject: string;
  DefaultEmailOption: DefaultEmailOptionType;
}

/** The texts of a pool that sets none, as DescribeUserPool shows them. */
export const defaultVerification: Readonly<VerificationTexts> = {
  SmsMessage: "Your verification code is {####}. ",
  EmailMessage: "Your verification code is {####}. ",
  EmailSubject: "Your verification code",
  DefaultEmailOption: "CONFIRM_WITH_CODE",
};

/** The same with a link, where the pool sets no texts for it. */
const defaultLink = {
  EmailMessageByLink: "Please click the link below to verify your email address. {##Verify Email##} ",
  EmailSubjectByLink: "Your verification link",
} as const;

/** The invitation of a pool that sets none. */
export const defaultInvitation: Readonly<Record<"SMSMessage" | "EmailMessage" | "EmailSubject", string>> = {
  SMSMessage: "Your username is {username} and temporary password is {####}. ",
  EmailMessage: "Your username is {username} and temporary password is {####}. ",
  EmailSubject: "Your temporary password",
};

/** The codes of a sign-in, where the pool sets no texts of its own. */
const defaultAuthentication = {
  SmsMessage: "Your authentication code is {####}. ",
  EmailMessage: "Your authentication code is {####}. ",
  EmailSubject: "Your authentication code",
} as const;

const defaultNotice = {
  subject: "A recovery code was used",
  text:
    "A recovery code was used to sign in to your account. Recovery codes left: {remaining}. " +
    "If this was not you, change your password.",
} as const;

/** The purposes whose e-mails may bring a link in place of a code: what it proves is the address alone. */
const linkPurposes: ReadonlySet<MessagePurpose> = new Set<MessagePurpose>([
  "SignUp",
  "ResendCode",
  "UpdateUserAttribute",
  "VerifyUserAttribute",
]);

/** Whether a message of this kind may hold a link that proves the address it was sent to. */
export const mayHoldLink = ({ channel, purpose }: MessageKind): boolean =>
  channel === "EMAIL" && linkPurposes.has(purpose);

/** Whether the pool's own text for it does. */
export const sendsLink = (settings: PoolSettings, kind: MessageKind): boolean =>
  mayHoldLink(kind) && settings.VerificationMessageTemplate?.DefaultEmailOption === "CONFIRM_WITH_LINK";

/** Which message: by which way, and what for. */
export interface MessageKind {
  readonly channel: MessageChannel;
  readonly purpose: MessagePurpose;
}

/** The pool's own texts for a message, with placeholders; its defaults where it sets none. */
export function poolTexts(settings: PoolSettings, kind: MessageKind): MessageTexts {
  switch (kind.purpose) {
    case "AdminCreateUser":
      return invitationTexts(settings, kind);
    case "Authentication":
    case "OneTimePassword":
      return authenticationTexts(settings, kind);
    case "RecoveryCodeUsed":
      return defaultNotice;
    default:
      return sendsLink(settings, kind) ? linkTexts(settings) : verificationTexts(settings, kind);
  }
}

function verificationTexts(settings: PoolSettings, { channel }: MessageKind): MessageTexts {
  const template = settings.VerificationMessageTemplate ?? {};
  if (channel === "SMS")
    return { text: template.SmsMessage ?? settings.SmsVerificationMessage ?? defaultVerification.SmsMessage };
  return {
    subject: template.EmailSubject ?? settings.EmailVerificationSubject ?? defaultVerification.EmailSubject,
    text: template.EmailMessage ?? settings.EmailVerificationMessage ?? defaultVerification.EmailMessage,
  };
}

function linkTexts({ VerificationMessageTemplate: template }: PoolSettings): MessageTexts {
  return {
    subject: template?.EmailSubjectByLink ?? defaultLink.EmailSubjectByLink,
    text: template?.EmailMessageByLink ?? defaultLink.EmailMessageByLink,
  };
}

function authenticationTexts(settings: PoolSettings, { channel }: MessageKind): MessageTexts {
  if (channel === "SMS") {
    const text = settings.SmsMfaConfiguration?.SmsAuthenticationMessage ?? settings.SmsAuthenticationMessage;
    return { text: text ?? defaultAuthentication.SmsMessage };
  }
  return {
    subject: settings.EmailMfaConfiguration?.Subject ?? defaultAuthentication.EmailSubject,
    text: settings.EmailMfaConfiguration?.Message ?? defaultAuthentication.EmailMessage,
  };
}

function invitationTexts(settings: PoolSettings, { channel }: MessageKind): MessageTexts {
  const template = settings.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  if (channel === "SMS") return { text: template.SMSMessage ?? defaultInvitation.SMSMessage };
  return {
    subject: template.EmailSubject ?? defaultInvitation.EmailSubject,
    text: template.EmailMessage ?? defaultInvitation.EmailMessage,
  };
}

/**
 * A destination as callers see it: `t***@t***` for test@test.com, `+*******0839` for +14255550839. The number of stars says
 * nothing about the length.
 */
export function maskDestination(channel: MessageChannel, value: string): string {
  if (channel === "SMS") return `+*******${value.slice(-4)}`;
  const at = value.lastIndexOf("@");
  return `${firstLetter(value)}***@${firstLetter(value.slice(at + 1))}***`;
}

/** The first character, not half of one. */
const firstLetter = (text: string): string => [...text][0] ?? "";
