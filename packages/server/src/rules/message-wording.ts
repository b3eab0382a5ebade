/**
 * From texts with placeholders to a message: which of several texts wins, both parts of an e-mail, and values in place of
 * `{####}`, `{username}` and `{##words of a link##}`. Rendering is done here once, so that a sender only carries.
 */
import type { PoolSettings } from "../kernel/settings.ts";
import { escapeHtml, htmlOfText, isHtml, textOfHtml } from "./message-parts.ts";
import type { MessageChannel } from "./messages.ts";

/** Texts with placeholders, as somebody gave them. `text` may be HTML where there is no `html`. */
export interface MessageTexts {
  /** E-mail only. */
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

/** Texts with placeholders, complete. */
export interface Wording {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A message without its address. */
export interface RenderedMessage {
  from?: string | undefined;
  replyTo?: string | undefined;
  /** E-mail only. */
  subject?: string | undefined;
  /** Plain text. */
  body: string;
  /** The same as HTML; e-mail only. */
  html?: string | undefined;
}

/** What takes the place of the placeholders; one whose value is absent is plain text. */
export interface MessageValues {
  readonly code?: string | undefined;
  readonly username?: string | undefined;
  /** The address that a link leads to. */
  readonly link?: string | undefined;
  /** How many recovery codes are left. */
  readonly remaining?: string | undefined;
}

/** The first subject and the first body there is, the most particular texts being given first; a body's parts stay together. */
export function wordingOf(channel: MessageChannel, layers: readonly MessageTexts[]): Wording {
  const subject = layers.find((each) => each.subject !== undefined)?.subject ?? "";
  const body = layers.find(({ text, html }) => text !== undefined || html !== undefined) ?? {};
  return channel === "SMS" ? { subject, text: body.text ?? "", html: "" } : { subject, ...partsOf(body) };
}

function partsOf({ text = "", html }: MessageTexts): Pick<Wording, "text" | "html"> {
  if (html !== undefined) return { text: text === "" ? textOfHtml(html) : text, html };
  return isHtml(text) ? { text: textOfHtml(text), html: text } : { text, html: htmlOfText(text) };
}

/** The words of a link stand between these marks. */
const placeholders = /\{####\}|\{username\}|\{remaining\}|\{##([^{}]*)##\}/g;

/** Whether a text has a place for the code. */
export const hasCodePlace = (text: string): boolean => text.includes("{####}");
/** Whether a text has a link. */
export const hasLinkPlace = (text: string): boolean => /\{##[^{}]*##\}/.test(text.replaceAll("{####}", ""));

/** Whether the person is to type a code: it is in the text, or nothing else is. */
export const wantsTyping = ({ text, html, subject }: Wording): boolean =>
  hasCodePlace(subject + text + html) || !hasLinkPlace(text + html);

/** The message: values in their places, escaped in the HTML part. */
export function fillWording(
  settings: PoolSettings,
  wording: Wording,
  given: { channel: MessageChannel; values: MessageValues },
): RenderedMessage {
  const { channel, values } = given;
  const body = fill(wording.text, values, plain);
  if (channel === "SMS") return { body };
  return {
    from: senderAddress(settings),
    replyTo: headerLine(settings.EmailConfiguration?.ReplyToEmailAddress),
    subject: headerLine(fill(wording.subject, values, plain)),
    body,
    html: fill(wording.html, values, markedUp),
  };
}

/** How values and links are written in one of the parts. */
interface Writing {
  readonly value: (text: string) => string;
  readonly link: (words: string, address: string) => string;
}

const plain: Writing = {
  value: (text) => text,
  link: (words, address) => (words.trim() === "" ? address : `${words.trim()}: ${address}`),
};

const markedUp: Writing = {
  value: escapeHtml,
  // The words are part of the template, so they are escaped already where it was not HTML.
  link: (words, address) => `<a href="${escapeHtml(address)}">${words}</a>`,
};

/** One pass, so that a password that looks like a placeholder, or like a replacement pattern, stays as it is. */
function fill(template: string, values: MessageValues, writing: Writing): string {
  const { code, username, remaining, link } = values;
  const known = new Map([
    ["{####}", code],
    ["{username}", username],
    ["{remaining}", remaining],
  ]);
  return template.replace(placeholders, (placeholder, words: string | undefined) => {
    if (words !== undefined) return link === undefined ? placeholder : writing.link(words, link);
    const value = known.get(placeholder);
    return value === undefined ? placeholder : writing.value(value);
  });
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
