import type { UserRecord } from "../../kernel/records.ts";
import type { CallContext, Pool } from "../operation.ts";
import { recordPassword } from "../passwords/password-record.ts";

/** A user's record as it is first stored. Costs one modular power where there is a password. */
export async function newUserRecord(
  ctx: CallContext,
  pool: Pool,
  given: Pick<UserRecord, "sub" | "username" | "attributes" | "status"> & { password: string | undefined },
): Promise<UserRecord> {
  const { password, ...user } = given;
  const owner = { sub: user.sub, username: user.username };
  return {
    ...user,
    poolId: pool.id,
    enabled: true,
    ...(password !== undefined && {
      password: await recordPassword(ctx, pool, { user: owner, password }),
    }),
    enabledFactors: [],
    tokensValidFrom: 0,
    createdAt: ctx.now,
    modifiedAt: ctx.now,
    version: 1,
  };
}
