import { describeProvider, providerNotFound } from "../../rules/identity-providers/providers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { openDetails } from "./provider-details.ts";

/** Shows an identity provider, with its secrets. */
export const DescribeIdentityProvider = operation({
  name: "DescribeIdentityProvider",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const provider = await world.store.identityProviders.find(pool.id, input.ProviderName);
    if (provider === undefined) throw providerNotFound(input.ProviderName);
    return { IdentityProvider: describeProvider(provider, openDetails(pool, provider)) };
  },
});
