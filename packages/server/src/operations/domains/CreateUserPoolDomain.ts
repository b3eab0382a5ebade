import { poolDoesNotExist } from "../../kernel/errors.ts";
import type { DomainRecord } from "../../kernel/records.ts";
import { checkDomainSettings, domainTaken, kindOfDomain, poolHasDomain } from "../../rules/domains.ts";
import { loadPool } from "../load.ts";
import { type CallContext, operation } from "../operation.ts";

/** Gives a user pool a domain: a prefix, or with a certificate a name of the operator's own. */
export const CreateUserPoolDomain = operation({
  name: "CreateUserPoolDomain",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const kind = kindOfDomain(input);
    checkDomainSettings(input, pool.settings);
    const domain: DomainRecord = {
      name: input.Domain,
      poolId: pool.id,
      kind,
      managedLoginVersion: input.ManagedLoginVersion ?? 1,
      ...(input.CustomDomainConfig !== undefined && { customConfig: input.CustomDomainConfig }),
      createdAt: ctx.now,
      modifiedAt: ctx.now,
    };
    await insertDomain(ctx, domain);
    return { ManagedLoginVersion: domain.managedLoginVersion };
  },
});

async function insertDomain({ world }: CallContext, domain: DomainRecord): Promise<void> {
  await world.store.transaction(async (tx) => {
    if ((await tx.pools.find(domain.poolId)) === undefined) throw poolDoesNotExist(domain.poolId);
    if ((await tx.domains.find(domain.name)) !== undefined) throw domainTaken();
    if (!(await tx.domains.insert(domain))) throw poolHasDomain();
  });
}
