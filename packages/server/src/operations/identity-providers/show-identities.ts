import type { UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { describeIdentities } from "../../rules/identity-providers/linked.ts";

/** The user's attributes with `identities` as the linked ones are by now; to be written in the same transaction. */
export async function attributesWithIdentities(
  tx: StoreVerbs,
  { poolId, sub, attributes }: Pick<UserRecord, "poolId" | "sub" | "attributes">,
): Promise<UserRecord["attributes"]> {
  const { identities: _, ...others } = attributes;
  const identities = describeIdentities(await tx.linkedIdentities.listOfUser(poolId, sub));
  return identities === undefined ? others : { ...others, identities };
}

/** Writes {@link attributesWithIdentities}, within a transaction that keeps others from writing the user meanwhile. */
export async function showIdentities(
  tx: StoreVerbs,
  { poolId, sub, now }: { poolId: string; sub: string; now: number },
): Promise<void> {
  const user = await tx.users.find(poolId, sub);
  if (user === undefined) return;
  const attributes = await attributesWithIdentities(tx, user);
  await tx.users.update({ ...user, attributes, modifiedAt: now }, user.version);
}
