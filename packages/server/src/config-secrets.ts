/** What a gateway's address needs beside it: the same for e-mail and for text messages. */
import { ConfigError, wrong } from "./config-error.ts";
import { type SettingName, twinOf, type Values } from "./config-settings.ts";

/** A setting that this kind of address needs. Throws ConfigError that says what it is for if it is absent. */
export function demand(
  values: Values,
  name: SettingName,
  { url, what }: { url: SettingName; what: string },
): string {
  const value = values[name];
  if (value === undefined) throw new ConfigError(`This --${url} needs ${twinOf(name)}: ${what}.`);
  return value;
}

/** Secrets that a person made up are guessed; 24 characters of base64 are 18 bytes. */
const shortestSigningSecret = 24;

/** The secret that signs requests to a webhook. Throws ConfigError if it is absent or short. */
export function demandSigningSecret(values: Values, name: SettingName, url: SettingName): string {
  const secret = demand(values, name, { url, what: "the secret that signs requests to the webhook" });
  if (secret.length < shortestSigningSecret)
    throw wrong(name, `${shortestSigningSecret} characters or more, e.g. from \`openssl rand -base64 32\``);
  return secret;
}
