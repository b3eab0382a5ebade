import type { RiskConfigurationRecord } from "../../kernel/auth-event.ts";
import type { RiskConfigurationStore } from "../../ports/auth-events.ts";
import { parseSettings } from "../documents.ts";
import { firstRow, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** How threats are to be met. A table of its own: with its messages a configuration can be as large as a hundred pools. */
export function createRiskConfigurations(session: Session): RiskConfigurationStore {
  return {
    async put({ settings, ...key }) {
      await session.run(putConfiguration, { ...key, settings: JSON.stringify(settings) });
    },
    async find(poolId, clientId) {
      const row = await firstRow(session, findConfiguration, { poolId, clientId });
      return row && { ...row, settings: parseSettings(row.settings) };
    },
    async remove(poolId, clientId) {
      await session.run(deleteConfiguration, { poolId, clientId });
    },
  };
}

type ConfigurationRow = Omit<RiskConfigurationRecord, "settings"> & { settings: string };
type ConfigurationKey = Slots<Pick<ConfigurationRow, "poolId" | "clientId">>;

const putConfiguration = (db: Builder, slot: Slots<ConfigurationRow>) =>
  db
    .insertInto("risk_configurations")
    .values({
      pool_id: slot.poolId,
      client_id: slot.clientId,
      settings: slot.settings,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) =>
      conflict.columns(["pool_id", "client_id"]).doUpdateSet((eb) => ({
        settings: eb.ref("excluded.settings"),
        modified_at: eb.ref("excluded.modified_at"),
      })),
    );

const findConfiguration = (db: Builder, slot: ConfigurationKey) =>
  db
    .selectFrom("risk_configurations")
    .select(["pool_id as poolId", "client_id as clientId", "settings", "modified_at as modifiedAt"])
    .where("pool_id", "=", slot.poolId)
    .where("client_id", "=", slot.clientId);

const deleteConfiguration = (db: Builder, slot: ConfigurationKey) =>
  db
    .deleteFrom("risk_configurations")
    .where("pool_id", "=", slot.poolId)
    .where("client_id", "=", slot.clientId);
