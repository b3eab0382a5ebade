/**
 * Finding one's way in CloudFormation's properties of a pool and a client. They are those of the protocol's requests, so the
 * model says which there are; a property that it does not have is a mistake of the author's, and named.
 */
import { shapeOf } from "@poolhouse/protocol/model";
import { DefinitionError } from "../definition-error.ts";

/** The properties of one kind of resource: their shapes in the model, or `any` for those whose inside is not looked at. */
export interface ResourceModel {
  /** CloudFormation's word, `UserPool` for example. */
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** The shape of what has no shape in the model. */
export const anyShape = "any";

/** The parts of a path: `Policies.PasswordPolicy.MinimumLength`; a dot of a name is written `\.`. */
export function splitPath(path: string): string[] {
  return path.split(/(?<!\\)\./).map((part) => part.replaceAll("\\.", "."));
}

/**
 * Checks that there is such a property.
 *
 * @throws DefinitionError that names the path.
 */
export function checkPath(model: ResourceModel, path: string): void {
  const [first = "", ...rest] = splitPath(path);
  let shape = Object.hasOwn(model.properties, first) ? model.properties[first] : undefined;
  for (const part of rest) {
    if (shape === undefined) break;
    shape = memberOf(shape, part);
  }
  if (shape === undefined) throw unknownProperty(model, path);
}

/** An error that names a property that there is not. */
export function unknownProperty({ kind }: ResourceModel, path: string): DefinitionError {
  return new DefinitionError("UnknownPropertyError", `AWS::Cognito::${kind} has no property '${path}'.`, {
    resolution: "Look the property up: nothing is dropped silently here.",
  });
}

/** What a member of a shape looks like; undefined if there is no such member. */
function memberOf(shapeName: string, part: string): string | undefined {
  if (shapeName === anyShape) return anyShape;
  const shape = shapeOf(shapeName);
  if (shape.type === "structure") return Object.hasOwn(shape.members, part) ? shape.members[part] : undefined;
  if (shape.type === "map") return shape.value;
  if (shape.type === "list" && /^\d+$/.test(part)) return shape.member;
  return undefined;
}

/** A property by the name that the author uses in code (`callbackUrLs`), where CloudFormation's begin with a capital. */
export function propertyNamed(model: ResourceModel, name: string): string | undefined {
  return sameLetters(Object.keys(model.properties), name);
}

/** A value as an author writes it in code, `{ minimumLength: 8 }`, in the model's words. Throws for strangers in it. */
export function toModelNames(model: ResourceModel, property: string, value: unknown): unknown {
  const shape = model.properties[property] ?? anyShape;
  return renamed(value, { shape, path: property, model });
}

function renamed(value: unknown, at: { shape: string; path: string; model: ResourceModel }): unknown {
  if (at.shape === anyShape || typeof value !== "object" || value === null) return value;
  const shape = shapeOf(at.shape);
  if (Array.isArray(value)) {
    const member = shape.type === "list" ? shape.member : anyShape;
    return value.map((element, index) =>
      renamed(element, { ...at, shape: member, path: `${at.path}.${index}` }),
    );
  }
  if (shape.type !== "structure") return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.map(([name, inner]) => {
      const path = `${at.path}.${name}`;
      const member = sameLetters(Object.keys(shape.members), name);
      if (member === undefined) throw unknownProperty(at.model, path);
      return [member, renamed(inner, { ...at, shape: shape.members[member] ?? anyShape, path })];
    }),
  );
}

/** Names in code and in templates differ in capitals only. */
function sameLetters(names: readonly string[], wanted: string): string | undefined {
  return names.includes(wanted) ? wanted : names.find((name) => name.toLowerCase() === wanted.toLowerCase());
}
