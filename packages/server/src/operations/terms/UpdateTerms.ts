import type { TermsRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { describeTerms, readLinks, termsExist, termsNotFound } from "../../rules/terms.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadTerms } from "./load-terms.ts";

/** Changes a terms document. What is left out stays as it is; links replace all links. */
export const UpdateTerms = operation({
  name: "UpdateTerms",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const terms = await world.store.transaction(async (tx) => {
      const present = await loadTerms(tx, pool.id, input.TermsId);
      const changed = {
        ...present,
        name: input.TermsName ?? present.name,
        source: input.TermsSource ?? present.source,
        enforcement: input.Enforcement ?? present.enforcement,
        links: readLinks(input.Links ?? present.links),
        modifiedAt: now,
      };
      await requireFreeName(tx, changed);
      if (!(await tx.terms.update(changed))) throw termsNotFound();
      return changed;
    });
    return { Terms: describeTerms(terms) };
  },
});

/** Throws TermsExistsException if another document of the client has the name. */
async function requireFreeName(tx: StoreVerbs, { poolId, clientId, name, id }: TermsRecord): Promise<void> {
  const holder = await tx.terms.findOfClient(poolId, clientId, name);
  if (holder !== undefined && holder.id !== id) throw termsExist(name);
}
