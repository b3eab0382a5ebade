import { type Random, randomText } from "./random.ts";

const lowerAlphanumerics = "abcdefghijklmnopqrstuvwxyz0123456789";
const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new user pool id: the region, an underscore, nine alphanumerics. */
export function newPoolId(random: Random, region: string): string {
  return `${region}_${randomText(random, alphanumerics, 9)}`;
}

/** Whether a text could be a user pool id at all: what is not must not reach the database. */
export function isPoolId(text: string): boolean {
  return text.length <= 55 && /^[\w-]+_[0-9a-zA-Z]+$/.test(text);
}

/** A new app client id: 26 lower-case alphanumerics. */
export function newClientId(random: Random): string {
  return randomText(random, lowerAlphanumerics, 26);
}

/** A new app client secret: 51 lower-case alphanumerics, 263 bits. */
export function newClientSecret(random: Random): string {
  return randomText(random, lowerAlphanumerics, 51);
}

/** A new token session id: `tkn` and 25 lower-case alphanumerics, 129 bits. */
export function newTokenSessionId(random: Random): string {
  return `tkn${randomText(random, lowerAlphanumerics, 25)}`;
}

/** A new import job id: `import-` and ten alphanumerics. */
export function newImportJobId(random: Random): string {
  return `import-${randomText(random, alphanumerics, 10)}`;
}

/** Whether a text could be an import job id: what is not must not reach the database. */
export function isImportJobId(text: string): boolean {
  return text.length <= 55 && /^import-[0-9a-zA-Z-]+$/.test(text);
}

/** The part of a user pool id that SRP calls the pool name: what follows the first underscore. */
export function srpPoolName(poolId: string): string {
  return poolId.slice(poolId.indexOf("_") + 1);
}

/** The region of a user pool id: what precedes its first underscore. */
export function regionOf(poolId: string): string {
  return poolId.slice(0, poolId.indexOf("_"));
}
