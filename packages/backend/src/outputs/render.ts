import type { JsonObject } from "@poolhouse/protocol";

/** The languages that a configuration is written in. */
export type Language = "json" | "mjs" | "ts" | "dart";

/**
 * A configuration as a source file.
 *
 * @example render({ version: "1.5" }, "mjs"); // "const amplifyConfig = {…}\nexport default amplifyConfig;\n"
 */
export function render(content: JsonObject, language: Language): string {
  const json = JSON.stringify(content, undefined, 2);
  if (language === "json") return `${json}\n`;
  if (language === "dart") return `const amplifyConfig = r'''${withoutQuotes(json)}''';\n`;
  return `const amplifyConfig = ${withOwnProto(json)};\nexport default amplifyConfig;\n`;
}

/** `aws-exports.js`, which has had these names from the beginning. */
export function renderExports(content: JsonObject): string {
  return `/* eslint-disable */
// Written by poolhouse push; what is changed here is lost with the next one.

const awsmobile = ${withOwnProto(JSON.stringify(content, undefined, 4))};

export default awsmobile;
`;
}

/** Nothing is escaped in a raw string of Dart, and three apostrophes end it: JSON can say them otherwise. */
const withoutQuotes = (json: string): string => json.replaceAll("'", String.raw`\u0027`);

/** In an object literal that name sets the prototype (ECMA-262, B.3.1), unless it is computed. A line of JSON begins with a name. */
const withOwnProto = (json: string): string => json.replaceAll(/^(\s*)"__proto__":/gm, '$1["__proto__"]:');
