// Writes packages/protocol/src/operations.gen.ts from the facts in packages/protocol/model: one type per shape, and the
// tables from operation name to input, output and errors, of the protocol (operations.json) and of Poolhouse's own operations
// beside it (extensions.json). The same facts always give the same bytes, so a check can compare. Run with `npm run generate`.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const modelFolder = new URL("../packages/protocol/model/", import.meta.url);
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

/** A model file as it is written. */
export interface RawModel {
  operations: Record<string, { input: string; output: string | null; errors: string[]; auth: string }>;
  shapes: Record<string, RawShape>;
}

/** The protocol, and what Poolhouse adds to it. Shapes of the second may refer to shapes of the first. */
export interface Models {
  readonly protocol: RawModel;
  readonly extensions: RawModel;
}

/** Reads the model files. Throws when one is missing or not JSON. */
export function readModels(): Models {
  return { protocol: readModel("operations.json"), extensions: readModel("extensions.json") };
}

function readModel(file: string): RawModel {
  // The files are ours and tools/check-model.ts checks that every reference in them holds.
  return JSON.parse(readFileSync(new URL(file, modelFolder), "utf8")) as RawModel;
}

/** Both models as one; a name in both is a mistake that tools/check-model.ts finds. */
export function mergeModels({ protocol, extensions }: Models): RawModel {
  return {
    operations: { ...protocol.operations, ...extensions.operations },
    shapes: { ...protocol.shapes, ...extensions.shapes },
  };
}

const header = `// Generated from model/operations.json and model/extensions.json by tools/generate-operations.ts (npm run generate). Do not edit.
// Members are absent, never null; timestamps are seconds since the epoch; blobs are base64 text.
import type { JsonValue } from "./json.ts";
`;

/** The text of operations.gen.ts for the models: deterministic, shapes and operations in alphabetical order. */
export function generateOperations(models: Models): string {
  const model = mergeModels(models);
  const names = Object.keys(model.operations).sort();
  const shapes = Object.keys(model.shapes)
    .sort()
    .map((name) => declareShape(name, shapeIn(model, name)));
  const lists = [
    nameList("operationNames", models.protocol, "All operations of the protocol"),
    nameList("extensionNames", models.extensions, "All operations that Poolhouse adds"),
  ];
  return [header, ...shapes, ...operationTables(model, names), ...errorTables(model), ...lists].join("\n");
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

function nameList(list: string, model: RawModel, what: string): string {
  const names = Object.keys(model.operations).sort();
  const rows = names.map((name) => `  ${JSON.stringify(name)},`).join("\n");
  return `/** ${what}, in alphabetical order. */\nexport const ${list}: readonly OperationName[] = [\n${rows}\n];\n`;
}

if (import.meta.main) writeFileSync(generatedPath, generateOperations(readModels()));
