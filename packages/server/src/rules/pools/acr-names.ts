import type { AcrConfigurationType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import type { PoolSettings } from "../../kernel/settings.ts";

/** An authentication level, the weakest first. */
export type Level = 1 | 2 | 3 | 4;

const levels: readonly Level[] = [1, 2, 3, 4];

/** The names of the four authentication levels where the pool gives none (contract: step-up). */
const defaultNames: Readonly<AcrConfigurationType> = {
  Level1: { AcrValue: "urn:cognito:loa:1" },
  Level2: { AcrValue: "urn:cognito:loa:2" },
  Level3: { AcrValue: "urn:cognito:loa:3" },
  Level4: { AcrValue: "urn:cognito:loa:4" },
};

/** All four names in effect. Throws InvalidParameterException if two levels would share one. */
export function completeAcrNames(given: AcrConfigurationType | undefined): AcrConfigurationType {
  const names = { ...defaultNames, ...given };
  if (new Set(Object.values(names).map(({ AcrValue }) => AcrValue)).size < Object.keys(names).length) {
    throw invalidParameter("The ACR values of the four levels must differ.", "acr_value_duplicate");
  }
  return names;
}

/** Whether a level has a name of its own. */
export function hasCustomAcrNames(names: AcrConfigurationType | undefined): boolean {
  return Object.entries(names ?? {}).some(
    ([level, { AcrValue }]) => AcrValue !== defaultNames[level]?.AcrValue,
  );
}

/** What the pool calls a level in the `acr` of its tokens. */
export function acrNameOf(settings: PoolSettings, level: Level): string {
  const named = settings.AcrConfiguration?.[`Level${level}`] ?? defaultNames[`Level${level}`];
  return named?.AcrValue ?? "";
}

/** The level of a name; undefined for a name that the pool does not use. */
export function levelOfAcrName(settings: PoolSettings, name: string): Level | undefined {
  return levels.find((level) => acrNameOf(settings, level) === name);
}
