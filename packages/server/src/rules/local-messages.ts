/**
 * Messages in the language of who reads them: which templates fit a person's `locale`, and what a template must hold. The nearest
 * language wins, then the nearest purpose; where none fits, the pool's own texts stand.
 */
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import type { MessageTemplateRecord, TemplatePurpose } from "../kernel/message-template.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { hasCodePlace, hasLinkPlace, type MessageTexts } from "./message-wording.ts";
import { type MessageKind, type MessagePurpose, mayHoldLink } from "./messages.ts";
import { allowsPasswordlessUsers } from "./sign-up.ts";

/** What stands for everybody whose language there are no texts in. */
const defaultLocale = "default";

/** How many languages a pool may have. */
const mostLocales = 100;
/** The longest tag that can mean anything (RFC 5646 section 4.4.1). */
const longestTag = 35;

/** The canonical form of a language tag, also of one written `de_CH`; undefined for what is none. */
export function canonicalLocale(tag: string): string | undefined {
  if (tag.length > longestTag) return undefined;
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** The languages to look for, the nearest first, always four: `de-CH` comes to `de-CH`, `de` and `default` (RFC 4647 section 3.4). */
export function localesFor(locale: string | undefined): readonly [string, string, string, string] {
  const chain: string[] = [];
  let tag = locale === undefined ? undefined : canonicalLocale(locale);
  while (tag !== undefined && chain.length < 3) {
    chain.push(tag);
    tag = tag.includes("-") ? tag.replace(/(-[^-])*-[^-]*$/, "") : undefined;
  }
  const [first = defaultLocale, second = defaultLocale, third = defaultLocale] = chain;
  return [first, second, third, defaultLocale];
}

const widerPurposes: Readonly<Record<MessagePurpose, TemplatePurpose>> = {
  SignUp: "Verification",
  ResendCode: "Verification",
  ForgotPassword: "Verification",
  UpdateUserAttribute: "Verification",
  VerifyUserAttribute: "Verification",
  AdminCreateUser: "AdminCreateUser",
  Authentication: "Authentication",
  OneTimePassword: "Authentication",
  RecoveryCodeUsed: "RecoveryCodeUsed",
};

/** The purposes whose templates do for a message, its own first. */
export const purposesFor = (purpose: MessagePurpose): readonly [TemplatePurpose, TemplatePurpose] => [
  purpose,
  widerPurposes[purpose],
];

/** The texts of those templates that do for a message, the nearest first. */
export function textsInOrder(
  templates: readonly MessageTemplateRecord[],
  given: { kind: MessageKind; locale: string | undefined; hasPassword?: boolean | undefined },
): MessageTexts[] {
  const { kind, locale, hasPassword } = given;
  const locales = localesFor(locale);
  const [own] = purposesFor(kind.purpose);
  const rank = (each: MessageTemplateRecord): number =>
    locales.indexOf(each.locale) * 2 + (each.purpose === own ? 0 : 1);
  return templates
    .filter((each) => hasPassword === undefined || tellsCode(each) === hasPassword)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ subject, text, html }) => ({ subject, text, html }));
}

const tellsCode = ({ text = "", html = "" }: MessageTemplateRecord): boolean => hasCodePlace(text + html);

/** Checks the templates of one language. Throws InvalidParameterException. */
export function checkTemplates(
  settings: PoolSettings,
  templates: readonly Omit<MessageTemplateRecord, "poolId" | "locale">[],
): void {
  const seen = new Set<string>();
  for (const template of templates) {
    const name = `${template.purpose} by ${template.channel}`;
    if (seen.has(name)) throw refused(`There are two templates for ${name}.`);
    seen.add(name);
    const fault = templateFault(settings, template);
    if (fault !== undefined) throw refused(`The template for ${name} ${fault}.`);
  }
}

/** As long as the protocol lets a text message be. */
const longestSms = 140;

function templateFault(
  settings: PoolSettings,
  template: Omit<MessageTemplateRecord, "poolId" | "locale">,
): string | undefined {
  const { channel, subject, text, html } = template;
  if (channel === "SMS") {
    if (subject !== undefined || html !== undefined) return "must have neither Subject nor Html";
    if (text === undefined) return "must have Text";
    if (text.length > longestSms) return `must not be longer than ${longestSms} characters`;
  } else {
    if (subject === undefined) return "must have a Subject";
    if (text === undefined && html === undefined) return "must have Text, Html or both";
  }
  return [text, html].map((part) => part && placeholderFault(settings, template, part)).find(Boolean);
}

function placeholderFault(
  settings: PoolSettings,
  { purpose, channel }: Pick<MessageTemplateRecord, "channel"> & { purpose: TemplatePurpose },
  part: string,
): string | undefined {
  if (purpose === "RecoveryCodeUsed" || hasCodePlace(part)) return undefined;
  if (purpose === "AdminCreateUser") {
    return allowsPasswordlessUsers(settings) ? undefined : "must contain {####}";
  }
  const takesLink = purpose !== "Verification" && mayHoldLink({ channel, purpose });
  if (takesLink && hasLinkPlace(part)) return undefined;
  return takesLink ? "must contain {####} or a link such as {##Confirm##}" : "must contain {####}";
}

/** The languages a pool has from now on. Throws LimitExceededException beyond a hundred. */
export function withLocale(settings: PoolSettings, locale: string, hasTemplates: boolean): string[] {
  const others = (settings.MessageLocales ?? []).filter((each) => each !== locale);
  const locales = hasTemplates ? [...others, locale].toSorted() : others;
  if (locales.length <= mostLocales) return locales;
  const text = `A user pool can have message templates in ${mostLocales} languages at most.`;
  throw new ServiceError("LimitExceededException", text, "message_locales_limit");
}

/** The name of a language as it is stored. Throws InvalidParameterException. */
export function readLocale(text: string): string {
  if (text === defaultLocale) return text;
  const locale = canonicalLocale(text);
  if (locale === undefined)
    throw refused(`Locale must be a language tag such as de-CH, or ${defaultLocale}.`);
  return locale;
}

const refused = (text: string): ServiceError => invalidParameter(text, "message_template_invalid");
