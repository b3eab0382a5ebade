/**
 * Looks an installation over without changing it: `poolhouse doctor`. Each check answers with one line that says what is wrong
 * and what to do; none of them stops the others.
 */
import { checkDatabase } from "./checkup-database.ts";
import { checkClock, checkDisk, checkFiles, checkIssuer } from "./checkup-machine.ts";
import { checkMessages, checkTriggers } from "./checkup-messages.ts";
import type { Config } from "./config.ts";
import { inspectDatabase, type DatabaseFacts } from "./store/inspect.ts";
import { type Clock, systemClock } from "./kernel/clock.ts";
import { canaryName } from "./root-key.ts";

/** What one check found. */
export interface Finding {
  /** Which check, e.g. `clock`. */
  readonly name: string;
  /** `skipped`: there is nothing to look at. */
  readonly state: "ok" | "warning" | "failed" | "skipped";
  /** One sentence, with what to do about it. */
  readonly text: string;
}

/** What the checks look at. */
export interface Patient {
  readonly config: Config;
  readonly clock: Clock;
  /** Nothing where there is no database yet; an error where it cannot be looked at. */
  readonly database: DatabaseFacts | Error | undefined;
  /** Where a test message goes; none is sent without. */
  readonly sendTo?: string | undefined;
}

type Check = (patient: Patient) => Promise<Finding[]> | Finding[];

const checks: readonly Check[] = [
  checkDatabase,
  checkClock,
  checkDisk,
  checkFiles,
  checkIssuer,
  checkMessages,
  checkTriggers,
];

/**
 * Runs all checks, one after the other, and hands out what they find as they find it.
 *
 * @example for await (const { name, state, text } of checkInstallation(config)) console.log(state, name, text);
 */
export async function* checkInstallation(
  config: Config,
  { clock = systemClock, sendTo }: { clock?: Clock; sendTo?: string | undefined } = {},
): AsyncGenerator<Finding> {
  const database = await lookAt(config);
  for (const check of checks) yield* await check({ config, clock, database, sendTo });
}

async function lookAt({ databaseUrl }: Config): Promise<DatabaseFacts | Error | undefined> {
  try {
    return await inspectDatabase(databaseUrl, { canaryName });
  } catch (error) {
    return error instanceof Error ? error : new Error("the database cannot be looked at");
  }
}
