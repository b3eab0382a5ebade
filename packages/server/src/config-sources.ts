/**
 * Where settings come from. A flag wins over its twin in the environment, that over the configuration file, and that over
 * what the command or the table has as default. A name that is none is refused, with the one that was probably meant.
 */
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { ConfigError } from "./config-error.ts";
import {
  isSettingName,
  type SettingName,
  settingNames,
  settingOf,
  twinOf,
  type Values,
} from "./config-settings.ts";
import { nearestWord } from "./config-suggest.ts";

/** What a setting was given by. */
export type Source = "flag" | "environment" | "file" | "default";

/** A setting's text and who gave it. */
export interface Found {
  readonly value: string;
  readonly source: Source;
}

export type FoundSettings = Readonly<Partial<Record<SettingName, Found>>>;
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Every setting that has a value, with its source.
 *
 * @param overrides what takes the place of the table's defaults.
 * @throws ConfigError for an unknown name, or a file that cannot be read.
 */
export function findSettings(
  flags: readonly string[],
  environment: Environment,
  overrides: Values,
): FoundSettings {
  const [byFlag, byEnvironment] = [readFlags(flags), readEnvironment(environment)];
  const file = byFlag.config ?? byEnvironment.config;
  const defaults = Object.fromEntries(settingNames.map((name) => [name, settingOf(name).fallback]));
  return {
    ...from("default", { ...defaults, ...overrides }),
    ...from("file", file === undefined ? {} : readSettingsFile(file)),
    ...from("environment", byEnvironment),
    ...from("flag", byFlag),
  };
}

function from(source: Source, values: Values): FoundSettings {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, { value, source }]));
}

/** Empty variables count as absent: that is how compose files and unit files leave something out. */
function readEnvironment(environment: Environment): Values {
  const twins = new Map(settingNames.map((name) => [twinOf(name), name]));
  for (const [variable, value] of Object.entries(environment))
    if (value !== undefined && value !== "" && !twins.has(variable))
      refuseMisspelt(variable, [...twins.keys()]);
  const entries = settingNames.map((name) => [name, environment[twinOf(name)]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ""));
}

/** Others may have variables with our prefix, for example Kubernetes for a service of our name; only what looks meant is refused. */
function refuseMisspelt(variable: string, twins: readonly string[]): void {
  if (!variable.startsWith("POOLHOUSE_")) return;
  const meant = nearestWord(variable, twins);
  if (meant !== undefined)
    throw new ConfigError(`There is no setting ${variable} in the environment. Did you mean ${meant}?`);
}

function readFlags(flags: readonly string[]): Values {
  const visible = settingNames.filter((name) => settingOf(name).isSecret === undefined);
  const options = Object.fromEntries(
    visible.map((name) => [
      name,
      { type: settingOf(name).value === undefined ? "boolean" : "string" } as const,
    ]),
  );
  try {
    const { values } = parseArgs({ args: [...flags], options, strict: true, allowPositionals: false });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new ConfigError(describeFlagFault(error, visible));
  }
}

function describeFlagFault(error: unknown, visible: readonly string[]): string {
  const message = error instanceof Error ? error.message : "The flags cannot be read.";
  const [unknown, name = ""] = /^Unknown option '-{0,2}([^'=]*)[^']*'/.exec(message) ?? [];
  if (unknown === undefined) return message;
  if (isSettingName(name))
    return `${unknown}: it is secret, so it stands in ${twinOf(name)} or in the file of --config.`;
  const meant = nearestWord(name, visible);
  return meant === undefined ? `${unknown}.` : `${unknown}. Did you mean --${meant}?`;
}

/** A JSON object whose members have the names of the flags. */
function readSettingsFile(file: string): Values {
  const entries = Object.entries(parseObject(file)).filter(([, value]) => value !== null);
  const values = Object.fromEntries(
    entries.map(([name, value]) => [demandName(file, name), textOf(file, name, value)]),
  );
  if (Object.keys(values).some(isSecret)) demandPrivate(file);
  return values;
}

const isSecret = (name: string): boolean => isSettingName(name) && settingOf(name).isSecret === true;

function parseObject(file: string): object {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ConfigError(`The configuration file ${file} ${describeReadFault(error)}.`);
  }
  if (typeof document === "object" && document !== null && !Array.isArray(document)) return document;
  throw new ConfigError(`The configuration file ${file} must hold a JSON object, e.g. {"port": 9240}.`);
}

/** The parser's own message may quote the file, and with it a secret; only the place is repeated. */
function describeReadFault(error: unknown): string {
  if (!(error instanceof SyntaxError)) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    return `cannot be read${code}`;
  }
  const place = /line \d+ column \d+/.exec(error.message)?.[0];
  return `is not JSON${place === undefined ? "" : `: look at ${place}`}`;
}

function demandName(file: string, name: string): SettingName {
  if (isSettingName(name) && name !== "config") return name;
  const meant = nearestWord(
    name,
    settingNames.filter((each) => each !== "config"),
  );
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  throw new ConfigError(`The configuration file ${file} has an unknown setting "${name}".${hint}`);
}

function textOf(file: string, name: string, value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.join(",");
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  throw new ConfigError(
    `"${name}" in the configuration file ${file} must be a text, a number, true, false or a list of texts.`,
  );
}

function demandPrivate(file: string): void {
  // Windows has no such bits.
  if (process.platform === "win32" || (statSync(file).mode & 0o077) === 0) return;
  throw new ConfigError(
    `The configuration file ${file} holds a secret that others on this machine may read: chmod 600, or give the secret in the environment.`,
  );
}
