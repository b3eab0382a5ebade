/**
 * Style sheets that operators give for sign-in pages (contract: managed login pages). A sheet is read by lists of what is
 * allowed, so that nothing in it loads, runs, moves or covers anything: the classes of the pages, properties of looks, and
 * values without addresses.
 */
import { invalidParameter } from "../../kernel/errors.ts";

const classes: ReadonlySet<string> = new Set(
  [
    "background",
    "banner",
    "errorMessage",
    "idpButton",
    "idpDescription",
    "inputField",
    "label",
    "legalText",
    "logo",
    "passwordCheck-notValid",
    "passwordCheck-valid",
    "redirect",
    "socialButton",
    "submitButton",
    "textDescription",
  ].map((name) => `.${name}-customizable`),
);
const states: ReadonlySet<string> = new Set(["", ":hover", ":focus", ":active"]);

const sides = "(?:-(?:top|right|bottom|left))?";
const properties: RegExp = new RegExp(
  `^(?:${[
    "color",
    "background(?:-color)?",
    "opacity",
    `border${sides}(?:-(?:color|style|width))?`,
    "border(?:-(?:top|bottom)-(?:left|right))?-radius",
    "outline(?:-(?:color|style|width|offset))?",
    "(?:box|text)-shadow",
    `(?:margin|padding)${sides}`,
    "(?:min-|max-)?(?:width|height)",
    "display",
    "cursor",
    "vertical-align",
    "white-space",
    "letter-spacing",
    "line-height",
    "font(?:-(?:family|size|style|variant|weight))?",
    "text-(?:align|decoration|indent|transform|overflow)",
  ].join("|")})$`,
);

/** Words, numbers, colours and quoted names; no colon, no escapes, and so no address. */
const value = /^(?:[\w#%.,+\-\s!/()]|"[\w\s-]*"|'[\w\s-]*')+$/;
const functions: ReadonlySet<string> = new Set(["rgb", "rgba", "hsl", "hsla", "calc", "linear-gradient"]);

/** Throws InvalidParameterException, naming the first thing that is not allowed. */
export function checkCss(css: string): void {
  const rules = withoutComments(css).split("}");
  if (rules.pop()?.trim() !== "") throw refuse("The CSS ends within a rule.");
  for (const rule of rules) {
    const [selector = "", declarations, ...others] = rule.split("{");
    if (declarations === undefined || others.length > 0)
      throw refuse("The CSS has braces that do not match.");
    checkSelector(selector.trim());
    for (const declaration of declarations.split(";")) checkDeclaration(declaration.trim());
  }
}

function withoutComments(css: string): string {
  let [text, from] = ["", 0];
  for (;;) {
    const start = css.indexOf("/*", from);
    if (start < 0) return text + css.slice(from);
    const end = css.indexOf("*/", start + 2);
    if (end < 0) throw refuse("The CSS ends within a comment.");
    // A comment parts two words, as a blank does.
    text += `${css.slice(from, start)} `;
    from = end + 2;
  }
}

function checkSelector(selector: string): void {
  const colon = selector.indexOf(":");
  const [name, state] = colon < 0 ? [selector, ""] : [selector.slice(0, colon), selector.slice(colon)];
  if (classes.has(name) && states.has(state)) return;
  throw refuse(`The CSS class ${shorten(selector)} is not in the list of allowed classes.`);
}

function checkDeclaration(declaration: string): void {
  if (declaration === "") return;
  const colon = declaration.indexOf(":");
  const property = declaration.slice(0, Math.max(colon, 0)).trim().toLowerCase();
  if (!properties.test(property)) {
    throw refuse(
      `The CSS property ${shorten(property || declaration)} is not in the list of allowed properties.`,
    );
  }
  const given = declaration.slice(colon + 1).trim();
  const called = [...given.matchAll(/([\w-]*)\s*\(/g)].map(([, name = ""]) => name.toLowerCase());
  if (value.test(given) && called.every((name) => functions.has(name))) return;
  throw refuse(`The value of the CSS property ${property} is not allowed.`);
}

const shorten = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

const refuse = (text: string): Error => invalidParameter(text, "css_not_allowed");
