/**
 * Stand-ins for what is not known while a definition is read. They are ordinary text, so that an author can put them into a
 * function's environment or a longer text; whoever applies the definition replaces them by {@link resolveTokens}.
 */

/** The stand-ins by name. */
export const tokens = {
  userPoolId: "${Poolhouse.userPoolId}",
  userPoolArn: "${Poolhouse.userPoolArn}",
  userPoolClientId: "${Poolhouse.userPoolClientId}",
  identityPoolId: "${Poolhouse.identityPoolId}",
  region: "${Poolhouse.region}",
  endpoint: "${Poolhouse.endpoint}",
  /** The domain that passkeys are bound to, where the author leaves the choice to the tool (`AUTO`). */
  relyingPartyId: "${Poolhouse.relyingPartyId}",
} as const;

/** What a stand-in stands for. */
export type TokenName = keyof typeof tokens;

/**
 * A copy of plain data with the stand-ins in its texts replaced; those whose value is not given stay.
 *
 * @example resolveTokens(definition.custom, { userPoolId: "local-1_AbCdEfGhI" })
 */
export function resolveTokens<T>(data: T, values: Readonly<Partial<Record<TokenName, string>>>): T {
  // What goes in as plain data comes out in the same shape: only texts change.
  return replaceIn(data, values) as T;
}

function replaceIn(data: unknown, values: Readonly<Partial<Record<TokenName, string>>>): unknown {
  if (typeof data === "string") return replaceTokens(data, values);
  if (Array.isArray(data)) return data.map((element) => replaceIn(element, values));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, replaceIn(value, values)]));
}

const pattern = /\$\{Poolhouse\.(\w+)\}/g;

function replaceTokens(text: string, values: Readonly<Record<string, string | undefined>>): string {
  return text.replaceAll(pattern, (token, name: string) => values[name] ?? token);
}
