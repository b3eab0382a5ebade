import {
  allClients,
  describeRiskConfiguration,
  requireThreatProtection,
} from "../../rules/risk/configuration.ts";
import { loadClientOf, loadPool } from "../load.ts";
import { operation } from "../operation.ts";

/** Shows how threats are to be met in a pool, or what an app client has in place of that. */
export const DescribeRiskConfiguration = operation({
  name: "DescribeRiskConfiguration",
  caller: "operator",
  async run({ world }, { UserPoolId, ClientId }) {
    const pool =
      ClientId === undefined
        ? await loadPool(world, UserPoolId)
        : (await loadClientOf(world, UserPoolId, ClientId)).pool;
    requireThreatProtection(pool.settings);
    const place = { poolId: pool.id, clientId: ClientId ?? allClients };
    const stored = await world.store.riskConfigurations.find(place.poolId, place.clientId);
    return { RiskConfiguration: describeRiskConfiguration(place, stored) };
  },
});
