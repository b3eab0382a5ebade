import type { UserRecord } from "../../kernel/records.ts";
import { type GroupClaims, summarizeGroups } from "../../rules/groups.ts";
import type { CallContext } from "../operation.ts";

/** What tokens tell of a user's groups; nothing is asked about somebody who is in none. */
export async function readGroupClaims(
  { world }: CallContext,
  { poolId, sub, groupCount = 0 }: UserRecord,
): Promise<GroupClaims | undefined> {
  if (groupCount === 0) return undefined;
  return summarizeGroups(await world.store.groups.listOfUser(poolId, sub));
}
