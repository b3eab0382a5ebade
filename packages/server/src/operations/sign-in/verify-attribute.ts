import { invalidSession, type ServiceError } from "../../kernel/errors.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { aliasAttributes, foldName } from "../../rules/sign-in-names.ts";
import { toPool } from "../load.ts";
import type { CallContext } from "../operation.ts";

/**
 * Marks an address as verified because a code that went there came back. It becomes an alias where the pool has such aliases,
 * unless somebody else already signs in with it: then it stays unverified, which is no reason to refuse the sign-in.
 */
export async function verifyAttribute(
  ctx: CallContext,
  tx: StoreVerbs,
  given: { poolId: string; sub: string; attribute: "email" | "phone_number"; value: string },
): Promise<ServiceError | undefined> {
  const { poolId, sub, attribute, value } = given;
  const user = await tx.users.find(poolId, sub);
  const record = await tx.pools.find(poolId);
  if (user?.attributes[attribute] !== value || record === undefined) return invalidSession("address_changed");
  const flag = `${attribute}_verified`;
  if (user.attributes[flag] === "true") return undefined;
  const { settings } = toPool(ctx.world, record);
  const isAlias = aliasAttributes(settings).includes(attribute);
  const name = { kind: attribute, key: foldName(settings, value) };
  if (isAlias && !(await tx.users.claimName(poolId, sub, name))) return undefined;
  const changed = { ...user, attributes: { ...user.attributes, [flag]: "true" }, modifiedAt: ctx.now };
  return (await tx.users.update(changed, user.version)) ? undefined : invalidSession("user_changed");
}
