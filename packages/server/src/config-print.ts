/** What a server would run by, setting by setting, for people to look at: secrets are only said to be set. */
import { readConfig } from "./config.ts";
import { type Environment, findSettings, type Source } from "./config-sources.ts";
import { type SettingName, settingNames, settingOf, type Values } from "./config-settings.ts";

/** One line of the effective configuration. */
export interface EffectiveSetting {
  readonly name: SettingName;
  /** As it is in effect; `(set)` in place of secrets; absent if it has none. */
  readonly value?: string;
  /** Absent where nothing gave it a value. */
  readonly source?: Source;
}

const sealed = "(set)";

/**
 * The settings as `readConfig` would read them from the same arguments, in the order of the table.
 *
 * @throws ConfigError as `readConfig` does: what is printed is valid.
 */
export function describeConfig(
  flags: readonly string[],
  environment: Environment,
  overrides: Values = {},
): EffectiveSetting[] {
  const found = findSettings(flags, environment, overrides);
  const config = readConfig(flags, environment, overrides);
  const derived: Values = { "database-url": config.databaseUrl, "root-key-file": config.rootKeyFile };
  return settingNames.map((name) => {
    const given = found[name];
    if (given !== undefined) return { name, value: seal(name, given.value), source: given.source };
    const value = derived[name];
    return value === undefined ? { name } : { name, value: seal(name, value), source: "default" };
  });
}

function seal(name: SettingName, value: string): string {
  if (settingOf(name).isSecret) return sealed;
  return value.includes("://") ? sealUrl(value) : value;
}

/** Members of an address that hold secrets, whatever their scheme calls them. */
const secretName = /pass|secret|token|key|sig|auth/i;

function sealUrl(text: string): string {
  if (!URL.canParse(text)) return sealed;
  const url = new URL(text);
  if (url.password !== "") url.password = "SEALED";
  for (const name of url.searchParams.keys()) if (secretName.test(name)) url.searchParams.set(name, "SEALED");
  return url.href.replaceAll("SEALED", sealed);
}
