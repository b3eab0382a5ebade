import { ServiceError } from "../../kernel/errors.ts";
import type { IdentityProviderRecord } from "../../kernel/identity-provider.ts";
import { checkDetails } from "../../rules/identity-providers/details.ts";
import {
  checkAcrMapping,
  checkMapping,
  checkName,
  completeMapping,
  describeProvider,
  mostProviders,
  providerExists,
} from "../../rules/identity-providers/providers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { claimIdentifiers, sealDetails } from "./provider-details.ts";

/** Makes an identity provider known to a pool, for its clients to name. Nobody can sign in through it yet. */
export const CreateIdentityProvider = operation({
  name: "CreateIdentityProvider",
  caller: "operator",
  async run(ctx, input) {
    const { world, now } = ctx;
    const { ProviderName: name, ProviderType: type, ProviderDetails: details } = input;
    const pool = await loadPool(world, input.UserPoolId);
    checkName(name, type);
    checkDetails(type, details);
    checkMapping(pool.settings, input.AttributeMapping ?? {});
    checkAcrMapping(type, input.AcrMapping);
    const provider: IdentityProviderRecord = {
      poolId: pool.id,
      name,
      type,
      sealedDetails: sealDetails(ctx, pool, { name, details }),
      attributeMapping: completeMapping(type, input.AttributeMapping ?? {}),
      identifiers: input.IdpIdentifiers ?? [],
      acrMapping: input.AcrMapping,
      createdAt: now,
      modifiedAt: now,
    };
    await world.store.transaction(async (tx) => {
      if ((await tx.identityProviders.count(pool.id)) >= mostProviders) {
        const text = `There can be ${mostProviders} identity providers at most.`;
        throw new ServiceError("LimitExceededException", text, "providers_too_many");
      }
      if (!(await tx.identityProviders.insert(provider))) throw providerExists(provider);
      await claimIdentifiers(tx, provider);
    });
    return { IdentityProvider: describeProvider(provider, details) };
  },
});
