/**
 * What the service writes to people: the pool's own texts with the code, and where a code went as the caller may see it
 * (contract: messages, and masking of destinations). Rendering is done here once, so that a sender only carries.
 */
import type { DefaultEmailOptionType } from "@poolhouse/protocol";
import type { PoolSettings } from "../kernel/settings.ts";

export type MessageChannel = "EMAIL" | "SMS";

/** A message without its address. */
export interface RenderedMessage {
  from?: string | undefined;
  replyTo?: string | undefined;
  /** E-mail only. */
  subject?: string | undefined;
  body: string;
  /** Whether the body is HTML: the pool's text has markup in it. Never for SMS. */
  html: boolean;
}

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

/** The invitation of a pool that sets none. */
export const defaultInvitation: Readonly<Record<"SMSMessage" | "EmailMessage" | "EmailSubject", string>> = {
  SMSMessage: "Your username is {username} and temporary password is {####}. ",
  EmailMessage: "Your username is {username} and temporary password is {####}. ",
  EmailSubject: "Your temporary password",
};

/**
 * The message that carries a code for sign-up, for a new e-mail address or phone number, or for a forgotten password.
 * A pool set to CONFIRM_WITH_LINK gets the code text too: a link needs a user pool domain to point to.
 */
export function renderVerification(
  settings: PoolSettings,
  given: { channel: MessageChannel; code: string },
): RenderedMessage {
  const template = settings.VerificationMessageTemplate ?? {};
  const values = { code: given.code };
  if (given.channel === "SMS") {
    const text = template.SmsMessage ?? settings.SmsVerificationMessage ?? defaultVerification.SmsMessage;
    return { body: fill(text, values), html: false };
  }
  const subject =
    template.EmailSubject ?? settings.EmailVerificationSubject ?? defaultVerification.EmailSubject;
  const body = template.EmailMessage ?? settings.EmailVerificationMessage ?? defaultVerification.EmailMessage;
  return renderEmail(settings, { subject, body }, values);
}

/** The codes of a sign-in, where the pool sets no texts of its own. */
const defaultAuthentication = {
  SmsMessage: "Your authentication code is {####}. ",
  EmailMessage: "Your authentication code is {####}. ",
  EmailSubject: "Your authentication code",
} as const;

/** The message that carries the code of a sign-in, as a second factor or as the first. */
export function renderAuthentication(
  settings: PoolSettings,
  given: { channel: MessageChannel; code: string },
): RenderedMessage {
  const values = { code: given.code };
  if (given.channel === "SMS") {
    const text = settings.SmsMfaConfiguration?.SmsAuthenticationMessage ?? settings.SmsAuthenticationMessage;
    return { body: fill(text ?? defaultAuthentication.SmsMessage, values), html: false };
  }
  const subject = settings.EmailMfaConfiguration?.Subject ?? defaultAuthentication.EmailSubject;
  const body = settings.EmailMfaConfiguration?.Message ?? defaultAuthentication.EmailMessage;
  return renderEmail(settings, { subject, body }, values);
}

/** Tells a user that one of the recovery codes was used. There is no code in it, and no placeholder. */
export function renderRecoveryNotice(
  settings: PoolSettings,
  given: { channel: MessageChannel; remaining: number },
): RenderedMessage {
  const { channel, remaining } = given;
  const left = `${remaining} of your recovery codes ${remaining === 1 ? "is" : "are"} left.`;
  const advice = "If this was not you, change your password.";
  const body = `A recovery code was used to sign in to your account. ${left} ${advice}`;
  if (channel === "SMS") return { body, html: false };
  return {
    from: senderAddress(settings),
    replyTo: headerLine(settings.EmailConfiguration?.ReplyToEmailAddress),
    subject: "A recovery code was used",
    body,
    html: false,
  };
}

/** The invitation of a user that an operator made, with the temporary password as its code. */
export function renderInvitation(
  settings: PoolSettings,
  given: { channel: MessageChannel; username: string; code: string },
): RenderedMessage {
  const template = settings.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  const values = { code: given.code, username: given.username };
  if (given.channel === "SMS")
    return { body: fill(template.SMSMessage ?? defaultInvitation.SMSMessage, values), html: false };
  const subject = template.EmailSubject ?? defaultInvitation.EmailSubject;
  return renderEmail(
    settings,
    { subject, body: template.EmailMessage ?? defaultInvitation.EmailMessage },
    values,
  );
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

interface Values {
  code: string;
  /** Absent where the placeholder {username} is plain text. */
  username?: string;
}

function renderEmail(
  settings: PoolSettings,
  template: { subject: string; body: string },
  values: Values,
): RenderedMessage {
  const html = markup.test(template.body);
  return {
    from: senderAddress(settings),
    replyTo: headerLine(settings.EmailConfiguration?.ReplyToEmailAddress),
    subject: headerLine(fill(template.subject, values)),
    body: fill(template.body, html ? escapeValues(values) : values),
    html,
  };
}

/** One pass, so that a password that looks like a placeholder, or like a replacement pattern, stays as it is. */
function fill(template: string, values: Values): string {
  return template.replace(/\{####\}|\{username\}/g, (placeholder) =>
    placeholder === "{####}" ? values.code : (values.username ?? placeholder),
  );
}

/** An HTML tag or comment. */
const markup = /<\/?[a-z][^>]*>|<!--/i;

function escapeValues(values: Values): Values {
  const code = escapeHtml(values.code);
  return values.username === undefined ? { code } : { code, username: escapeHtml(values.username) };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** From the pool's own From, else the address its verified identity names; undefined leaves it to the sender. */
function senderAddress(settings: PoolSettings): string | undefined {
  const { From, SourceArn } = settings.EmailConfiguration ?? {};
  const identity = SourceArn?.split(":identity/")[1];
  return headerLine(From ?? (identity?.includes("@") ? identity : undefined));
}

/** A header holds one line (RFC 5322 section 2.2): line breaks in it would start another header. */
function headerLine(text: string | undefined): string | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  const line = text?.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, " ").trim();
  return line === "" ? undefined : line;
}

/** The first character, not half of one. */
const firstLetter = (text: string): string => [...text][0] ?? "";
