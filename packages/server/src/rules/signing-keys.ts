/**
 * When a pool's signing keys sign, when they are followed by others, and when they go. Each use of a pool has a row of
 * generations; a key is published a day before it signs, because copies of the published keys may be a day old, and stays
 * published until no token it signed can be alive.
 */
import { day } from "../kernel/clock.ts";
import type { SigningKeyRecord } from "../kernel/records.ts";

/** How long a key signs, in milliseconds. */
export const keyLife: number = 90 * day;
/** How long before its first signature a key is published. */
export const publishedBefore: number = day;
/** How long after its last signature a key stays published: the longest life of an access or ID token, and a day. */
export const publishedAfter: number = 2 * day;

type Generation = Pick<SigningKeyRecord, "generation" | "signsFrom">;

/** The key that signs at this instant, of the keys of one pool and use; before the first one's time, the first one. */
export function signingKeyAt<Key extends Generation>(keys: readonly Key[], now: number): Key | undefined {
  const ordered = keys.toSorted(byTime);
  return ordered.findLast((key) => key.signsFrom <= now) ?? ordered[0];
}

/** Whether the newest of these keys ends so soon that the next one has to be published now. */
export function isNextKeyDue(keys: readonly Generation[], now: number): boolean {
  return keys.every((key) => key.signsFrom <= now + publishedBefore - keyLife);
}

/** The keys whose last token has expired. */
export function retiredKeys<Key extends Generation>(keys: readonly Key[], now: number): Key[] {
  const ordered = keys.toSorted(byTime);
  return ordered.filter((_, index) => {
    const successor = ordered[index + 1];
    return successor !== undefined && successor.signsFrom + publishedAfter < now;
  });
}

/** The number of the generation after these. */
export function nextGeneration(keys: readonly Generation[]): number {
  return Math.max(-1, ...keys.map((key) => key.generation)) + 1;
}

const byTime = (a: Generation, b: Generation): number =>
  a.signsFrom - b.signsFrom || a.generation - b.generation;
