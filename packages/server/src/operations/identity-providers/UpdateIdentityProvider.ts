import { checkDetails } from "../../rules/identity-providers/details.ts";
import {
  checkAcrMapping,
  checkMapping,
  completeMapping,
  describeProvider,
  providerNotSupported,
} from "../../rules/identity-providers/providers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { claimIdentifiers, openDetails, sealDetails } from "./provider-details.ts";

/** Changes an identity provider. A member that is left out stays as it is; one that is given is replaced whole. */
export const UpdateIdentityProvider = operation({
  name: "UpdateIdentityProvider",
  caller: "operator",
  async run(ctx, input) {
    const { ProviderName: name, ProviderDetails: details, AttributeMapping: mapping } = input;
    const pool = await loadPool(ctx.world, input.UserPoolId);
    checkMapping(pool.settings, mapping ?? {});
    const sealed = details && sealDetails(ctx, pool, { name, details });
    const provider = await ctx.world.store.transaction(async (tx) => {
      const present = await tx.identityProviders.find(pool.id, name);
      if (present === undefined) throw providerNotSupported(name);
      if (details !== undefined) checkDetails(present.type, details);
      checkAcrMapping(present.type, input.AcrMapping);
      const changed = {
        ...present,
        sealedDetails: sealed ?? present.sealedDetails,
        attributeMapping: mapping ? completeMapping(present.type, mapping) : present.attributeMapping,
        identifiers: input.IdpIdentifiers ?? present.identifiers,
        acrMapping: input.AcrMapping ?? present.acrMapping,
        modifiedAt: ctx.now,
      };
      if (!(await tx.identityProviders.update(changed))) throw providerNotSupported(name);
      if (input.IdpIdentifiers !== undefined) await claimIdentifiers(tx, changed);
      return changed;
    });
    return { IdentityProvider: describeProvider(provider, details ?? openDetails(pool, provider)) };
  },
});
