// The table is whole: every row has a journey, every journey is run once, and what cannot be shown says why.
import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { functionNames } from "./table/functions.ts";
import { apart, rows } from "./table/rows.ts";
import { differences } from "./differences.ts";
import { everyJourney } from "./every-journey.ts";

const titles = everyJourney.map(({ title }) => title);

it("journeys have titles of their own", () => {
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

it("every row of the table has a journey", () => {
  expect(rows.filter(({ by }) => !titles.includes(by))).toEqual([]);
  const named = rows.filter(({ kind }) => kind === "function").map(({ name }) => name);
  expect(named.toSorted()).toEqual(functionNames.toSorted());
});

it("what cannot be shown side by side names a test that exists", () => {
  const lost = apart.filter(({ test }) => {
    if (test === undefined) return false;
    const [file, title] = test;
    return !existsSync(file) || !readFileSync(file, "utf8").includes(title);
  });
  expect(lost).toEqual([]);
});

it("every difference has a journey that meets it, and a line among the divergences", () => {
  const page = readFileSync("docs/divergences.md", "utf8");
  expect(differences.filter(({ divergence }) => !page.includes(`- ${divergence}`))).toEqual([]);
  expect(differences.flatMap(({ metIn }) => metIn).filter((title) => !titles.includes(title))).toEqual([]);
});

it("prints what is compared", () => {
  const count = (kind: string): number => rows.filter((row) => row.kind === kind).length;
  const errors = new Set(rows.filter(({ kind }) => kind === "error").map(({ name }) => name)).size;
  console.log(
    `${titles.length} journeys: ${count("function")} functions, ${count("step")} steps, ${errors} errors in ${count("error")} places, ` +
      `${count("event")} events; ${differences.length} differences explained, 0 unexplained`,
  );
  expect(titles.length).toBeGreaterThan(rows.length / 10);
});
