/**
 * What an operator may set, as one table that is also the help text. Every flag has a twin in the environment, POOLHOUSE_ and
 * its name, and may stand in the configuration file under its name.
 */
import { logLevels } from "./kernel/log.ts";

/** One thing an operator may set. */
export interface Setting {
  /** What stands for the value in the help; absent for a switch. */
  readonly value?: string;
  readonly about: string;
  readonly fallback?: string;
  /** No flag: what stands in a command line can be read by every user of the machine. */
  readonly isSecret?: true;
}

const settings = {
  config: {
    value: "FILE",
    about: "JSON file with settings by the names of the flags; these and the environment win.",
  },
  host: { value: "HOST", fallback: "127.0.0.1", about: "Address to listen on; 0.0.0.0 for all." },
  port: { value: "PORT", fallback: "9240", about: "Port to listen on; 0 takes a free one." },
  "data-dir": {
    value: "DIR",
    fallback: "poolhouse-data",
    about: "Folder of the embedded database and the root key.",
  },
  "database-url": {
    value: "URL",
    about: "sqlite:PATH or postgres://USER:PASSWORD@HOST/DB. Default: poolhouse.db in the data folder.",
  },
  "issuer-url": {
    value: "URL",
    about: "Public address of this server; tokens name it as their issuer. Default: the address listened on.",
  },
  "trusted-proxies": {
    value: "LIST",
    about:
      "Proxies whose X-Forwarded-For is believed: addresses and networks, e.g. 127.0.0.1,10.0.0.0/8. Default: none.",
  },
  "private-webhooks": {
    about: "Let the webhooks of operators be on this machine or a private network, and without TLS.",
  },
  "path-prefix": { value: "PATH", about: "Answer under this path too, e.g. /idp." },
  "root-key-file": {
    value: "FILE",
    about: "File with the root key (32 bytes, base64). Default: root.key in the data folder.",
  },
  region: { value: "REGION", fallback: "eu-west-1", about: "First part of the ids of new user pools." },
  "account-id": { value: "ID", fallback: "000000000000", about: "Twelve digits, shown in ARNs." },
  "app-origins": {
    value: "LIST",
    about: "Android apps that may use passkeys: android:apk-key-hash:HASH, several with commas between.",
  },
  "email-url": {
    value: "URL",
    about:
      "smtp://USER:PASSWORD@HOST:PORT, smtps://, ses://REGION or https:// (a webhook). Without it no e-mail is sent.",
  },
  "smtp-url": { value: "URL", about: "The same for SMTP alone." },
  "mail-from": {
    value: "ADDRESS",
    fallback: "Poolhouse <no-reply@localhost>",
    about: "Sender of e-mails of pools that name none.",
  },
  "sms-url": {
    value: "URL",
    about:
      "https:// (a webhook), twilio://, sns://, smpp:// or smpps://. Without it no text message is sent.",
  },
  "sms-from": { value: "SENDER", about: "Sender of text messages: a number or a name." },
  "sms-countries": {
    value: "LIST",
    about: "Dialling prefixes that text messages may go to, e.g. +49,+1,!+1876; * for all. Default: none.",
  },
  "sms-price": {
    value: "PRICES",
    fallback: "0.10",
    about: "What a text message costs, and where it costs something else, e.g. 0.10,+1=0.008.",
  },
  "sms-daily-cap": { value: "AMOUNT", fallback: "10", about: "What text messages may cost within a day." },
  "sms-monthly-cap": { value: "AMOUNT", fallback: "100", about: "What they may cost within thirty days." },
  mailbox: { about: "Keep messages on the page /_mailbox instead of sending them. Development only." },
  "rate-limits": {
    value: "LIMITS",
    fallback: "default",
    about: "Limits on requests a second: default, off, or a JSON file with other figures.",
  },
  triggers: {
    value: "FILE",
    about: "JSON file that says where the functions are that pools name as triggers.",
  },
  "log-level": {
    value: "LEVEL",
    fallback: "info",
    about: `One of ${logLevels.join(", ")}. Lines go to standard error.`,
  },
  "auth-event-days": {
    value: "DAYS",
    fallback: "90",
    about: "How long the events of sign-ins and the like are kept.",
  },
  "metrics-port": {
    value: "PORT",
    about: "Port for Prometheus, at /metrics; 0 takes a free one. Without it there are no metrics.",
  },
  "metrics-host": {
    value: "HOST",
    fallback: "127.0.0.1",
    about: "Address of the port for Prometheus. Not for the public.",
  },
  "drain-seconds": {
    value: "SECONDS",
    fallback: "0",
    about:
      "How long to go on answering, unready, after SIGTERM, so that a load balancer looks elsewhere first.",
  },
  "shutdown-seconds": {
    value: "SECONDS",
    fallback: "8",
    about: "How long requests and messages under way may take to finish after that.",
  },
  "assert-model": {
    about: "Treat answers unlike the service model as faults. For work on Poolhouse itself.",
  },
  "root-key": { value: "KEY", isSecret: true, about: "The root key itself, instead of a file." },
  "email-secret": { value: "SECRET", isSecret: true, about: "Signs requests to the webhook for e-mails." },
  "sms-secret": {
    value: "SECRET",
    isSecret: true,
    about: "Signs requests to the webhook; the token of Twilio, the password of SMPP.",
  },
  "access-key-id": { value: "ID", isSecret: true, about: "An operator key that exists from the start…" },
  "secret-access-key": { value: "SECRET", isSecret: true, about: "…and its secret, 16 characters or more." },
} satisfies Readonly<Record<string, Setting>>;

/** The name of a setting, which is also its flag. */
export type SettingName = keyof typeof settings;
// The keys of a literal.
export const settingNames: readonly SettingName[] = Object.keys(settings) as SettingName[];
/** Whether a text is the name of a setting. */
export const isSettingName = (text: string): text is SettingName => Object.hasOwn(settings, text);
/** The setting of a name. */
export const settingOf = (name: SettingName): Setting => settings[name];

/** Texts by setting. */
export type Values = Readonly<Partial<Record<SettingName, string>>>;

/** The variable in the environment that does the same as the flag. */
export const twinOf = (name: SettingName): string => `POOLHOUSE_${name.toUpperCase().replaceAll("-", "_")}`;

/** The settings as lines of a help text: flag, twin in the environment, meaning, default. */
export function describeSettings(overrides: Values = {}): string {
  return settingNames
    .map((name) => describeSetting(name, overrides[name] ?? settingOf(name).fallback))
    .join("\n");
}

function describeSetting(name: SettingName, fallback: string | undefined): string {
  const { value, about, isSecret } = settingOf(name);
  const flag = isSecret ? "" : `--${name}${value === undefined ? "" : ` ${value}`}`;
  const ending = fallback === undefined ? "" : ` Default: ${fallback}.`;
  return `  ${flag.padEnd(26)}${twinOf(name).padEnd(32)}${about}${ending}`;
}
