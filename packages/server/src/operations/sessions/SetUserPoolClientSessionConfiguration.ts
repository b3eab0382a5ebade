import { ServiceError } from "../../kernel/errors.ts";
import { requireSessionTier, requireTracking } from "../../rules/sessions/configuration.ts";
import { loadClientOf } from "../load.ts";
import { operation } from "../operation.ts";

/** Sets how long an app client takes a browser's session for granted. */
export const SetUserPoolClientSessionConfiguration = operation({
  name: "SetUserPoolClientSessionConfiguration",
  caller: "operator",
  async run({ world, now }, { UserPoolId, ClientId, SSOSession }) {
    const { pool, client } = await loadClientOf(world, UserPoolId, ClientId);
    requireSessionTier(pool.settings);
    requireTracking(pool.settings);
    const settings = { ...client.settings, SessionConfiguration: { SSOSession } };
    const record = { ...client.record, settings, modifiedAt: now };
    if (!(await world.store.clients.update(record, client.record.version))) {
      const text = `User pool client ${ClientId} was changed by another request. Try again.`;
      throw new ServiceError("ConcurrentModificationException", text, "client_contended");
    }
    return { UserPoolId, ClientId, SSOSession };
  },
});
