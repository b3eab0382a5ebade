// Turns the model's patterns, which are Java's, into functions that say whether a whole text matches. Three translations: `\s`
// and `\S` mean ASCII blanks only, `(?s)` lets the dot match line ends, and "any of a class around a marker" is checked as two
// linear steps, because the plain expression needs quadratic or cubic time on hostile text.

/** Whether a whole text is as a pattern demands. */
export type Matcher = (text: string) => boolean;

const asciiBlanks = " \\t-\\r";

/** The expression that matches as the model's pattern does: anchored, Unicode. Throws a SyntaxError if it cannot be compiled. */
export function compilePattern(pattern: string): RegExp {
  const dotAll = pattern.startsWith("(?s)");
  const source = (dotAll ? pattern.slice("(?s)".length) : pattern)
    .replaceAll("[\\S]", `[^${asciiBlanks}]`)
    .replaceAll("\\s", asciiBlanks);
  return new RegExp(`^(?:${source})$`, dotAll ? "su" : "u");
}

/** What a marker between runs of one class looks like, and how to find it once the whole text is known to be of that class. */
const markers: readonly (readonly [RegExp, Matcher])[] = [
  // A message with its code: C*\{####\}C*
  [/^(\[[^\]]+\])\*\\\{####\\\}\1\*$/, (text) => text.includes("{####}")],
  // A message with its link: C*\{##C*##\}C*. The first opening leaves the most room for a closing.
  [
    /^(\[[^\]]+\])\*\\\{##\1\*##\\\}\1\*$/,
    (text) => text.includes("{##") && text.includes("##}", text.indexOf("{##") + 3),
  ],
  // An address: C+@C+, with something on both sides of an at sign.
  [/^(\[[^\]]+\])\+@\1\+$/, (text) => text.slice(1, -1).includes("@")],
];

/** The function for a pattern, linear in the length of the text. */
export function matcherOf(pattern: string): Matcher {
  for (const [form, holdsMarker] of markers) {
    const characters = form.exec(pattern)?.[1];
    if (characters === undefined) continue;
    const whole = compilePattern(`${characters}*`);
    return (text) => whole.test(text) && holdsMarker(text);
  }
  const expression = compilePattern(pattern);
  return (text) => expression.test(text);
}

/**
 * Passwords may have blanks between other characters, not at either end: newer documentation of the service says so, the
 * model's `[\S]+` is older.
 */
const password = compilePattern("[\\S]+(?: +[\\S]+)*");

/** Custom domains are full names; the model's pattern is that of a prefix, which is one of their labels. */
const label = "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?";
const domain = compilePattern(`${label}(?:\\.${label})*`);

const compiled = new Map<string, Matcher>();

/** The matcher of a string shape with a pattern, compiled when first asked for. */
export function matcherOfShape(shapeName: string, pattern: string): Matcher {
  if (shapeName === "PasswordType") return (text) => password.test(text);
  if (shapeName === "DomainType") return (text) => domain.test(text);
  let matcher = compiled.get(pattern);
  if (matcher === undefined) {
    matcher = matcherOf(pattern);
    compiled.set(pattern, matcher);
  }
  return matcher;
}
