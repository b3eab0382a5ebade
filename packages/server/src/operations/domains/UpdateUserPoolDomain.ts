import { changeDomain, checkDomainSettings, domainNotFound } from "../../rules/domains.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Changes the login version of a domain, or the certificate of a custom one. What is left out stays as it is. */
export const UpdateUserPoolDomain = operation({
  name: "UpdateUserPoolDomain",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    checkDomainSettings(input, pool.settings);
    const domain = await world.store.transaction(async (tx) => {
      const present = await tx.domains.find(input.Domain);
      if (present?.poolId !== pool.id) throw domainNotFound();
      const changed = { ...changeDomain(present, input), modifiedAt: now };
      if (!(await tx.domains.update(changed))) throw domainNotFound();
      return changed;
    });
    return { ManagedLoginVersion: domain.managedLoginVersion };
  },
});
