import { ServiceError, poolDoesNotExist } from "../../kernel/errors.ts";
import { newClientId, newClientSecret } from "../../kernel/ids.ts";
import type { ClientRecord } from "../../kernel/records.ts";
import { completeClientSettings, wantedSecret } from "../../rules/clients/new-settings.ts";
import { readProviderNames } from "../identity-providers/known-providers.ts";
import { loadPool } from "../load.ts";
import { type CallContext, type Operation, operation } from "../operation.ts";
import { readCustomScopes } from "../resource-servers/load-resource-server.ts";
import { sealSecret } from "./client-secrets.ts";
import { describeClient } from "./describe-client.ts";

/** Makes an app client, public or with a secret. */
export const CreateUserPoolClient: Required<Operation<"CreateUserPoolClient", "operator">> = operation({
  name: "CreateUserPoolClient",
  caller: "operator",
  async run(ctx, input) {
    const pool = await loadPool(ctx.world, input.UserPoolId);
    const { UserPoolId: _pool, ClientName, GenerateSecret, ClientSecret, ...given } = input;
    const wanted = wantedSecret({ GenerateSecret, ClientSecret });
    const settings = completeClientSettings(given, {
      pool: pool.settings,
      hasSecret: wanted !== "none",
      customScopes: await readCustomScopes(ctx.world.store, pool.id),
      providers: await readProviderNames(ctx.world.store, pool.id, given.SupportedIdentityProviders),
    });
    const id = newClientId(ctx.world.random);
    const secrets =
      wanted === "none" ? [] : [wanted === "generate" ? newClientSecret(ctx.world.random) : wanted.given];
    const record: ClientRecord = {
      id,
      poolId: pool.id,
      name: ClientName,
      settings,
      secrets: secrets.map((secret) => sealSecret(ctx, pool, { clientId: id, secret })),
      createdAt: ctx.now,
      modifiedAt: ctx.now,
      version: 1,
    };
    await insertClient(ctx, record);
    return { UserPoolClient: describeClient({ record, secrets }) };
  },
});

/** How many app clients a pool can have. */
const clientLimit = 1_000;

async function insertClient(ctx: CallContext, record: ClientRecord): Promise<void> {
  await ctx.world.store.transaction(async (tx) => {
    if ((await tx.pools.find(record.poolId)) === undefined) throw poolDoesNotExist(record.poolId);
    if ((await tx.clients.count(record.poolId)) >= clientLimit) {
      const text = `A user pool can have ${clientLimit} app clients at most.`;
      throw new ServiceError("LimitExceededException", text, "clients_too_many");
    }
    await tx.clients.insert(record);
  });
}
