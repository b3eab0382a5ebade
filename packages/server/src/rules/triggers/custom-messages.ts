/** What CustomMessage says of a message: texts in place of the pool's (contract: Lambda triggers, CustomMessage). */
import { ServiceError } from "../../kernel/errors.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { readText, type TriggerResponse } from "./answers.ts";

/** The placeholder of the code, which the function puts into its texts without knowing the code. */
export const codeParameter = "{####}";
/** The placeholder of the user's name in invitations. */
export const usernameParameter = "{username}";

const longest = { smsMessage: 140, emailMessage: 20_000, emailSubject: 140 } as const;

/** Texts with placeholders; each absent where the pool's own stays. */
export interface CustomTexts {
  readonly smsMessage?: string | undefined;
  readonly emailMessage?: string | undefined;
  readonly emailSubject?: string | undefined;
}

/** Reads the texts that concern this channel and holds them to their rules. */
export function readCustomTexts(
  settings: PoolSettings,
  response: TriggerResponse,
  given: { channel: "EMAIL" | "SMS"; placeholders: readonly string[] },
): CustomTexts {
  const [smsMessage, emailMessage, emailSubject] = ["smsMessage", "emailMessage", "emailSubject"].map(
    (name) => readText(response, name) || undefined,
  );
  if (given.channel === "SMS") {
    check(smsMessage, "smsMessage", given.placeholders);
    return { smsMessage };
  }
  if (
    (emailMessage ?? emailSubject) !== undefined &&
    settings.EmailConfiguration?.EmailSendingAccount !== "DEVELOPER"
  )
    throw refused("Custom e-mail texts need EmailSendingAccount DEVELOPER.");
  check(emailMessage, "emailMessage", given.placeholders);
  check(emailSubject, "emailSubject", []);
  return { emailMessage, emailSubject };
}

function check(text: string | undefined, name: keyof typeof longest, placeholders: readonly string[]): void {
  if (text === undefined) return;
  if (text.length > longest[name]) throw refused(`${name} is longer than ${longest[name]} characters.`);
  const missing = placeholders.find((placeholder) => !hasPlaceholder(text, placeholder));
  if (missing !== undefined) throw refused(`${name} must contain ${missing}.`);
}

/** Old samples write the code's placeholder without its braces. */
function hasPlaceholder(text: string, placeholder: string): boolean {
  return text.includes(placeholder) || (placeholder === codeParameter && text.includes("####"));
}

/** A bare `####` means the code, too; in braces it already does. */
function braceCodes(text: string | undefined): string | undefined {
  return text?.replace(/\{####\}|####/g, codeParameter);
}

/** The pool's settings as if these were its texts; of all its messages, only the one at hand is rendered from them. */
export function withCustomTexts(settings: PoolSettings, texts: CustomTexts): PoolSettings {
  const sms = braceCodes(texts.smsMessage);
  const email = braceCodes(texts.emailMessage);
  const subject = texts.emailSubject;
  const body = { ...(email !== undefined && { EmailMessage: email }) };
  const title = { ...(subject !== undefined && { EmailSubject: subject }) };
  return {
    ...settings,
    VerificationMessageTemplate: {
      ...settings.VerificationMessageTemplate,
      ...(sms !== undefined && { SmsMessage: sms }),
      ...body,
      ...title,
    },
    SmsMfaConfiguration: {
      ...settings.SmsMfaConfiguration,
      ...(sms !== undefined && { SmsAuthenticationMessage: sms }),
    },
    EmailMfaConfiguration: {
      ...settings.EmailMfaConfiguration,
      ...(email !== undefined && { Message: email }),
      ...(subject !== undefined && { Subject: subject }),
    },
    AdminCreateUserConfig: {
      ...settings.AdminCreateUserConfig,
      InviteMessageTemplate: {
        ...settings.AdminCreateUserConfig?.InviteMessageTemplate,
        ...(sms !== undefined && { SMSMessage: sms }),
        ...body,
        ...title,
      },
    },
  };
}

/** A temporary password as senders get it (contract: Lambda triggers, shapes). */
export function escapeForSender(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function refused(message: string): ServiceError {
  return new ServiceError("InvalidLambdaResponseException", message, "trigger_text_invalid");
}
