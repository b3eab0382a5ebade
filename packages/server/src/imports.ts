/**
 * Import jobs, beside answering: every other second this process looks whether one is due, and forgets the files of those that
 * have ended. Several processes on one database do the same; a job is worked on by one of them.
 */
import { second } from "./kernel/clock.ts";
import type { Log } from "./kernel/log.ts";
import { attendImports } from "./operations/imports/attend-imports.ts";
import type { World } from "./operations/operation.ts";
import { startRounds } from "./rounds.ts";

/** How long a job that was started waits for a process that has nothing else to import. */
const pause = 2 * second;

/** Imports that are looked after. */
export interface Imports {
  /** Looks for work no more, and resolves when the lines under way are dealt with; another process takes the job over. */
  stop(): Promise<void>;
}

/** Begins to look for jobs. */
export function startImports(world: World, log: Pick<Log, "fault">): Imports {
  return startRounds(
    pause,
    (isStopping) => attendImports(world, isStopping),
    (cause) => log.fault({ where: "imports", cause }),
  );
}
