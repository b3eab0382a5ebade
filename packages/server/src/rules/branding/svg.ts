/**
 * Drawings in SVG for sign-in pages. They are read by a list of elements, and nothing in them may run or point elsewhere: no
 * scripts, no handlers, no links, no entities, no styles, no foreign content (SVG 2, sections 2.7 and 15).
 */

const elements: ReadonlySet<string> = new Set([
  "svg",
  "g",
  "defs",
  "title",
  "desc",
  "symbol",
  "use",
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
  "text",
  "tspan",
  "linearGradient",
  "radialGradient",
  "stop",
  "clipPath",
  "mask",
  "pattern",
]);

/** One tag, from where the last one ended. Attributes hold neither `<` nor a quote of their own kind. */
const tag = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/y;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Whether the bytes are a drawing with nothing in it but shapes. */
export function isHarmlessSvg(bytes: Uint8Array): boolean {
  const text = decode(bytes)?.replace(/^\uFEFF?\s*<\?xml [^<>?]*\?>/, "");
  if (text === undefined) return false;
  let [at, isFirst] = [text.indexOf("<"), true];
  // Without a tag there is no drawing.
  if (at < 0 || text.slice(0, at).trim() !== "") return false;
  while (at >= 0) {
    const end = text.startsWith("<!--", at) ? endOfComment(text, at) : endOfTag(text, at, isFirst);
    if (end === undefined) return false;
    isFirst &&= text.startsWith("<!--", at);
    at = text.indexOf("<", end);
  }
  return !isFirst;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Bytes that are no UTF-8 are an answer: this is no drawing that is read here.
    return undefined;
  }
}

function endOfComment(text: string, start: number): number | undefined {
  const end = text.indexOf("-->", start + 4);
  return end < 0 ? undefined : end + 3;
}

function endOfTag(text: string, start: number, isFirst: boolean): number | undefined {
  tag.lastIndex = start;
  const [, closing, name = "", attributes = ""] = tag.exec(text) ?? [];
  if (!elements.has(name) || (isFirst && (name !== "svg" || closing !== ""))) return undefined;
  for (const [, key = "", first, second] of attributes.matchAll(attribute))
    if (!isHarmlessAttribute(key.toLowerCase(), first ?? second ?? "")) return undefined;
  return tag.lastIndex;
}

function isHarmlessAttribute(name: string, value: string): boolean {
  if (name.startsWith("on") || name === "style") return false;
  if (name === "xmlns" || name.startsWith("xmlns:")) return true;
  if (name === "href" || name.endsWith(":href")) return /^#[\w-]+$/.test(value);
  // References stay within the drawing; entities could hide one that does not.
  const others = value.replaceAll(/url\(\s*#[\w-]+\s*\)/g, "");
  return !/url|&|\\|script:|data:/i.test(others);
}
