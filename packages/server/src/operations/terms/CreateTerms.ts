import { clientDoesNotExist, poolDoesNotExist } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { TermsRecord } from "../../kernel/records.ts";
import { checkTermsLimit, describeTerms, readLinks, termsExist } from "../../rules/terms.ts";
import { loadClientOf } from "../load.ts";
import { type CallContext, operation } from "../operation.ts";

/** Gives an app client a terms document. */
export const CreateTerms = operation({
  name: "CreateTerms",
  caller: "operator",
  async run(ctx, input) {
    const { pool, client } = await loadClientOf(ctx.world, input.UserPoolId, input.ClientId);
    const terms: TermsRecord = {
      poolId: pool.id,
      id: randomUuid(ctx.world.random),
      clientId: client.id,
      name: input.TermsName,
      source: input.TermsSource,
      enforcement: input.Enforcement,
      links: readLinks(input.Links),
      createdAt: ctx.now,
      modifiedAt: ctx.now,
    };
    await insertTerms(ctx, terms);
    return { Terms: describeTerms(terms) };
  },
});

async function insertTerms({ world }: CallContext, terms: TermsRecord): Promise<void> {
  const { poolId, clientId, name } = terms;
  await world.store.transaction(async (tx) => {
    if ((await tx.pools.find(poolId)) === undefined) throw poolDoesNotExist(poolId);
    if ((await tx.clients.find(clientId)) === undefined) throw clientDoesNotExist(clientId);
    if ((await tx.terms.findOfClient(poolId, clientId, name)) !== undefined) throw termsExist(name);
    checkTermsLimit(await tx.terms.count(poolId));
    if (!(await tx.terms.insert(terms))) throw termsExist(name);
  });
}
