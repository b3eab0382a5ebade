import { type Random, randomText } from "../../kernel/random.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { minimumLengthOf, passwordFault } from "../../rules/password-policy.ts";

/** Without characters that look alike or that HTML, a URL or a shell would read as something else. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!*+=?@^_.-";

/** At least 72 bits. */
const least = 12;

/** A random password that the pool's policy accepts: drawn again until it does, so that none is likelier than another. */
export function generatePassword(random: Random, settings: PoolSettings): string {
  const length = Math.max(minimumLengthOf(settings), least);
  for (;;) {
    const password = randomText(random, alphabet, length);
    if (passwordFault(settings, password) === undefined) return password;
  }
}
