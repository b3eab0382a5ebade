/** What CustomMessage says of a message: texts in place of the pool's (contract: Lambda triggers, CustomMessage). */
import { ServiceError } from "../../kernel/errors.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { hasLinkPlace, type MessageTexts } from "../message-wording.ts";
import { readText, type TriggerResponse } from "./answers.ts";

/** The placeholder of the code, which the function puts into its texts without knowing the code. */
export const codeParameter = "{####}";
/** The placeholder of the user's name in invitations. */
export const usernameParameter = "{username}";
/** The placeholder of a link; the words between the marks are the function's to choose. */
export const linkParameter = "{##Click Here##}";

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
  if (placeholder === linkParameter) return hasLinkPlace(text) || hasPlaceholder(text, codeParameter);
  return text.includes(placeholder) || (placeholder === codeParameter && text.includes("####"));
}

/** A bare `####` means the code, too; in braces it already does. */
function braceCodes(text: string | undefined): string | undefined {
  return text?.replace(/\{####\}|####/g, codeParameter);
}

/** What the function gave as texts of the message at hand; of the other channel's nothing is left. */
export function textsOf({ smsMessage, emailMessage, emailSubject }: CustomTexts): MessageTexts {
  return { subject: emailSubject, text: braceCodes(smsMessage ?? emailMessage) };
}

/** A temporary password as senders get it (contract: Lambda triggers, shapes). */
export function escapeForSender(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function refused(message: string): ServiceError {
  return new ServiceError("InvalidLambdaResponseException", message, "trigger_text_invalid");
}
