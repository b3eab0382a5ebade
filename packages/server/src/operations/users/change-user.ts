import { ServiceError, userDoesNotExist } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import type { CallContext } from "../operation.ts";

const attempts = 5;

/** Another writer was first: what was done in the transaction is to be undone, and done again. */
class Overtaken extends Error {}

/**
 * Changes a user as `decide` says of the present record, in one transaction guarded by the record's version; decided again
 * if another writer came between. `decide` returns the fields to change, or throws a refusal; what else it looks at it reads
 * in the transaction, and what it uses up is used up only with the change. `also` runs in the same one, after the user is
 * written. The answer is the user as written.
 */
export async function changeUser(
  ctx: CallContext,
  user: Pick<UserRecord, "poolId" | "sub">,
  change: {
    decide: (present: UserRecord, tx: StoreVerbs) => Partial<UserRecord> | Promise<Partial<UserRecord>>;
    also?: (tx: StoreVerbs, changed: UserRecord) => Promise<void>;
  },
): Promise<UserRecord> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      return await ctx.world.store.transaction(async (tx) => {
        const present = await tx.users.find(user.poolId, user.sub);
        if (present === undefined) throw userDoesNotExist();
        const next = { ...present, ...(await change.decide(present, tx)), modifiedAt: ctx.now };
        if (!(await tx.users.update(next, present.version))) throw new Overtaken();
        await change.also?.(tx, next);
        return { ...next, version: present.version + 1 };
      });
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  throw new ServiceError("TooManyRequestsException", "Rate exceeded", "user_contended");
}
