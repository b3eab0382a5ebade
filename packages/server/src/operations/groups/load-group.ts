import type { GroupRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { groupNotFound } from "../../rules/groups.ts";

/** The group of this name. Throws ResourceNotFoundException. */
export async function loadGroup(store: StoreVerbs, poolId: string, name: string): Promise<GroupRecord> {
  const group = await store.groups.find(poolId, name);
  if (group === undefined) throw groupNotFound();
  return group;
}
