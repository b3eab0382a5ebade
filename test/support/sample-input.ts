/** Inputs that the model allows, made from the model: for tests that hold for every operation. */
import {
  type JsonObject,
  type JsonValue,
  type OperationName,
  operationOf,
  shapeOf,
} from "@poolhouse/protocol";
import { compilePattern } from "../../packages/protocol/src/patterns.ts";

/** Texts of which one fits every shape that a required member has. */
const texts = [
  "sample",
  "123456",
  "eu-west-1_Abc123XyZ",
  "eu-west-1_0a1b-2c3d",
  "import-1",
  "terms-of-use",
  "f47ac10b-58cc-4372-a567-0e02b2c3d479",
  "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_Abc123XyZ",
  `tkn${"a".repeat(25)}`,
  "abcdefghijklmnopqrstuvwxyz",
  "https://hooks.example.com/",
  "group.created",
];

/** Every required member of an operation, and those of the others that `known` names. */
export function sampleInput(name: OperationName, known: JsonObject = {}): JsonObject {
  const { input } = operationOf(name);
  const own = Object.entries(known).filter(([member]) => Object.hasOwn(membersOf(name), member));
  // The input of an operation is a structure, so its sample is an object.
  return { ...(sampleOf(input) as JsonObject), ...Object.fromEntries(own) };
}

/** The members of an operation's input, by shape name. */
export function membersOf(name: OperationName): Readonly<Record<string, string>> {
  const shape = shapeOf(operationOf(name).input);
  return shape.type === "structure" ? shape.members : {};
}

export function requiredOf(name: OperationName): readonly string[] {
  const shape = shapeOf(operationOf(name).input);
  return shape.type === "structure" ? (shape.required ?? []) : [];
}

/** A JSON value of another type than the shape's, or undefined where any value will do. */
export function wrongTypeFor(shapeName: string): JsonValue | undefined {
  if (shapeName === "Document") return undefined;
  const { type } = shapeOf(shapeName);
  if (type === "structure" || type === "map") return ["a list"];
  return type === "list" ? { an: "object" } : [{}];
}

function sampleOf(shapeName: string): JsonValue {
  if (shapeName === "Document") return {};
  const shape = shapeOf(shapeName);
  switch (shape.type) {
    case "structure":
      return Object.fromEntries(
        (shape.required ?? []).map((member) => [member, sampleOf(shape.members[member] ?? "")]),
      );
    case "list":
      return Array.from({ length: shape.min ?? 0 }, () => sampleOf(shape.member));
    case "map":
      return {};
    case "string":
      return shape.enum?.[0] ?? sampleText(shapeName, shape);
    case "blob":
      return "AAAA";
    case "integer":
    case "long":
      return Math.max(1, shape.min ?? 1);
    case "timestamp":
      return 1_772_355_907;
    case "boolean":
      return true;
  }
}

function sampleText(shapeName: string, shape: { pattern?: string; min?: number; max?: number }): string {
  const pattern = shape.pattern === undefined ? /^/ : compilePattern(shape.pattern);
  const found = texts.find(
    (text) =>
      text.length >= (shape.min ?? 0) &&
      text.length <= (shape.max ?? Number.MAX_SAFE_INTEGER) &&
      pattern.test(text),
  );
  if (found === undefined) throw new Error(`no sample text fits ${shapeName}`);
  return found;
}
