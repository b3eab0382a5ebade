/**
 * Flags, environment and file become one frozen value, or one error that says what to do. What may be set is the table in
 * config-settings.ts, which source wins is said in config-sources.ts.
 */
import { ConfigError, wrong } from "./config-error.ts";
import { readTrustedProxies } from "./config-proxies.ts";
import { type SettingName, twinOf, type Values } from "./config-settings.ts";
import { type Environment, findSettings } from "./config-sources.ts";
import { readEmail } from "./config-email.ts";
import { readSms, type SmsConfig } from "./config-sms.ts";
import { type LogLevel, logLevels } from "./kernel/log.ts";
import type { EmailGateway } from "./senders/email-gateway.ts";

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
  /** Networks of the proxies in front, as `ADDRESS/BITS`; absent: whoever connects is the caller. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly pathPrefix?: string | undefined;
  readonly rootKeyFile: string;
  /** The root key itself, 32 bytes; goes before the file. */
  readonly rootKey?: Buffer | undefined;
  readonly region: string;
  readonly accountId: string;
  /** Origins of Android apps that may use passkeys. */
  readonly appOrigins?: readonly string[] | undefined;
  /** Absent: no e-mails, unless into the mailbox. */
  readonly email?: EmailGateway | undefined;
  /** Absent: no text messages, unless into the mailbox. */
  readonly sms?: SmsConfig | undefined;
  readonly mailbox: boolean;
  /** Where the functions are that pools name in LambdaConfig. */
  readonly triggersFile?: string | undefined;
  /** `off`, `default`, or a file with figures. */
  readonly rateLimits: string;
  readonly logLevel: LogLevel;
  /** How many days what users did to authenticate is kept. */
  readonly authEventDays: number;
  /** Where Prometheus may ask; absent: nowhere. 0 takes a free port. */
  readonly metricsPort?: number | undefined;
  readonly metricsHost: string;
  /** How long a server that is asked to stop goes on answering, unready. */
  readonly drainSeconds: number;
  /** How long what is under way may take to finish then. */
  readonly shutdownSeconds: number;
  /** Whether webhooks of operators may be on this machine or a private network, and without TLS. */
  readonly privateWebhooks: boolean;
  /** Hold answers and refusals against the model. */
  readonly assertModel: boolean;
  /** An operator key that exists as long as the environment says so. */
  readonly operatorKey?: OperatorKey | undefined;
}

export interface OperatorKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Reads flags, environment and the file they name.
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
  const found = Object.entries(findSettings(flags, environment, overrides));
  return Object.freeze(shapeConfig(Object.fromEntries(found.map(([name, { value }]) => [name, value]))));
}

function shapeConfig(values: Values): Config {
  const dataDir = values["data-dir"] ?? "";
  return {
    host: values.host ?? "",
    port: readPort(values.port ?? "", "port"),
    dataDir,
    databaseUrl: values["database-url"] ?? `sqlite:${dataDir}/poolhouse.db`,
    issuerUrl: demandForm(values, "issuer-url", /^https?:\/\/[^?#\s]+$/, "an http or https address")?.replace(
      /\/+$/,
      "",
    ),
    trustedProxies: readTrustedProxies(values),
    pathPrefix: demandForm(values, "path-prefix", /^(\/[\w.-]+)+$/, "a path such as /idp"),
    rootKeyFile: values["root-key-file"] ?? `${dataDir}/root.key`,
    rootKey:
      values["root-key"] === undefined ? undefined : decodeRootKey(values["root-key"], twinOf("root-key")),
    region: demandForm(values, "region", /^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1") ?? "",
    accountId: demandForm(values, "account-id", /^\d{12}$/, "twelve digits") ?? "",
    appOrigins: readAppOrigins(values),
    email: readEmail(values),
    sms: readSms(values),
    mailbox: readSwitch(values, "mailbox"),
    triggersFile: values["triggers"],
    rateLimits: values["rate-limits"] ?? "",
    logLevel: readLogLevel(values["log-level"] ?? ""),
    authEventDays: readDays(values, "auth-event-days"),
    metricsPort:
      values["metrics-port"] === undefined ? undefined : readPort(values["metrics-port"], "metrics-port"),
    metricsHost: values["metrics-host"] ?? "",
    drainSeconds: readSeconds(values, "drain-seconds"),
    shutdownSeconds: readSeconds(values, "shutdown-seconds"),
    privateWebhooks: readSwitch(values, "private-webhooks"),
    assertModel: readSwitch(values, "assert-model"),
    operatorKey: readOperatorKey(values),
  };
}

function readPort(text: string, name: SettingName): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw wrong(name, "a number from 0 to 65535");
  return port;
}

function readSeconds(values: Values, name: "drain-seconds" | "shutdown-seconds"): number {
  const text = values[name] ?? "";
  if (!/^\d{1,4}$/.test(text)) throw wrong(name, "whole seconds, at most 9999");
  return Number(text);
}

function readDays(values: Values, name: "auth-event-days"): number {
  const text = values[name] ?? "";
  if (!/^[1-9]\d{0,3}$/.test(text)) throw wrong(name, "whole days, from 1 to 9999");
  return Number(text);
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
