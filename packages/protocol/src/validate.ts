// Checks inputs against the model, in the service's exact words, and outputs for tests. This is the border: what passes here
// is typed, modelled and fresh, and nothing behind it looks at the caller's JSON again.
import { checkerOf } from "./checkers.ts";
import type { WireFault } from "./errors.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import { operationOf, shapeOf } from "./model.ts";
import type { OperationInputs, OperationName } from "./operations.gen.ts";
import { startReport, wordReport } from "./violations.ts";

/** The input of an operation, or the error that refuses it. */
export type CheckedInput<N extends OperationName> =
  | { ok: true; input: OperationInputs[N] }
  | { ok: false; error: WireFault };

/**
 * Checks the body of a request against the model. `null` counts as absent and unknown members are dropped; a wrong JSON type is
 * a SerializationException; all constraint violations come in one InvalidParameterException. Never throws.
 *
 * The result shares nothing with `value`: structures are fresh objects with modelled members only, maps have no prototype.
 * One InitiateAuth with SRP takes about a microsecond, its JSON.parse twice that.
 *
 * @example
 * checkInput("GetUser", {});
 * // Value null at 'accessToken' failed to satisfy constraint: Member must not be null
 */
export function checkInput<N extends OperationName>(name: N, value: JsonObject): CheckedInput<N> {
  const report = startReport();
  const input = checkerOf(operationOf(name).input, false)(value, report);
  if (report.wrongTypeAt !== undefined)
    return { ok: false, error: { type: "SerializationException", message: "Unexpected field type" } };
  if (report.count > 0)
    return { ok: false, error: { type: "InvalidParameterException", message: wordReport(report) } };
  // The checker follows the same shape that the type was generated from, and found nothing missing or of a wrong type.
  return { ok: true, input: input as OperationInputs[N] };
}

/**
 * Lists what is wrong with an answer: members the model does not have, null, wrong types, missing members, violated
 * constraints. Empty when it is fine. For tests; `undefined` members count as absent, as JSON leaves them out.
 */
export function checkOutput(name: OperationName, value: unknown): string[] {
  const { output } = operationOf(name);
  if (output === null) return value === undefined ? [] : [`${name} answers with an empty body`];
  const problems: string[] = [];
  findStrangers({ shapeName: output, value, path: name, problems });
  const report = startReport();
  // Answers are made of JSON values; anything else fails a type check in the checker.
  checkerOf(output, false)(value as JsonValue, report);
  if (report.wrongTypeAt !== undefined) problems.push(`${name}: wrong type at '${report.wrongTypeAt}'`);
  const violations = report.violations.filter((violation) => !longSchemaName.test(violation));
  const count = report.count - (report.violations.length - violations.length);
  if (count > 0) problems.push(`${name}: ${wordReport({ ...report, violations, count })}`);
  return problems;
}

/**
 * Names in a schema are limited to 20 characters where a request gives them; answers put `custom:` before them and list
 * `phone_number_verified`, which has 21.
 */
const longSchemaName =
  /' at '[^']*schemaAttributes\.\d+\.member\.name' [^']*length less than or equal to 20$/;

interface Place {
  shapeName: string;
  value: unknown;
  path: string;
  problems: string[];
}

/** Walks an answer along its shape and notes nulls and members that the model does not have. */
function findStrangers({ shapeName, value, path, problems }: Place): void {
  if (value === null) problems.push(`${path}: null`);
  if (shapeName === "Document" || typeof value !== "object" || value === null) return;
  const shape = shapeOf(shapeName);
  if (shape.type === "list" && Array.isArray(value))
    value.forEach((each, index) =>
      findStrangers({ shapeName: shape.member, value: each, path: `${path}[${index}]`, problems }),
    );
  if (!isJsonObject(value)) return;
  for (const [key, each] of Object.entries(value)) {
    const target = targetOf(shape, key);
    if (target !== undefined)
      findStrangers({ shapeName: target, value: each, path: `${path}.${key}`, problems });
    else if (each !== undefined) problems.push(`${path}.${key}: unknown member`);
  }
}

function targetOf(shape: ReturnType<typeof shapeOf>, key: string): string | undefined {
  if (shape.type === "map") return shape.value;
  if (shape.type !== "structure" || !Object.hasOwn(shape.members, key)) return undefined;
  return shape.members[key];
}
