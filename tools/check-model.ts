// Checks the facts: that the generated types are up to date, that the protocol has 140 operations and Poolhouse's own have other
// names, that every reference between shapes holds, and that every pattern can be compiled. Part of `npm run check`.
import { existsSync, readFileSync } from "node:fs";
import { compilePattern } from "../packages/protocol/src/patterns.ts";
import {
  generatedPath,
  generateOperations,
  mergeModels,
  type Models,
  readModels,
  type RawModel,
  type RawShape,
} from "./generate-operations.ts";

/** How many operations the service has. */
const operationCount = 140;

/** Lists what is wrong with the model and what was generated from it; empty when all is well. */
export function checkModel(): string[] {
  const models = readModels();
  return [...checkFacts(models), ...checkGenerated(models)];
}

/** Lists what is wrong with the models alone. */
export function checkFacts(models: Models): string[] {
  const problems: string[] = findClashes(models);
  const count = Object.keys(models.protocol.operations).length;
  if (count !== operationCount) problems.push(`the model has ${count} operations, not ${operationCount}`);
  const model = mergeModels(models);
  for (const [name, operation] of Object.entries(model.operations))
    problems.push(...checkOperation(model, name, operation));
  for (const [name, shape] of Object.entries(model.shapes)) problems.push(...checkShape(model, name, shape));
  return problems;
}

function findClashes({ protocol, extensions }: Models): string[] {
  const taken = new Set([...Object.keys(protocol.operations), ...Object.keys(protocol.shapes)]);
  const own = [...Object.keys(extensions.operations), ...Object.keys(extensions.shapes)];
  return own.filter((name) => taken.has(name)).map((name) => `${name} is a name of the protocol already`);
}

function checkOperation(model: RawModel, name: string, operation: RawModel["operations"][string]): string[] {
  const problems: string[] = [];
  const structures = operation.output === null ? [operation.input] : [operation.input, operation.output];
  for (const target of structures)
    if (model.shapes[target]?.type !== "structure") problems.push(`${name}: ${target} is no structure`);
  for (const error of operation.errors)
    if (model.shapes[error]?.exception !== true) problems.push(`${name}: ${error} is no exception`);
  if (operation.auth !== "none" && operation.auth !== "sigv4")
    problems.push(`${name}: unknown auth ${operation.auth}`);
  return problems;
}

const shapeTypes: ReadonlySet<string> = new Set([
  "string",
  "blob",
  "integer",
  "long",
  "boolean",
  "timestamp",
  "list",
  "map",
  "structure",
]);

function checkShape(model: RawModel, name: string, shape: RawShape): string[] {
  const problems: string[] = [];
  if (!shapeTypes.has(shape.type)) problems.push(`${name}: unknown type ${shape.type}`);
  for (const target of targetsOf(shape))
    if (model.shapes[target] === undefined) problems.push(`${name}: no shape ${target}`);
  for (const member of shape.required ?? [])
    if (shape.members?.[member] === undefined) problems.push(`${name}: required ${member} is no member`);
  if (reaches(model, name, name, new Set())) problems.push(`${name}: contains itself`);
  if (shape.pattern !== undefined && !compiles(shape.pattern))
    problems.push(`${name}: cannot compile ${shape.pattern}`);
  return problems;
}

/** Checkers are made from the leaves up, so no shape may contain itself. */
function reaches(model: RawModel, from: string, wanted: string, seen: Set<string>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const shape = model.shapes[from];
  if (shape === undefined) return false;
  return targetsOf(shape).some((target) => target === wanted || reaches(model, target, wanted, seen));
}

function targetsOf(shape: RawShape): string[] {
  const named = [shape.member, shape.key, shape.value].filter((target) => target !== undefined);
  return [...Object.values(shape.members ?? {}), ...named];
}

function compiles(pattern: string): boolean {
  try {
    compilePattern(pattern);
    return true;
  } catch {
    return false;
  }
}

function checkGenerated(models: Models): string[] {
  const written = existsSync(generatedPath) ? readFileSync(generatedPath, "utf8") : "";
  if (written === generateOperations(models)) return [];
  return ["operations.gen.ts is not what the model says: run `npm run generate`"];
}

if (import.meta.main) {
  const problems = checkModel();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
