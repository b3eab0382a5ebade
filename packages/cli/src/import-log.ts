import { type Installation, openInstallation, readConfig, silentLog } from "@poolhouse/server";
import { CommandError } from "./command-error.ts";
import type { Given } from "./command.ts";

/** Lines that are read at once. */
const pageLength = 1000;

/** Prints what became of the lines of an import file that made no user, and a summary. A running server is not disturbed. */
export async function importLog({ words: [id = ""], settings }: Given): Promise<number> {
  const installation = await openInstallation(readConfig(settings, process.env), { log: silentLog });
  try {
    return await print(installation, id);
  } finally {
    await installation.store.close();
  }
}

async function print({ store }: Installation, id: string): Promise<number> {
  const job = await store.imports.findById(id);
  if (job === undefined) throw CommandError.notFound(`There is no import job ${id}.`);
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
