// Writes packages/protocol/src/operations.gen.ts from the facts in packages/protocol/model/operations.json: one type per
// shape, and the tables from operation name to input, output and errors. The same facts always give the same bytes, so a
// check can compare. Run with `npm run generate`.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The model file, the source of every generated type. */
export const modelPath: string = fileURLToPath(
  new URL("../packages/protocol/model/operations.json", import.meta.url),
);
/** The file this tool writes. */
export const generatedPath: string = fileURLToPath(
  new URL("../packages/protocol/src/operations.gen.ts", import.meta.url),
);

/** A shape as the model file holds it. */
export interface RawShape {
  type: string;
  members?: Record<string, string>;
  required?: string[];
  member?: string;
  key?: string;
  value?: string;
  enum?: string[];
  min?: number;
  max?: number;
  pattern?: string;
  exception?: boolean;
  fault?: boolean;
}

/** The model file as it is written. */
export interface RawModel {
  operations: Record<string, { input: string; output: string | null; errors: string[]; auth: string }>;
  shapes: Record<string, RawShape>;
}

/** Reads the model file. Throws when it is missing or not JSON. */
export function readModel(): RawModel {
  // The file is ours and tools/check-model.ts checks that every reference in it holds.
  return JSON.parse(readFileSync(modelPath, "utf8")) as RawModel;
}

const header = `// Generated from model/operations.json by tools/generate-operations.ts (npm run generate). Do not edit.
// Members are absent, never null; timestamps are seconds since the epoch; blobs are base64 text.
import type { JsonValue } from "./json.ts";
`;

/** The text of operations.gen.ts for a model: deterministic, shapes and operations in alphabetical order. */
export function generateOperations(model: RawModel): string {
  const names = Object.keys(model.operations).sort();
  const shapes = Object.keys(model.shapes)
    .sort()
    .map((name) => declareShape(name, shapeIn(model, name)));
  return [header, ...shapes, ...operationTables(model, names), ...errorTables(model), nameList(names)].join(
    "\n",
  );
}

function shapeIn(model: RawModel, name: string): RawShape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`the model has no shape ${name}`);
  return shape;
}

function declareShape(name: string, shape: RawShape): string {
  const limits = describeLimits(shape);
  const comment = limits === "" ? "" : `/** ${limits} */\n`;
  if (name === "Document") return `/** Any JSON value, inline. */\nexport type Document = JsonValue;\n`;
  if (shape.type === "structure") return `${comment}export interface ${name} {${membersOf(shape)}}\n`;
  return `${comment}export type ${name} = ${typeText(shape)};\n`;
}

function membersOf(shape: RawShape): string {
  const lines = Object.entries(shape.members ?? {}).map(([member, target]) =>
    shape.required?.includes(member) === true
      ? `  ${member}: ${target};`
      : `  ${member}?: ${target} | undefined;`,
  );
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}

const scalars: Readonly<Record<string, string>> = {
  string: "string",
  blob: "string",
  boolean: "boolean",
  integer: "number",
  long: "number",
  timestamp: "number",
};

function typeText(shape: RawShape): string {
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (shape.type === "list") return `${shape.member}[]`;
  if (shape.type === "map") return `{ [key: string]: ${shape.value} }`;
  const scalar = scalars[shape.type];
  if (scalar === undefined) throw new Error(`the model has a shape of unknown type ${shape.type}`);
  return scalar;
}

function describeLimits(shape: RawShape): string {
  const { min, max, pattern } = shape;
  const parts: string[] = [];
  if (min !== undefined && max !== undefined) parts.push(min === max ? `exactly ${min}` : `${min} to ${max}`);
  else if (max !== undefined) parts.push(`at most ${max}`);
  else if (min !== undefined) parts.push(`at least ${min}`);
  if (pattern !== undefined) parts.push(`\`${pattern.replaceAll("*/", "*\\/")}\``);
  return parts.join("; ");
}

function operationTables(model: RawModel, names: readonly string[]): string[] {
  const rows = (cell: (name: string) => string): string =>
    names.map((name) => `  ${name}: ${cell(name)};`).join("\n");
  const output = (name: string): string => model.operations[name]?.output ?? "undefined";
  const errors = (name: string): string =>
    (model.operations[name]?.errors ?? []).map((error) => JSON.stringify(error)).join(" | ");
  return [
    `/** What each operation takes. */\nexport interface OperationInputs {\n${rows((name) => model.operations[name]?.input ?? "never")}\n}\n`,
    `/** What each operation answers; \`undefined\` is an empty body. */\nexport interface OperationOutputs {\n${rows(output)}\n}\n`,
    `/** The errors each operation declares. */\nexport interface OperationErrors {\n${rows(errors)}\n}\n`,
    `/** The name of an operation, as in the X-Amz-Target header. */\nexport type OperationName = keyof OperationInputs;\n`,
  ];
}

function errorTables(model: RawModel): string[] {
  const list = (keep: (shape: RawShape) => boolean): string[] =>
    Object.keys(model.shapes)
      .filter((name) => keep(shapeIn(model, name)))
      .sort()
      .map((name) => JSON.stringify(name));
  const exceptions = list((shape) => shape.exception === true);
  const faults = list((shape) => shape.fault === true);
  return [
    `/** Every error the model knows. */\nexport type ModelErrorName =\n${exceptions.map((name) => `  | ${name}`).join("\n")};\n`,
    `/** The errors that are the service's own fault (status 500). */\nexport const faultNames: readonly ModelErrorName[] = [${faults.join(", ")}];\n`,
  ];
}

function nameList(names: readonly string[]): string {
  const rows = names.map((name) => `  ${JSON.stringify(name)},`).join("\n");
  return `/** All operations, in alphabetical order. */\nexport const operationNames: readonly OperationName[] = [\n${rows}\n];\n`;
}

if (import.meta.main) writeFileSync(generatedPath, generateOperations(readModel()));
