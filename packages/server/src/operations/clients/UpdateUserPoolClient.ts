import { ServiceError } from "../../kernel/errors.ts";
import { completeClientSettings } from "../../rules/clients/new-settings.ts";
import { readProviderNames } from "../identity-providers/known-providers.ts";
import { loadClientOf } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { readCustomScopes } from "../resource-servers/load-resource-server.ts";
import { describeClient } from "./describe-client.ts";

/**
 * Replaces the settings of an app client: what is left out returns to its default. The secrets stay, and the name unless one
 * is given. Tokens already issued keep their validity.
 */
export const UpdateUserPoolClient: Operation<"UpdateUserPoolClient", "operator"> = operation({
  name: "UpdateUserPoolClient",
  caller: "operator",
  async run({ world, now }, input) {
    const { UserPoolId, ClientId, ClientName, ...given } = input;
    const { pool, client } = await loadClientOf(world, UserPoolId, ClientId);
    const customScopes = await readCustomScopes(world.store, pool.id);
    const providers = await readProviderNames(world.store, pool.id, given.SupportedIdentityProviders);
    const around = { pool: pool.settings, hasSecret: client.secrets.length > 0, customScopes, providers };
    const { SessionConfiguration } = client.settings;
    const settings = {
      ...completeClientSettings(given, around),
      ...(SessionConfiguration && { SessionConfiguration }),
    };
    const record = { ...client.record, name: ClientName ?? client.record.name, settings, modifiedAt: now };
    if (!(await world.store.clients.update(record, client.record.version))) {
      const text = `User pool client ${ClientId} was changed by another request. Try again.`;
      throw new ServiceError("ConcurrentModificationException", text, "client_contended");
    }
    return { UserPoolClient: describeClient({ record, secrets: client.secrets }) };
  },
});
