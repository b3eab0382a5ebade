/**
 * Flags and environment become one frozen value, or one error that says what to do. What may be set is the table in
 * config-settings.ts; a flag wins over its twin in the environment.
 */
import { parseArgs } from "node:util";
import { ConfigError, wrong } from "./config-error.ts";
import { type SettingName, settingNames, settingOf, twinOf, type Values } from "./config-settings.ts";
import { readSms, type SmsConfig } from "./config-sms.ts";
import { type LogLevel, logLevels } from "./kernel/log.ts";

/** Everything `serve` runs by. */
export interface Config {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where the embedded database and the root key live. */
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Base of every issuer, without trailing slash; absent: the server's own address. */
  readonly issuerUrl?: string | undefined;
  readonly pathPrefix?: string | undefined;
  readonly rootKeyFile: string;
  /** The root key itself, 32 bytes; goes before the file. */
  readonly rootKey?: Buffer | undefined;
  readonly region: string;
  readonly accountId: string;
  /** Origins of Android apps that may use passkeys. */
  readonly appOrigins?: readonly string[] | undefined;
  readonly smtpUrl?: string | undefined;
  readonly mailFrom: string;
  /** Absent: no text messages, unless into the mailbox. */
  readonly sms?: SmsConfig | undefined;
  readonly mailbox: boolean;
  /** Where the functions are that pools name in LambdaConfig. */
  readonly triggersFile?: string | undefined;
  readonly logLevel: LogLevel;
  /** Hold answers and refusals against the model. */
  readonly assertModel: boolean;
  /** An operator key that exists as long as the environment says so. */
  readonly operatorKey?: OperatorKey | undefined;
}

export interface OperatorKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads flags and environment.
 *
 * @param overrides what takes the place of the table's defaults, e.g. the sandbox's data folder.
 * @throws ConfigError that names the setting and says what it must be.
 * @example readConfig(["--port", "0"], process.env)
 */
export function readConfig(
  flags: readonly string[],
  environment: Environment,
  overrides: Values = {},
): Config {
  const given = { ...readEnvironment(environment), ...readFlags(flags) };
  const defaults = Object.fromEntries(settingNames.map((name) => [name, settingOf(name).fallback]));
  return Object.freeze(shapeConfig({ ...defaults, ...overrides, ...given }));
}

function readEnvironment(environment: Environment): Values {
  const entries = settingNames.map((name) => [name, environment[twinOf(name)]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ""));
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
    throw new ConfigError(error instanceof Error ? error.message : "The flags cannot be read.");
  }
}

function shapeConfig(values: Values): Config {
  const dataDir = values["data-dir"] ?? "";
  return {
    host: values.host ?? "",
    port: readPort(values.port ?? ""),
    dataDir,
    databaseUrl: values["database-url"] ?? `sqlite:${dataDir}/poolhouse.db`,
    issuerUrl: demandForm(values, "issuer-url", /^https?:\/\/[^?#\s]+$/, "an http or https address")?.replace(
      /\/+$/,
      "",
    ),
    pathPrefix: demandForm(values, "path-prefix", /^(\/[\w.-]+)+$/, "a path such as /idp"),
    rootKeyFile: values["root-key-file"] ?? `${dataDir}/root.key`,
    rootKey:
      values["root-key"] === undefined ? undefined : decodeRootKey(values["root-key"], twinOf("root-key")),
    region: demandForm(values, "region", /^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1") ?? "",
    accountId: demandForm(values, "account-id", /^\d{12}$/, "twelve digits") ?? "",
    appOrigins: readAppOrigins(values),
    smtpUrl: demandForm(values, "smtp-url", /^smtps?:\/\/\S+$/, "an smtp or smtps address"),
    mailFrom: values["mail-from"] ?? "",
    sms: readSms(values),
    mailbox: readSwitch(values, "mailbox"),
    triggersFile: values["triggers"],
    logLevel: readLogLevel(values["log-level"] ?? ""),
    assertModel: readSwitch(values, "assert-model"),
    operatorKey: readOperatorKey(values),
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw wrong("port", "a number from 0 to 65535");
  return port;
}

function demandForm(values: Values, name: SettingName, form: RegExp, what: string): string | undefined {
  const value = values[name];
  if (value !== undefined && !form.test(value)) throw wrong(name, what);
  return value;
}

/** The hash of the certificate an app is signed with, as browsers and Android write it in place of an origin. */
function readAppOrigins(values: Values): string[] | undefined {
  const form = /^android:apk-key-hash:[\w-]{43}(,\s*android:apk-key-hash:[\w-]{43})*$/;
  return demandForm(values, "app-origins", form, "android:apk-key-hash: and 43 characters")?.split(/,\s*/);
}

function readSwitch(values: Values, name: SettingName): boolean {
  const value = values[name] ?? "false";
  if (["true", "1"].includes(value)) return true;
  if (["false", "0"].includes(value)) return false;
  throw wrong(name, "true or false");
}

function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((each) => each === text);
  if (level === undefined) throw wrong("log-level", `one of ${logLevels.join(", ")}`);
  return level;
}

function readOperatorKey(values: Values): OperatorKey | undefined {
  const accessKeyId = demandForm(
    values,
    "access-key-id",
    /^[\w-]{4,128}$/,
    "4 to 128 letters, digits, _ or -",
  );
  const secretAccessKey = demandForm(values, "secret-access-key", /^\S{16,}$/, "16 characters or more");
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const [one, other] = [twinOf("access-key-id"), twinOf("secret-access-key")];
    throw new ConfigError(`${one} and ${other} belong together: set both or neither.`);
  }
  return { accessKeyId, secretAccessKey };
}

/** A root key from its text; `where` names the source in the error, never the text itself. */
export function decodeRootKey(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== 32) {
    throw new ConfigError(
      `${where} must hold 32 bytes in base64, e.g. what \`openssl rand -base64 32\` prints.`,
    );
  }
  if (new Set(key).size < 8) throw new ConfigError(`${where} holds a key that anybody could guess.`);
  return key;
}
