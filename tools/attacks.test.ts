import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** One row of the table of attacks in SECURITY.md. */
interface Row {
  readonly id: string;
  readonly files: readonly string[];
}

function readTable(text: string): Row[] {
  return text.split("\n").flatMap((line) => {
    const id = /^\| ([ABE]\d+) +\|/.exec(line)?.[1];
    const files = [...line.matchAll(/`([^`]+\.test\.ts)`/g)].map((match) => match[1] ?? "");
    return id === undefined ? [] : [{ id, files }];
  });
}

/** What suites and tests are called in a file: the first text of `it("…"` and of `it.each(…)("…"`. */
function titlesOf(text: string): string[] {
  const called = /(?:\b(?:describe|it|test)(?:\.\w+)*|\))\(\s*(["`])((?:\\.|(?!\1)[^\\])*)\1/g;
  return [...text.matchAll(called)].map((match) => match[2] ?? "");
}

/** `A1` is in "(A1)", in "A1.2: …" and in "(A1, A2)", but not in "A11". */
const names = (title: string, id: string): boolean =>
  new RegExp(`(?<!\\w)${id}(\\.\\d+)?(?!\\w)`).test(title);

const table = readTable(readFileSync("SECURITY.md", "utf8"));
const count = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);

test("the table of attacks lists each once, in order", () => {
  const ids = [
    ...count(20).map((number) => `A${number}`),
    ...count(6).map((number) => `B${number}`),
    ...count(5).map((number) => `E${number}`),
  ];
  expect(table.map(({ id }) => id)).toEqual(ids);
});

test.each(table)("attack $id is named by a test of each file that its row tells of", ({ id, files }) => {
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(globSync(file), file).toHaveLength(1);
    const titles = titlesOf(readFileSync(file, "utf8"));
    expect(titles.filter((title) => names(title, id)).length, `${id} in ${file}`).toBeGreaterThan(0);
  }
});

test("an id is not taken for a longer one, and a title not for a text", () => {
  expect(names("is used up by success (A11)", "A1")).toBe(false);
  expect(names("A1.2: a month of guesses", "A1")).toBe(true);
  expect(titlesOf('const a = "A1";\nit("is so (A2)", () => {});')).toEqual(["is so (A2)"]);
  expect(titlesOf('it.each([\n  ["x", 1],\n])("is (A3)", f);')).toContain("is (A3)");
});
