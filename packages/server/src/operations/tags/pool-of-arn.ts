import { invalidParameter, poolDoesNotExist } from "../../kernel/errors.ts";
import type { PoolRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { tagFault } from "../../rules/pools/check-settings.ts";
import type { CallContext } from "../operation.ts";

/** The pool that an ARN names; other resources have no tags. Throws InvalidParameterException for anything else. */
export function poolIdOfArn(arn: string): string {
  const id = findPoolId(arn);
  if (id === undefined) throw invalidParameter("Only user pools have tags.", "arn_of_no_pool");
  return id;
}

/** The pool that an ARN names, if it names one. */
export function findPoolId(arn: string): string | undefined {
  return /^arn:aws[\w-]*:cognito-idp:[^:]*:\d+:userpool\/([^/]+)$/.exec(arn)?.[1];
}

/** Changes a pool's tags as `decide` says of the present ones, in one transaction. */
export async function changeTags(
  { world, now }: CallContext,
  arn: string,
  decide: (tags: Readonly<Record<string, string>>) => Record<string, string>,
): Promise<void> {
  const poolId = poolIdOfArn(arn);
  await world.store.transaction(async (tx) => {
    const pool = await tx.pools.find(poolId);
    if (pool === undefined) throw poolDoesNotExist(poolId);
    const settings: PoolSettings = { ...pool.settings, UserPoolTags: decide(tagsOf(pool)) };
    const fault = tagFault(settings);
    if (fault !== undefined) throw invalidParameter(fault, "tags_invalid");
    await tx.pools.update({ ...pool, settings, modifiedAt: now }, pool.version);
  });
}

export const tagsOf = ({ settings }: PoolRecord): Record<string, string> => ({ ...settings.UserPoolTags });
