import { clientDoesNotExist, poolDoesNotExist } from "../../kernel/errors.ts";
import type { RiskConfigurationRecord } from "../../kernel/auth-event.ts";
import {
  allClients,
  checkRiskSettings,
  describeRiskConfiguration,
  requireThreatProtection,
} from "../../rules/risk/configuration.ts";
import { operation } from "../operation.ts";

/** Says how threats are to be met in a pool, or by one app client; with nothing to say, takes back what was said before. */
export const SetRiskConfiguration = operation({
  name: "SetRiskConfiguration",
  caller: "operator",
  async run({ world, now }, { UserPoolId: poolId, ClientId, ...settings }) {
    const place = { poolId, clientId: ClientId ?? allClients };
    const stored = await world.store.transaction(async (tx) => {
      const pool = await tx.pools.find(poolId);
      if (pool === undefined) throw poolDoesNotExist(poolId);
      const client = ClientId === undefined ? undefined : await tx.clients.find(ClientId);
      if (ClientId !== undefined && client?.poolId !== poolId) throw clientDoesNotExist(ClientId);
      requireThreatProtection(pool.settings);
      checkRiskSettings(settings, pool.settings);
      if (Object.keys(settings).length === 0) {
        await tx.riskConfigurations.remove(poolId, place.clientId);
        return undefined;
      }
      const configuration: RiskConfigurationRecord = { ...place, settings, modifiedAt: now };
      await tx.riskConfigurations.put(configuration);
      return configuration;
    });
    return { RiskConfiguration: describeRiskConfiguration(place, stored) };
  },
});
