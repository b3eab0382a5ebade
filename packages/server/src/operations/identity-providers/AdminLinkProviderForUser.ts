import type { UserRecord } from "../../kernel/records.ts";
import { issuerOf } from "../../rules/identity-providers/details.ts";
import {
  alreadyLinked,
  cannotMerge,
  checkIdentityAttribute,
  checkLinkable,
  federatedUsername,
  mostIdentities,
  type NamedIdentity,
  readIdentity,
  tooManyIdentities,
} from "../../rules/identity-providers/linked.ts";
import { ownProvider } from "../../rules/identity-providers/providers.ts";
import { foldName } from "../../rules/sign-in-names.ts";
import { loadPool } from "../load.ts";
import { type CallContext, operation, type Pool } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";
import { loadUser } from "../users/find-user.ts";
import { loadProvider } from "./load-provider.ts";
import { openDetails } from "./provider-details.ts";
import { attributesWithIdentities } from "./show-identities.ts";

/** Links an identity that nobody has signed in with yet with a user: it will be that user. */
export const AdminLinkProviderForUser = operation({
  name: "AdminLinkProviderForUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const [source, destination] = [readIdentity(input.SourceUser), readIdentity(input.DestinationUser)];
    const provider = await loadProvider(ctx.world.store, pool.id, source.provider);
    checkIdentityAttribute(provider, source.attribute);
    const user = await loadDestination(ctx, pool, destination);
    checkLinkable(pool.settings, user);
    const profile = foldName(pool.settings, federatedUsername(provider, source.value));
    const identity = {
      ...source,
      poolId: pool.id,
      sub: user.sub,
      providerType: provider.type,
      issuer: issuerOf(provider.type, openDetails(pool, provider)),
      createdAt: ctx.now,
    };
    await changeUser(ctx, user, {
      async decide(present, tx) {
        // The provider may have gone since, and its links with it.
        await loadProvider(tx, pool.id, provider.name);
        if ((await tx.users.findByName(pool.id, profile)) !== undefined) throw cannotMerge();
        if (!(await tx.linkedIdentities.insert(identity))) throw alreadyLinked();
        const all = await tx.linkedIdentities.listOfUser(pool.id, present.sub);
        if (all.length > mostIdentities) throw tooManyIdentities();
        return { attributes: await attributesWithIdentities(tx, present) };
      },
    });
    return {};
  },
});

/** The pool's own user, or one that came from a provider. Throws UserNotFoundException. */
async function loadDestination(
  { world }: CallContext,
  pool: Pool,
  { provider, value }: NamedIdentity,
): Promise<UserRecord> {
  if (provider === ownProvider) return loadUser(world, pool, value);
  const from = await loadProvider(world.store, pool.id, provider);
  return loadUser(world, pool, federatedUsername(from, value));
}
