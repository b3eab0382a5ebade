import type { ImportJobRecord } from "../../kernel/import-job.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { jobNotFound } from "../../rules/imports/jobs.ts";

/** The pool's job of this id. Throws ResourceNotFoundException. */
export async function loadImportJob(store: StoreVerbs, poolId: string, id: string): Promise<ImportJobRecord> {
  const job = await store.imports.find(poolId, id);
  if (job === undefined) throw jobNotFound();
  return job;
}
