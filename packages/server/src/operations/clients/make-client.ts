import type { CreateUserPoolClientRequest, UserPoolClientType } from "@poolhouse/protocol";
import { invalidParameter, ServiceError, poolDoesNotExist } from "../../kernel/errors.ts";
import { newClientSecret } from "../../kernel/ids.ts";
import type { ClientRecord } from "../../kernel/records.ts";
import { completeClientSettings, wantedSecret } from "../../rules/clients/new-settings.ts";
import { readProviderNames } from "../identity-providers/known-providers.ts";
import { loadPool } from "../load.ts";
import type { CallContext } from "../operation.ts";
import { readCustomScopes } from "../resource-servers/load-resource-server.ts";
import { sealSecret } from "./client-secrets.ts";
import { describeClient } from "./describe-client.ts";

/** How many app clients a pool can have. */
const clientLimit = 1_000;

/**
 * Stores a new app client, public or with a secret, and answers it as the operations that make one do.
 *
 * @throws InvalidParameterException if there is a client of this id, in whichever pool; the refusals of CreateUserPoolClient.
 */
export async function makeClient(
  ctx: CallContext,
  made: { id: string; input: CreateUserPoolClientRequest; createdAt?: number | undefined },
): Promise<UserPoolClientType> {
  const { id, input, createdAt = ctx.now } = made;
  const pool = await loadPool(ctx.world, input.UserPoolId);
  const { UserPoolId: _pool, ClientName, GenerateSecret, ClientSecret, ...given } = input;
  const wanted = wantedSecret({ GenerateSecret, ClientSecret });
  const settings = completeClientSettings(given, {
    pool: pool.settings,
    hasSecret: wanted !== "none",
    customScopes: await readCustomScopes(ctx.world.store, pool.id),
    providers: await readProviderNames(ctx.world.store, pool.id, given.SupportedIdentityProviders),
  });
  const secrets =
    wanted === "none" ? [] : [wanted === "generate" ? newClientSecret(ctx.world.random) : wanted.given];
  const record: ClientRecord = {
    id,
    poolId: pool.id,
    name: ClientName,
    settings,
    secrets: secrets.map((secret) => sealSecret(ctx, pool, { clientId: id, secret })),
    createdAt,
    modifiedAt: ctx.now,
    version: 1,
  };
  await insertClient(ctx, record);
  return describeClient({ record, secrets });
}

async function insertClient(ctx: CallContext, record: ClientRecord): Promise<void> {
  await ctx.world.store.transaction(async (tx) => {
    if ((await tx.pools.find(record.poolId)) === undefined) throw poolDoesNotExist(record.poolId);
    if ((await tx.clients.count(record.poolId)) >= clientLimit) {
      const text = `A user pool can have ${clientLimit} app clients at most.`;
      throw new ServiceError("LimitExceededException", text, "clients_too_many");
    }
    if ((await tx.clients.find(record.id)) !== undefined)
      throw invalidParameter(`User pool client ${record.id} already exists.`, "client_id_taken");
    await tx.clients.insert(record);
  });
}
