import type { UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { forgetsDevices } from "../../rules/strict.ts";

/**
 * Where the pool is strict, forgets the user's devices in the transaction that changes the factors or signs the user out: none
 * may skip a factor because of what was proven before. `kept` is the device of the session that asks, which would end with it.
 */
export async function forgetAfterChange(
  tx: StoreVerbs,
  settings: PoolSettings,
  owner: Pick<UserRecord, "poolId" | "sub"> & { kept?: string | undefined },
): Promise<void> {
  if (!forgetsDevices(settings)) return;
  await tx.devices.forgetAll(owner.poolId, owner.sub, owner.kept);
}
