/**
 * How e-mails are sent, read from the settings. The scheme of `email-url` says which kind of gateway it is; `smtp-url` is the same
 * for SMTP alone.
 */
import { ConfigError, wrong } from "./config-error.ts";
import { demandSigningSecret } from "./config-secrets.ts";
import { type SettingName, twinOf, type Values } from "./config-settings.ts";
import type { EmailGateway } from "./senders/email-gateway.ts";

/** Absent without either address. Throws ConfigError that names the setting and says what it must be. */
export function readEmail(values: Values): EmailGateway | undefined {
  const name = values["email-url"] === undefined ? "smtp-url" : "email-url";
  const text = values[name];
  if (text === undefined) return undefined;
  if (name === "email-url" && values["smtp-url"] !== undefined)
    throw new ConfigError("--email-url and --smtp-url say the same: set one of them.");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const read = url && readers[url.protocol];
  if (url === undefined || read === undefined || url.hostname === "" || /\s/.test(text)) throw wrongUrl(name);
  const gateway = read(text, url, values);
  if (name === "smtp-url" && gateway.kind !== "smtp") throw wrongUrl(name);
  return gateway;
}

function wrongUrl(name: SettingName): ConfigError {
  if (name === "smtp-url") return wrong(name, "an smtp or smtps address");
  return wrong(name, "smtp://HOST, smtps://HOST, ses://REGION or https://HOST/PATH (a webhook)");
}

type Reader = (text: string, url: URL, values: Values) => EmailGateway;

const readSmtp: Reader = (url, _, values) => ({ kind: "smtp", url, from: values["mail-from"] ?? "" });

const readSes: Reader = (_, url, values) => ({
  kind: "ses",
  region: url.hostname,
  endpoint: url.searchParams.get("endpoint") ?? undefined,
  configurationSet: url.searchParams.get("configuration-set") ?? undefined,
  from: values["mail-from"] ?? "",
});

const readWebhook: Reader = (_, url, values) => {
  // A secret in the address would be read by everybody who can see the command line.
  if (url.password !== "")
    throw new ConfigError(
      `--email-url must not hold a password; webhooks are signed with ${twinOf("email-secret")}.`,
    );
  const secret = demandSigningSecret(values, "email-secret", "email-url");
  return { kind: "webhook", url: url.href, secret, from: values["mail-from"] ?? "" };
};

const readers: Readonly<Record<string, Reader>> = {
  "smtp:": readSmtp,
  "smtps:": readSmtp,
  "ses:": readSes,
  "https:": readWebhook,
  "http:": readWebhook,
};
