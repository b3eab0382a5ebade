import { type Installation, openInstallation, readConfig, silentLog } from "@poolhouse/server";
import { CommandError } from "./command-error.ts";
import { asksForHelp, usage } from "./help.ts";

/** Lines that are read at once. */
const pageLength = 1000;

/** Prints what became of the lines of an import file that made no user, and a summary. A running server is not disturbed. */
export async function importLog([id = "", ...rest]: readonly string[]): Promise<number> {
  if (asksForHelp([id, ...rest])) {
    console.log(usage);
    return 0;
  }
  if (id === "" || id.startsWith("-"))
    throw new CommandError("Say which: `poolhouse import-log JOB`, e.g. import-0123456789.", 2);
  const installation = await openInstallation(readConfig(rest, process.env), { log: silentLog });
  try {
    return await print(installation, id);
  } finally {
    await installation.store.close();
  }
}

async function print({ store }: Installation, id: string): Promise<number> {
  const job = await store.imports.findById(id);
  if (job === undefined) throw new CommandError(`There is no import job ${id}.`, 1);
  const { poolId } = job;
  for (let afterLine = 0; ;) {
    const lines = await store.imports.listLog({ poolId, jobId: id, afterLine, limit: pageLength });
    for (const { line, outcome, reason } of lines)
      console.log(`[${outcome}] Line Number ${line} - ${reason}`);
    const last = lines.at(-1);
    if (last === undefined || lines.length < pageLength) break;
    afterLine = last.line;
  }
  console.error(
    `${job.status}: ${job.imported} imported, ${job.skipped} skipped, ${job.failed} failed. ${job.completionMessage ?? ""}`.trimEnd(),
  );
  return 0;
}
