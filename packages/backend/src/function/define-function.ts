/** Functions of the project: which module, with which environment, allowed what. */
import { basename, dirname, isAbsolute, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import type { OperationName } from "@poolhouse/protocol";
import { DefinitionError } from "../definition-error.ts";
import { notice } from "../registry.ts";
import { type BackendSecret, isSecret } from "../secret.ts";
import { callerOf } from "./caller.ts";
import type { FunctionResource } from "./function-resource.ts";

/** When a function would run by itself; accepted, but nothing here does that. */
type Schedule = string | string[];

/** What `defineFunction` takes. */
export interface FunctionProps {
  /** The folder's name, or that of `entry` without its ending, unless given. */
  name?: string;
  /** The module whose export `handler` is called, from the folder of the caller; `./handler.ts` unless given. */
  entry?: string;
  /** How long one call may take, 1 to 900 seconds; 3 unless given. */
  timeoutSeconds?: number;
  environment?: Record<string, string | BackendSecret>;
  /** Accepted: functions run on the server's Node. */
  runtime?: number;
  /** Accepted: functions share the server's memory. */
  memoryMB?: number;
  ephemeralStorageSizeMB?: number;
  schedule?: Schedule;
  architecture?: "arm64" | "x86_64";
  bundling?: { minify?: boolean };
  layers?: Record<string, string>;
  logging?: { level?: string; format?: string; retention?: string };
  resourceGroupName?: string;
}

/**
 * Defines a function of the project.
 *
 * @throws DefinitionError for a name or a timeout that cannot be.
 * @example export const preSignUp = defineFunction({ entry: "./pre-sign-up.ts", environment: { DOMAIN: "example.com" } });
 */
export function defineFunction(props: FunctionProps = {}): FunctionResource {
  checkKind(props);
  const folder = folderOf(callerOf(defineFunction), props.entry);
  const entry = join(folder, "handler.ts");
  const name = props.name ?? (props.entry === undefined ? basename(folder) : parse(pathOf(props.entry)).name);
  checkProps(name, props);
  noticeIgnored(name, props);
  const environment = { ...props.environment };
  const grants = new Set<OperationName>();
  return {
    name,
    addEnvironment: (key, value) => {
      if (typeof value === "string" || isSecret(value)) environment[key] = value;
      else
        notice(`${name}: the variable ${key} is not set; its value is of something that is not served here.`);
    },
    grant: (operations) => {
      for (const operation of operations) grants.add(operation);
    },
    define: () => ({
      name,
      entry: props.entry === undefined ? entry : absolute(folder, props.entry),
      environment: { ...environment },
      timeoutSeconds: props.timeoutSeconds ?? 3,
      grants: [...grants],
    }),
  };
}

/** Amplify also takes a function that builds a resource of the cloud. */
function checkKind(props: unknown): void {
  if (typeof props !== "function") return;
  throw new DefinitionError(
    "CustomFunctionError",
    "Functions that a stack of the cloud would build do not run here.",
    {
      resolution: "Give defineFunction the module: { entry: './handler.ts' }.",
    },
  );
}

const pathOf = (entry: string): string => (entry.startsWith("file:") ? fileURLToPath(entry) : entry);

function absolute(folder: string, entry: string): string {
  const path = pathOf(entry);
  return isAbsolute(path) ? path : join(folder, path);
}

/** Where relative entries begin. Throws if the engine does not tell who calls and the author does not tell where. */
function folderOf(caller: string | undefined, entry: string | undefined): string {
  if (caller !== undefined) return dirname(caller);
  if (entry !== undefined && isAbsolute(pathOf(entry))) return dirname(pathOf(entry));
  throw new DefinitionError("FunctionEntryError", "Where defineFunction is called cannot be told.", {
    resolution: "Give entry as an absolute path.",
  });
}

function checkProps(name: string, { timeoutSeconds }: FunctionProps): void {
  if (!/^[a-zA-Z0-9-_]{1,64}$/.test(name)) {
    const text = `'${name}' is no name for a function: letters, digits, - and _, 64 at most.`;
    throw new DefinitionError("InvalidFunctionNameError", text, {
      resolution: "Give defineFunction a name.",
    });
  }
  if (timeoutSeconds === undefined) return;
  if (Number.isInteger(timeoutSeconds) && timeoutSeconds >= 1 && timeoutSeconds <= 900) return;
  throw new DefinitionError("InvalidTimeoutError", "timeoutSeconds must be a whole number from 1 to 900.", {
    resolution: `Change timeoutSeconds of ${name}.`,
  });
}

/** Why a property says nothing here. */
const ignored = {
  runtime: "functions run on the Node of the server",
  memoryMB: "functions share the memory of the server",
  ephemeralStorageSizeMB: "functions use the disk of the server",
  schedule: "functions run when the pool asks them, not by themselves",
  architecture: "functions run on the machine of the server",
  bundling: "functions are run from their source",
  layers: "functions import what is installed in the project",
  logging: "what functions print is shown as it is",
  resourceGroupName: "there are no stacks",
} as const satisfies Partial<Record<keyof FunctionProps, string>>;

function noticeIgnored(name: string, props: FunctionProps): void {
  for (const [property, reason] of Object.entries(ignored)) {
    if (Object.hasOwn(props, property)) notice(`${name}: ${property} is ignored; ${reason}.`);
  }
}
