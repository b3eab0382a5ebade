import { termsNotFound } from "../../rules/terms.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Removes a terms document. */
export const DeleteTerms = operation({
  name: "DeleteTerms",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    if (!(await world.store.terms.remove(pool.id, input.TermsId))) throw termsNotFound();
    return undefined;
  },
});
