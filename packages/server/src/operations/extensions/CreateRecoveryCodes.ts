import { userDoesNotExist } from "../../kernel/errors.ts";
import {
  createRecoveryCodesLimit,
  newRecoveryCode,
  recoveryCodeMac,
  recoveryCodesPerUser,
  requireRecoveryCodes,
  requireTwoFactors,
  showRecoveryCode,
} from "../../rules/recovery-codes.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { countedProofs } from "../../rules/strict.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { operation, type TokenContext } from "../operation.ts";
import { deviceStoodIn } from "./device-stood-in.ts";

/**
 * Makes a user ten recovery codes, in place of all earlier ones, and shows them this once. Only for a session that began with two
 * factors: the codes are one, too.
 */
export const CreateRecoveryCodes = operation({
  name: "CreateRecoveryCodes",
  caller: "accessToken",
  async run(ctx) {
    requireRecoveryCodes(ctx.pool.settings);
    requireSettled(ctx.user);
    const proven = countedProofs(ctx.pool.settings, ctx.family?.proven ?? []);
    requireTwoFactors({ proven, deviceStoodIn: await deviceStoodIn(ctx) });
    await chargeUse(ctx, ctx.pool, { subject: ctx.user.sub, limit: createRecoveryCodesLimit });
    const codes = Array.from({ length: recoveryCodesPerUser }, () => newRecoveryCode(ctx.world.random));
    await replaceCodes(ctx, codes);
    return { RecoveryCodes: codes.map(showRecoveryCode) };
  },
});

async function replaceCodes({ world, pool, user, now }: TokenContext, codes: string[]): Promise<void> {
  const owner = { poolId: pool.id, sub: user.sub };
  const macs = codes.map((code) => recoveryCodeMac(pool.keys, { ...owner, code }));
  await world.store.transaction(async (tx) => {
    // A user who is removed at this moment must not leave codes behind.
    if ((await tx.users.find(owner.poolId, owner.sub)) === undefined) throw userDoesNotExist();
    await tx.recoveryCodes.replaceAll({ ...owner, macs, createdAt: now });
    // New codes are a new authenticator: what was guessed at the old ones is not held against them, but a wait is not shortened.
    await tx.attempts.rebind(
      { poolId: owner.poolId, subject: owner.sub, authenticator: "recovery-code" },
      now,
    );
  });
}
