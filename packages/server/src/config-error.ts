import { type SettingName, settingOf, twinOf } from "./config-settings.ts";

/** A mistake in flags or environment, worded for the person who made it. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** A setting that does not have the form it must have; the text never repeats the value, which may be a secret. */
export function wrong(name: SettingName, what: string): ConfigError {
  const flag = settingOf(name).isSecret === undefined ? `--${name} (${twinOf(name)})` : twinOf(name);
  return new ConfigError(`${flag} must be ${what}.`);
}
