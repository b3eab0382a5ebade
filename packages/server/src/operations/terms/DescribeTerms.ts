import { describeTerms } from "../../rules/terms.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadTerms } from "./load-terms.ts";

/** Shows a terms document. */
export const DescribeTerms = operation({
  name: "DescribeTerms",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    return { Terms: describeTerms(await loadTerms(world.store, pool.id, input.TermsId)) };
  },
});
