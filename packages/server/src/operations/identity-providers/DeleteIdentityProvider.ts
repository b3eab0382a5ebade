import type { ClientRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { providerNotSupported } from "../../rules/identity-providers/providers.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { showIdentities } from "./show-identities.ts";

/**
 * Removes an identity provider. App clients name it no more, and whoever was linked with an identity there is not any longer:
 * a provider that is made under the same name later may be somebody else's.
 */
export const DeleteIdentityProvider = operation({
  name: "DeleteIdentityProvider",
  caller: "operator",
  async run({ world, now }, input) {
    const { ProviderName: name } = input;
    const { id: poolId } = await loadPool(world, input.UserPoolId);
    await world.store.transaction(async (tx) => {
      if (!(await tx.identityProviders.remove(poolId, name))) throw providerNotSupported(name);
      for (const sub of await tx.linkedIdentities.removeOfProvider(poolId, name))
        await showIdentities(tx, { poolId, sub, now });
      for (const client of await tx.clients.list(poolId, { limit: everyClient }))
        await withdrawFrom(tx, client, { name, now });
    });
    return undefined;
  },
});

/** More than a pool can have. */
const everyClient = 10_000;

async function withdrawFrom(
  tx: StoreVerbs,
  client: ClientRecord,
  { name, now }: { name: string; now: number },
): Promise<void> {
  const { SupportedIdentityProviders: present = [], ...settings } = client.settings;
  if (!present.includes(name)) return;
  const left = present.filter((provider) => provider !== name);
  // On the wire a list without elements is absent.
  const changed = { ...settings, ...(left.length > 0 && { SupportedIdentityProviders: left }) };
  await tx.clients.update({ ...client, settings: changed, modifiedAt: now }, client.version);
}
