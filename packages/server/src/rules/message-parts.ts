/**
 * The two parts of an e-mail, each made from the other where the pool gives one only (RFC 2046 section 5.1.4). Both work on
 * templates, before values are put in, so that no value can be taken for markup.
 */

/** An HTML tag, a comment or a character reference. */
const markup = /<\/?[a-z][^<>]*>|<!--|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i;

/** Whether a template is HTML; pools say one text and not of which kind it is. */
export const isHtml = (template: string): boolean => markup.test(template);

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Plain text as HTML: paragraphs where there are empty lines. */
export function htmlOfText(text: string): string {
  const paragraphs = escapeHtml(text.trim()).split(/\r?\n(?:[ \t]*\r?\n)+/);
  return paragraphs.map((paragraph) => `<p>${paragraph.replace(/\r?\n/g, "<br>\n")}</p>`).join("\n");
}

/** One tag. A `<` within one would begin another, so long texts are read in one go. */
const tagForm = /<(\/?)([a-z][a-z\d]*)([^<>]*)>/gi;

/** Elements whose content nobody sees. */
const unseen = new Set(["head", "style", "script", "title"]);
/** What an element begins with, on paper. */
const begins: Readonly<Record<string, string>> = { li: "\n- ", tr: "\n" };
/** What an element begins and ends with. */
const breaks: Readonly<Record<string, string>> = {
  br: "\n",
  div: "\n",
  ...Object.fromEntries(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "hr"].map((name) => [
      name,
      "\n\n",
    ]),
  ),
};

/** HTML as plain text: what is seen of it, with the addresses of links behind their words. */
export function textOfHtml(html: string): string {
  const source = withoutComments(html);
  let text = "";
  let hiddenBy: string | undefined;
  let link: { href: string; from: number } | undefined;
  let at = 0;
  const read = (to: number): void => {
    if (hiddenBy === undefined) text += readCharacters(source.slice(at, to));
  };
  for (const tag of source.matchAll(tagForm)) {
    read(tag.index);
    at = tag.index + tag[0].length;
    const [isEnd, name, attributes] = [tag[1] === "/", (tag[2] ?? "").toLowerCase(), tag[3] ?? ""];
    if (hiddenBy !== undefined) {
      if (isEnd && name === hiddenBy) hiddenBy = undefined;
    } else if (unseen.has(name)) hiddenBy = isEnd ? undefined : name;
    else if (name === "a") {
      if (link !== undefined) text += addressOf(link, text);
      link = isEnd ? undefined : { href: hrefOf(attributes), from: text.length };
    } else text += breaks[name] ?? (isEnd ? "" : (begins[name] ?? ""));
  }
  read(source.length);
  return tidy(text);
}

function withoutComments(html: string): string {
  let text = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<!--", at);
    if (open === -1) break;
    text += html.slice(at, open);
    const close = html.indexOf("-->", open);
    // A comment without an end hides all that follows, as it does in a browser.
    if (close === -1) return text;
    at = close + 3;
  }
  return text + html.slice(at);
}

function hrefOf(attributes: string): string {
  const [, quoted, apostrophed, bare] = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(attributes) ?? [];
  return decodeReferences(quoted ?? apostrophed ?? bare ?? "").trim();
}

/** What is added behind a link's words; nothing if they are its address already. */
function addressOf({ href, from }: { href: string; from: number }, text: string): string {
  return href === "" || href.startsWith("#") || text.slice(from).trim() === href ? "" : ` (${href})`;
}

const readCharacters = (source: string): string => decodeReferences(source.replace(/[ \t\r\n\f]+/g, " "));

function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/^ | $/g, ""));
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** U+00C0 to U+00FF in their order (HTML Living Standard section 13.5). */
const latinNames =
  "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve " +
  "Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring " +
  "aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash " +
  "ugrave uacute ucirc uuml yacute thorn yuml";

const named: ReadonlyMap<string, string> = new Map([
  ...latinNames.split(" ").map((name, index): [string, string] => [name, String.fromCharCode(0xc0 + index)]),
  ...Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", copy: "©", reg: "®" }),
  ...Object.entries({ hellip: "…", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”" }),
  ...Object.entries({ trade: "™", euro: "€", bull: "•", middot: "·", laquo: "«", raquo: "»", shy: "" }),
]);

/** Character references as the characters they stand for; one that is not known stays as it is written. */
function decodeReferences(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]+\d*));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named.get(String(name)) ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    const isCharacter = point > 0 && point <= 0x10_ffff && !(point >= 0xd800 && point <= 0xdfff);
    return isCharacter ? String.fromCodePoint(point) : whole;
  });
}
