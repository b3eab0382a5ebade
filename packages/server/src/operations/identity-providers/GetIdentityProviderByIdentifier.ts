import { describeProvider, providerNotFound } from "../../rules/identity-providers/providers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { openDetails } from "./provider-details.ts";

/** Shows the identity provider that has this identifier, an e-mail domain for example. */
export const GetIdentityProviderByIdentifier = operation({
  name: "GetIdentityProviderByIdentifier",
  caller: "operator",
  async run({ world }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const provider = await world.store.identityProviders.findByIdentifier(pool.id, input.IdpIdentifier);
    if (provider === undefined) throw providerNotFound(input.IdpIdentifier);
    return { IdentityProvider: describeProvider(provider, openDetails(pool, provider)) };
  },
});
