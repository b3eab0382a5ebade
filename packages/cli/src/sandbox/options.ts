/** What the flags of `poolhouse sandbox` say, checked. */
import { resolve } from "node:path";
import { newestOutputVersion, type OutputFormat, type OutputOptions } from "@poolhouse/backend/outputs";
import { CommandError } from "../command-error.ts";
import type { Given } from "../command.ts";

/** What a sandbox is started with, besides what a server is. */
export interface SandboxOptions {
  /** The folder of the definition, if it was named. */
  readonly dir: string | undefined;
  /** One deployment and no watching. */
  readonly isOnce: boolean;
  /** Paths and globs of changes that mean nothing. */
  readonly exclude: readonly string[];
  /** The mailbox page is opened in a browser. */
  readonly opensMailbox: boolean;
  /** Questions are answered with yes. */
  readonly isAgreed: boolean;
  readonly outputs: OutputOptions;
  /** Absolute. */
  readonly outputsDir: string;
  readonly logs: LogOptions;
}

/** Where the output of functions goes. */
export interface LogOptions {
  readonly isShown: boolean;
  /** Names of functions whose output is wanted; none means all. */
  readonly names: readonly RegExp[];
  /** A file instead of the terminal, absolute. */
  readonly file: string | undefined;
}

/** Flags that make no sense without watching. */
const watchingFlags = [
  "open",
  "exclude",
  "dir-to-watch",
  "stream-function-logs",
  "logs-filter",
  "logs-out-file",
];

/** @throws CommandError for flags that contradict each other. */
export function readOptions(given: Given): SandboxOptions {
  const isOnce = given.has("once");
  const idle = isOnce ? watchingFlags.filter((flag) => given.has(flag)) : [];
  if (idle.length > 0) {
    throw CommandError.usage(`--once does not go with ${idle.map((flag) => `--${flag}`).join(", ")}.`);
  }
  return {
    dir: given.text("dir-to-watch"),
    isOnce,
    exclude: given.texts("exclude"),
    opensMailbox: given.has("open"),
    isAgreed: given.has("yes"),
    outputs: readOutputOptions(given),
    outputsDir: resolve(given.text("outputs-out-dir") ?? "."),
    logs: readLogOptions(given),
  };
}

function readOutputOptions(given: Given): OutputOptions {
  return {
    // The table of commands lets only its choices through.
    format: (given.text("outputs-format") ?? "json") as OutputFormat,
    version: (given.text("outputs-version") ?? newestOutputVersion) as OutputOptions["version"],
    isStrict: given.has("strict-outputs"),
  };
}

function readLogOptions(given: Given): LogOptions {
  const filters = given.texts("logs-filter");
  const file = given.text("logs-out-file");
  return {
    isShown: given.has("stream-function-logs") || filters.length > 0 || file !== undefined,
    names: filters.map(readPattern),
    file: file === undefined ? undefined : resolve(file),
  };
}

function readPattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw CommandError.usage(`--logs-filter: ${text} is no regular expression.`);
  }
}
