// Checks the facts: that the generated types are up to date, that there are 140 operations, that every reference between
// shapes holds, and that every pattern can be compiled. Part of `npm run check`.
import { existsSync, readFileSync } from "node:fs";
import { compilePattern } from "../packages/protocol/src/patterns.ts";
import {
  generatedPath,
  generateOperations,
  readModel,
  type RawModel,
  type RawShape,
} from "./generate-operations.ts";

/** How many operations the service has. */
const operationCount = 140;

/** Lists what is wrong with the model and what was generated from it; empty when all is well. */
export function checkModel(): string[] {
  const model = readModel();
  return [...checkFacts(model), ...checkGenerated(model)];
}

/** Lists what is wrong with a model alone. */
export function checkFacts(model: RawModel): string[] {
  const problems: string[] = [];
  const count = Object.keys(model.operations).length;
  if (count !== operationCount) problems.push(`the model has ${count} operations, not ${operationCount}`);
  for (const [name, operation] of Object.entries(model.operations))
    problems.push(...checkOperation(model, name, operation));
  for (const [name, shape] of Object.entries(model.shapes)) problems.push(...checkShape(model, name, shape));
  return problems;
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

function checkGenerated(model: RawModel): string[] {
  const written = existsSync(generatedPath) ? readFileSync(generatedPath, "utf8") : "";
  if (written === generateOperations(model)) return [];
  return ["operations.gen.ts is not what the model says: run `npm run generate`"];
}

if (import.meta.main) {
  const problems = checkModel();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
