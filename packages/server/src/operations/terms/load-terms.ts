import type { TermsRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { termsNotFound } from "../../rules/terms.ts";

/** The terms document of this id. Throws ResourceNotFoundException. */
export async function loadTerms(store: StoreVerbs, poolId: string, id: string): Promise<TermsRecord> {
  const terms = await store.terms.find(poolId, id);
  if (terms === undefined) throw termsNotFound();
  return terms;
}
