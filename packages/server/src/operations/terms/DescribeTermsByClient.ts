import { describeTerms, termsNotFound } from "../../rules/terms.ts";
import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows the terms document of an app client by its name, so that nobody has to remember its id. */
export const DescribeTermsByClient = operation({
  name: "DescribeTermsByClient",
  caller: "operator",
  async run({ world }, input) {
    const { pool, client } = await loadClientOf(world, input.UserPoolId, input.ClientId);
    const terms = await world.store.terms.findOfClient(pool.id, client.id, input.TermsName);
    if (terms === undefined) throw termsNotFound();
    return { Terms: describeTerms(terms) };
  },
});
