/**
 * How text messages are sent and what they may cost, read from the settings. The scheme of `sms-url` says which kind of
 * gateway it is; the one secret that each kind needs is a setting of its own, so that it stands in no command line.
 */
import { ConfigError, wrong } from "./config-error.ts";
import { demand, demandSigningSecret } from "./config-secrets.ts";
import { twinOf, type Values } from "./config-settings.ts";
import type { Money, SmsLimits } from "./kernel/message-limits.ts";
import type { SmsGateway } from "./senders/sms-gateway.ts";

export interface SmsConfig {
  readonly gateway: SmsGateway;
  readonly limits: SmsLimits;
}

/** Absent without `sms-url`. Throws ConfigError that names the setting and says what it must be. */
export function readSms(values: Values): SmsConfig | undefined {
  const text = values["sms-url"];
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const read = url && readers[url.protocol];
  if (url === undefined || read === undefined || url.hostname === "") throw wrong("sms-url", smsUrlForms);
  // A secret in the address would be read by everybody who can see the command line.
  if (url.password !== "")
    throw new ConfigError(`--sms-url must not hold a password; it belongs in ${twinOf("sms-secret")}.`);
  return { gateway: read(url, values), limits: readLimits(values) };
}

const smsUrlForms =
  "https://HOST/PATH (a webhook), twilio://ACCOUNT@HOST, sns://REGION, smpp://NAME@HOST:PORT or smpps://NAME@HOST:PORT";

type Reader = (url: URL, values: Values) => SmsGateway;

const readWebhook: Reader = (url, values) => {
  const secret = demandSigningSecret(values, "sms-secret", "sms-url");
  return { kind: "webhook", url: url.href, secret };
};

const readTwilio =
  (scheme: "http" | "https"): Reader =>
  (url, values) => ({
    kind: "twilio",
    url: `${scheme}://${url.host}${url.pathname.replace(/\/+$/, "")}`,
    account: userOf(url, "twilio://ACCOUNT@HOST"),
    token: demand(values, "sms-secret", { url: "sms-url", what: "the account's token" }),
    from: demand(values, "sms-from", {
      url: "sms-url",
      what: "a number of the account or a messaging service",
    }),
  });

const readSns: Reader = (url, values) => ({
  kind: "sns",
  region: url.hostname,
  endpoint: url.searchParams.get("endpoint") ?? undefined,
  from: values["sms-from"],
});

const readSmpp =
  (tls: boolean): Reader =>
  (url, values) => ({
    kind: "smpp",
    host: url.hostname,
    port: url.port === "" ? (tls ? 3550 : 2775) : Number(url.port),
    tls,
    systemId: userOf(url, "smpp://NAME@HOST:PORT"),
    password: demand(values, "sms-secret", { url: "sms-url", what: "the password" }),
    from: values["sms-from"],
  });

const readers: Readonly<Record<string, Reader>> = {
  "https:": readWebhook,
  "http:": readWebhook,
  "twilio:": readTwilio("https"),
  "twilio+http:": readTwilio("http"),
  "sns:": readSns,
  "smpp:": readSmpp(false),
  "smpps:": readSmpp(true),
};

function userOf(url: URL, form: string): string {
  if (url.username === "") throw wrong("sms-url", form);
  return decodeURIComponent(url.username);
}

function readLimits(values: Values): SmsLimits {
  return {
    countries: entriesOf(values["sms-countries"]).map(readCountry),
    prices: entriesOf(values["sms-price"]).map(readPrice),
    dailyCap: readMoney(values["sms-daily-cap"] ?? "", "sms-daily-cap"),
    monthlyCap: readMoney(values["sms-monthly-cap"] ?? "", "sms-monthly-cap"),
  };
}

const entriesOf = (list: string | undefined): string[] =>
  (list ?? "").split(",").flatMap((entry) => entry.trim() || []);

function readCountry(entry: string): SmsLimits["countries"][number] {
  const [, exclusion, prefix] = /^(!?)(\+[1-9]\d{0,13}|\*)$/.exec(entry) ?? [];
  if (prefix === undefined) throw wrong("sms-countries", "dialling prefixes such as +49,+1,!+1876 or *");
  return { prefix: prefix === "*" ? "" : prefix, isAllowed: exclusion === "" };
}

function readPrice(entry: string): SmsLimits["prices"][number] {
  const [, prefix, price] = /^(?:(\+[1-9]\d{0,13})=)?([\d.]+)$/.exec(entry) ?? [];
  if (price === undefined) throw wrong("sms-price", pricesForm);
  return { prefix: prefix ?? "", price: readMoney(price, "sms-price") };
}

const pricesForm = "a price such as 0.10, and others by dialling prefix such as 0.10,+1=0.008";

function readMoney(text: string, name: "sms-price" | "sms-daily-cap" | "sms-monthly-cap"): Money {
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text))
    throw wrong(name, name === "sms-price" ? pricesForm : "an amount such as 10");
  return Math.round(Number(text) * 1_000_000);
}
