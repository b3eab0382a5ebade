/**
 * The escape hatch: an object that looks like CloudFormation's resource to an author. Its properties can be set
 * (`cfnUserPool.policies = …`) and overridden by path (`addPropertyOverride("Policies.PasswordPolicy.MinimumLength", 12)`).
 */
import { notice } from "../registry.ts";
import {
  checkPath,
  propertyNamed,
  type ResourceModel,
  splitPath,
  toModelNames,
  unknownProperty,
} from "./model-path.ts";
import { applyOverrides, isRecord, type Override, type Properties } from "./template.ts";

/** What an author may do with a resource besides setting its properties. */
export interface CfnMethods {
  /** Puts a value at a path of the properties; objects are merged. Throws for a path that there is not. */
  addPropertyOverride(path: string, value: unknown): void;
  /** Takes away what is at a path of the properties. */
  addPropertyDeletionOverride(path: string): void;
  /** As {@link addPropertyOverride}, with a path that begins with `Properties.`. */
  addOverride(path: string, value: unknown): void;
  /** As {@link addPropertyDeletionOverride}, with a path that begins with `Properties.`. */
  addDeletionOverride(path: string): void;
  /** Accepted: what a pool is removed with is not CloudFormation's matter here. */
  applyRemovalPolicy(policy?: unknown): void;
  addDependency(other?: unknown): void;
  addMetadata(key?: string, value?: unknown): void;
  overrideLogicalId(id?: string): void;
}

/** A resource, and what it comes to. */
export interface CfnResource {
  /** What authors get. */
  readonly handle: CfnMethods & Record<string, unknown>;
  /** The properties with all changes. */
  finish(): Properties;
  /** The stack of the last change of a property, or of any if that one was never changed; undefined if none was. */
  placeOf(property: string | undefined): string | undefined;
}

/** What a resource is made from. */
export interface CfnStart {
  readonly model: ResourceModel;
  readonly properties: Properties;
  /** What else can be read: `ref` and the like. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Properties that mean nothing here, or something else: told to the author when used. Why, by name. */
  readonly ignored?: Readonly<Record<string, string>>;
}

export function createCfnResource(start: CfnStart): CfnResource {
  const { model, attributes } = start;
  const properties = { ...start.properties };
  const overrides: Override[] = [];
  const places = new Map<string | undefined, string>();
  const note = (path: string): void => {
    noticeIgnored(start, path);
    const stack = new Error(path).stack?.split("\n").slice(1).join("\n") ?? "";
    for (const property of [splitPath(path)[0], undefined]) places.set(property, stack);
  };
  const record = (override: Override): void => {
    checkPath(model, override.path);
    note(override.path);
    overrides.push(override);
  };
  const methods = methodsOf(model, record);
  const handle = new Proxy<CfnMethods & Record<string, unknown>>(
    { ...methods },
    {
      get(target, key) {
        if (typeof key !== "string") return undefined;
        if (Object.hasOwn(target, key)) return target[key];
        if (Object.hasOwn(attributes, key)) return attributes[key];
        const property = propertyNamed(model, key);
        if (property === undefined) return undefined;
        const value = applyOverrides(properties, overrides)[property];
        return key === property ? deepFreeze(value) : deepFreeze(inCode(value));
      },
      set(_target, key, value: unknown) {
        const property = typeof key === "string" ? propertyNamed(model, key) : undefined;
        if (property === undefined) throw unknownProperty(model, String(key));
        note(property);
        if (value === undefined) delete properties[property];
        else properties[property] = structuredClone(toModelNames(model, property, value));
        return true;
      },
    },
  );
  return {
    handle,
    finish: () => applyOverrides(properties, overrides),
    placeOf: (property) => places.get(property) ?? places.get(undefined),
  };
}

function methodsOf(model: ResourceModel, record: (override: Override) => void): CfnMethods {
  const ignore = (what: string) => () => notice(`${model.kind}: ${what} is ignored; there is no stack.`);
  const withinProperties = (path: string): string | undefined => {
    if (path.startsWith("Properties.")) return path.slice("Properties.".length);
    notice(`${model.kind}: the override of ${path} is ignored; there is no stack.`);
    return undefined;
  };
  return {
    addPropertyOverride: (path, value) => record({ path, value }),
    addPropertyDeletionOverride: (path) => record({ path }),
    addOverride: (path, value) => {
      const inner = withinProperties(path);
      if (inner !== undefined) record({ path: inner, value });
    },
    addDeletionOverride: (path) => {
      const inner = withinProperties(path);
      if (inner !== undefined) record({ path: inner });
    },
    applyRemovalPolicy: ignore("applyRemovalPolicy"),
    addDependency: ignore("addDependency"),
    addMetadata: ignore("addMetadata"),
    overrideLogicalId: ignore("overrideLogicalId"),
  };
}

function noticeIgnored({ model, ignored = {} }: CfnStart, path: string): void {
  const [property = ""] = path.split(".");
  const reason = ignored[property] ?? ignored["*"];
  if (reason !== undefined) notice(`${model.kind}: ${property} is ignored; ${reason}.`);
}

/** As in code: names begin with a small letter. */
function inCode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCode);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), inCode(inner)]),
  );
}

/** What is read is a copy; a change of it would be lost, so it is refused. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
