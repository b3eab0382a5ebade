import { waitingTime } from "../../rules/imports/jobs.ts";
import type { World } from "../operation.ts";
import { runImportJobs } from "./run-jobs.ts";

/** Parts of files that one statement takes away. */
const bite = 20;

/** Runs the jobs that are due, lets those expire that nobody started, and forgets files that nobody reads any more. */
export async function attendImports(world: World, isStopping: () => boolean): Promise<void> {
  await runImportJobs(world, isStopping);
  const { imports } = world.store;
  await imports.expire(world.clock.now() - waitingTime);
  while (!isStopping() && (await imports.purgeChunks(bite)) === bite);
}
