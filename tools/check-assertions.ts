/**
 * An `as` overrules the compiler, so it owes the reader a reason: a comment in the same line or closely above.
 * `as const` claims nothing and owes nothing; tests may assert as they like.
 */
import { globSync, readFileSync } from "node:fs";

/** How many lines above an assertion its reason may begin. */
const reach = 4;

/** Assertions without a reason, one line each. */
export function checkAssertions(): string[] {
  const paths = globSync(["packages/*/src/**/*.ts", "tools/*.ts", "examples/**/*.ts"]);
  const written = paths.filter((path) => !/\.(test|gen)\.ts$/.test(path)).toSorted();
  return written.flatMap((path) =>
    findBareAssertions(readFileSync(path, "utf8")).map((line) => `${path}:${line}: an "as" without a reason`),
  );
}

/** The numbers of the lines that assert a type without a comment nearby. */
export function findBareAssertions(text: string): number[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    if (!hasAssertion(line)) return [];
    const nearby = lines.slice(Math.max(0, index - reach), index + 1);
    return nearby.some((each) => /\/\/|^\s*\/?\*/.test(withoutText(each))) ? [] : [index + 1];
  });
}

function hasAssertion(line: string): boolean {
  const isRenaming = /^(import|export)\b|^\s*(type )?[\w$]+ as [\w$]+,?$/.test(line);
  const code = withoutText(line)
    .replace(/\/\/.*|^\s*\/?\*.*/, "")
    // The keys of a mapped type under other names.
    .replace(/\[\w+ in [^\]]+\]/, "");
  return !isRenaming && /[\w)\]}"']\sas\s(?!const\b)[\w$({[]/.test(code);
}

/** The line with the contents of its strings left out. */
function withoutText(line: string): string {
  return line.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`/g, '""');
}
