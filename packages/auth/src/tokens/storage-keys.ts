/**
 * What the names of everything that is kept begin with.
 *
 * @example const isOurs = Object.keys(localStorage).some((name) => name.startsWith(AUTH_KEY_PREFIX));
 */
export const AUTH_KEY_PREFIX = "CognitoIdentityServiceProvider";

const kinds = [
  "accessToken",
  "idToken",
  "oidcProvider",
  "clockDrift",
  "refreshToken",
  "deviceKey",
  "randomPasswordKey",
  "deviceGroupKey",
  "signInDetails",
  "oauthMetadata",
] as const;

/**
 * The names under which a person's tokens and device are kept.
 *
 * @example const { accessToken } = createKeysForAuthStorage(AUTH_KEY_PREFIX, `${userPoolClientId}.${username}`);
 */
export function createKeysForAuthStorage(
  provider: string,
  identifier: string,
): Record<(typeof kinds)[number], string> {
  const names = kinds.map((kind) => [kind, `${provider}.${identifier}.${kind}`] as const);
  // One name of each kind.
  return Object.fromEntries(names) as Record<(typeof kinds)[number], string>;
}
