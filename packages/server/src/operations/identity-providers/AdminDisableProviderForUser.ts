import { invalidParameter, userDoesNotExist } from "../../kernel/errors.ts";
import type { IdentityProviderRecord } from "../../kernel/identity-provider.ts";
import {
  checkIdentityAttribute,
  type NamedIdentity,
  readIdentity,
  subjectAttribute,
} from "../../rules/identity-providers/linked.ts";
import { ownProvider } from "../../rules/identity-providers/providers.ts";
import { loadPool } from "../load.ts";
import { type CallContext, operation, type Pool } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";
import { findUserByName } from "../users/find-user.ts";
import { loadProvider } from "./load-provider.ts";
import { attributesWithIdentities } from "./show-identities.ts";

/** Keeps an identity from signing in as the user: the link with a provider, or the user's own password. */
export const AdminDisableProviderForUser = operation({
  name: "AdminDisableProviderForUser",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const identity = readIdentity(input.User);
    if (identity.provider === ownProvider) await disablePassword(ctx, pool, identity);
    else await unlink(ctx, await loadProvider(ctx.world.store, pool.id, identity.provider), identity);
    return {};
  },
});

/**
 * Takes the password away, and with it every way to sign in here: the user's identity is elsewhere from now on. Only an
 * operator who sets a new password (AdminSetUserPassword) turns that back.
 */
async function disablePassword(
  ctx: CallContext,
  pool: Pool,
  { attribute, value }: NamedIdentity,
): Promise<void> {
  if (attribute !== subjectAttribute) {
    const text = `ProviderAttributeName must be ${subjectAttribute} for the provider ${ownProvider}.`;
    throw invalidParameter(text, "identity_attribute_own");
  }
  const user = await findUserByName(ctx.world, pool, value);
  if (user === undefined) throw userDoesNotExist();
  await changeUser(ctx, user, {
    decide: () => ({ password: undefined, status: "EXTERNAL_PROVIDER" }),
    async also(tx, { sub }) {
      // A code that is under way would bring a password back.
      await tx.codes.remove(pool.id, sub, "reset-password");
    },
  });
}

async function unlink(
  ctx: CallContext,
  provider: IdentityProviderRecord,
  identity: NamedIdentity,
): Promise<void> {
  checkIdentityAttribute(provider, identity.attribute);
  const { poolId } = provider;
  const linked = await ctx.world.store.linkedIdentities.find({ poolId, ...identity });
  if (linked === undefined) throw userDoesNotExist("identity_not_linked");
  await changeUser(ctx, linked, {
    async decide(present, tx) {
      await tx.linkedIdentities.remove(linked);
      return { attributes: await attributesWithIdentities(tx, present) };
    },
  });
}
