/** The limits on requests a second that an installation asks for. */
import { readFile } from "node:fs/promises";
import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { RateLimiter } from "./operations/rate-limits.ts";
import { defaultRateLimits, readRateLimits } from "./rules/rate-limits.ts";

/**
 * The limiter that the setting asks for; none where it is off.
 *
 * @throws ConfigError that names the file and what is wrong with it.
 */
export async function openRateLimiter({
  rateLimits,
}: Pick<Config, "rateLimits">): Promise<RateLimiter | undefined> {
  if (rateLimits === "off") return undefined;
  if (rateLimits === "default") return new RateLimiter(defaultRateLimits);
  const limits = readRateLimits(await readJson(rateLimits));
  if (typeof limits === "string")
    throw new ConfigError(`The rate limits in ${rateLimits} are wrong. ${limits}`);
  return new RateLimiter(limits);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "";
    throw new ConfigError(`The rate limits cannot be read from ${file}: ${why}`, { cause });
  }
}
