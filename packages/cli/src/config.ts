import { describeConfig, type EffectiveSetting } from "@poolhouse/server";
import type { Given } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";

/** Prints what `serve` would run by with the same flags, environment and file. Secrets are only said to be set. */
export function config(given: Given): Promise<number> {
  const settings = describeConfig(given.settings, process.env);
  console.log(given.has("json") ? JSON.stringify(settings, null, 2) : renderSettings(settings));
  return Promise.resolve(exitCodes.done);
}

function renderSettings(settings: readonly EffectiveSetting[]): string {
  const width = Math.max(...settings.map(({ name }) => name.length));
  return settings
    .map(
      ({ name, value = "-", source = "not set" }) => `${name.padEnd(width)}  ${source.padEnd(11)}  ${value}`,
    )
    .join("\n");
}
