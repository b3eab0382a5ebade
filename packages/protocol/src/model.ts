// Typed access to the facts of model/operations.json (the protocol) and model/extensions.json (what Poolhouse adds): operations
// and shapes by name. The files are read once, when this module is loaded; whoever needs only SRP or error names imports those
// modules and never carries them.
import extensionContent from "../model/extensions.json" with { type: "json" };
import content from "../model/operations.json" with { type: "json" };
import { extensionNames, operationNames, type ModelErrorName, type OperationName } from "./operations.gen.ts";

/** What an operation takes and answers, by shape name. `output` is null where the answer has no body at all. */
export interface OperationFacts {
  readonly input: string;
  readonly output: string | null;
  readonly errors: readonly ModelErrorName[];
  /** What the model demands of the caller; GetClientToken says sigv4 although its signature means nothing. */
  readonly auth: "none" | "sigv4";
}

interface Marked {
  /** The value is not for logs and error texts. */
  readonly sensitive?: true;
}

/** Text: lengths in UTF-16 units, a pattern that must match the whole, or a closed set of values. */
export interface StringShape extends Marked {
  readonly type: "string";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}
/** Base64 text on the wire; lengths in bytes. */
export interface BlobShape extends Marked {
  readonly type: "blob";
  readonly min?: number;
  readonly max?: number;
}
/** A whole number in a range. */
export interface IntegerShape extends Marked {
  readonly type: "integer" | "long";
  readonly min?: number;
  readonly max?: number;
}
/** A number of seconds since the epoch, with a fraction. */
export interface TimestampShape extends Marked {
  readonly type: "timestamp";
}
/** True or false. */
export interface BooleanShape extends Marked {
  readonly type: "boolean";
}
/** A list of one shape; lengths in elements. */
export interface ListShape extends Marked {
  readonly type: "list";
  readonly member: string;
  readonly min?: number;
  readonly max?: number;
}
/** A map from one string shape to another shape; lengths in entries. */
export interface MapShape extends Marked {
  readonly type: "map";
  readonly key: string;
  readonly value: string;
  readonly min?: number;
  readonly max?: number;
}
/** Named members; those of exceptions are structures too. */
export interface StructureShape extends Marked {
  readonly type: "structure";
  readonly members: { readonly [member: string]: string };
  readonly required?: readonly string[];
  readonly exception?: true;
  readonly fault?: true;
}
/** A shape of the model. */
export type Shape =
  | StringShape
  | BlobShape
  | IntegerShape
  | TimestampShape
  | BooleanShape
  | ListShape
  | MapShape
  | StructureShape;

interface Facts {
  readonly service: string;
  readonly operations: { readonly [name: string]: OperationFacts };
  readonly shapes: { readonly [name: string]: Shape };
}

// The files are shipped with this module, and tools/check-model.ts fails when they hold anything else.
const protocol = content as Facts;
const extensions = extensionContent as Facts;
const shapes = { ...protocol.shapes, ...extensions.shapes };
const ownNames: ReadonlySet<string> = new Set(extensionNames);

/** All operations: those of the protocol, then those that Poolhouse adds. */
export const everyOperation: readonly OperationName[] = [...operationNames, ...extensionNames];
const names: ReadonlySet<string> = new Set(everyOperation);

/** The protocol's prefix of X-Amz-Target, before the dot and the operation's name. */
export const serviceName: string = protocol.service;

/** The prefix of an operation's X-Amz-Target: the protocol's, or Poolhouse's own for the operations it adds. */
export function serviceOf(name: OperationName): string {
  return ownNames.has(name) ? extensions.service : protocol.service;
}

/** Whether a text is the name of an operation; case matters. */
export function isOperationName(text: string): text is OperationName {
  return names.has(text);
}

/** The facts of an operation. */
export function operationOf(name: OperationName): OperationFacts {
  const operation = protocol.operations[name] ?? extensions.operations[name];
  if (operation === undefined) throw new Error(`the model has no operation ${name}`);
  return operation;
}

/** The facts of a shape. Throws for a name the model does not have: a mistake in the code that asks. */
export function shapeOf(name: string): Shape {
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  if (shape === undefined) throw new Error(`the model has no shape ${name}`);
  return shape;
}

/** All shape names of both models. */
export function shapeNames(): string[] {
  return Object.keys(shapes);
}
