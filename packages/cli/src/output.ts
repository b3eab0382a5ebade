/**
 * What a command answers: a table or a list for people, JSON for programs (`--json`). The JSON has the member names of the
 * protocol and keeps them; the texts for people may change.
 */
import type { Given } from "./command.ts";
import { withInstants } from "./instants.ts";

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  of(row: Row): string | number | boolean | undefined;
}

/** Prints the value as JSON if `--json` was given, or else the text; an empty text prints nothing. */
export function printAnswer(given: Given, value: unknown, text: string): void {
  if (given.has("json")) console.log(JSON.stringify(withInstants(value), undefined, 2));
  else if (text !== "") console.log(text);
}

/**
 * Rows below titles, in columns as wide as they must be.
 *
 * @example tableOf([{ id: "a" }], [{ title: "ID", of: ({ id }) => id }]); // "ID\na"
 */
export function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => asText(column.of(row))));
  const lines = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What is known of one thing, a line for each; what is not known has none. */
export function factsOf(facts: Readonly<Record<string, Parameters<typeof asText>[0]>>): string {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined && value !== "");
  const width = Math.max(0, ...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${name.padEnd(width)}  ${asText(value)}`).join("\n");
}

/** A value for people. Names and attributes are what strangers typed, so nothing in them may steer the terminal. */
function asText(value: string | number | boolean | undefined): string {
  if (value === undefined) return "";
  if (value === true) return "yes";
  if (value === false) return "no";
  return plainText(String(value));
}

/** The text with its control characters, and those that turn the direction of writing, made visible. */
export function plainText(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
