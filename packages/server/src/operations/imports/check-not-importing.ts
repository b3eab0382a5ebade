import type { StoreVerbs } from "../../ports/store.ts";
import { importInProgress } from "../../rules/imports/jobs.ts";

/**
 * Whoever changes what users of a pool look like waits for its import. Ask in the transaction of the change.
 *
 * @throws UserImportInProgressException.
 */
export async function checkNotImporting(tx: StoreVerbs, poolId: string): Promise<void> {
  if (await tx.imports.isActive(poolId)) throw importInProgress();
}
