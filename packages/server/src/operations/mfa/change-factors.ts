import { mfaFactors, type UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { forgetAfterChange } from "../devices/forget-after-change.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";

/** Whose second factors are switched, and on behalf of whom. */
export interface FactorOwner {
  readonly user: UserRecord;
  readonly byOperator: boolean;
  /** The device of the session that asks, if it has one. */
  readonly deviceKey?: string | undefined;
}

/** Switches second factors as `decide` says of the present user; devices are forgotten only if that changes anything. */
export async function changeFactors(
  ctx: CallContext,
  { settings }: Pool,
  given: {
    owner: FactorOwner;
    decide: (present: UserRecord, tx: StoreVerbs) => Promise<Partial<UserRecord>>;
  },
): Promise<void> {
  const { user, deviceKey: kept } = given.owner;
  let before = user;
  await changeUser(ctx, user, {
    decide(present, tx) {
      before = present;
      return given.decide(present, tx);
    },
    async also(tx, changed) {
      if (factorsOf(before) === factorsOf(changed)) return;
      await forgetAfterChange(tx, settings, { poolId: user.poolId, sub: user.sub, kept });
    },
  });
}

/** What an order of factors does not change. */
const factorsOf = ({ enabledFactors, preferredFactor, passkeyMfa }: UserRecord): string =>
  JSON.stringify([
    mfaFactors.filter((each) => enabledFactors.includes(each)),
    preferredFactor,
    passkeyMfa === true,
  ]);
