import type { CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { hmacSha256 } from "../../kernel/digests.ts";
import type { UserRecord } from "../../kernel/records.ts";
import {
  checkRecoverable,
  recoveryAddresses,
  recoveryLimit,
  recoveryTarget,
} from "../../rules/account-recovery.ts";
import { codeNotDelivered, type CodeTarget } from "../../rules/codes.ts";
import { actingForUser } from "../callers/acting-for.ts";
import { resolveNamedUser } from "../callers/named-user.ts";
import { prepareCode, type PreparedCode, storeCode } from "../codes/confirmation-codes.ts";
import { makeCharges } from "../messages/charge-message.ts";
import { type ClientContext, operation } from "../operation.ts";
import { type EventFacts, type EventOwner, recordEvent, recordingRefusal } from "../risk/record-event.ts";
import { decoyTarget } from "../sign-up/unknown-user.ts";
import { canDeliver } from "../triggers/message-triggers.ts";
import { migrateForReset } from "../triggers/migrate-user.ts";
import { findUserByName } from "../users/find-user.ts";

/** Sends a code that ConfirmForgotPassword takes in exchange for a new password. Nothing changes before. */
export const ForgotPassword = operation({
  name: "ForgotPassword",
  caller: "client",
  async run(request, input) {
    const ctx = actingForUser(request, input.UserContextData);
    const { world, pool } = ctx;
    const found =
      (await findUserByName(world, pool, input.Username)) ??
      (await migrateForReset(ctx, ctx, { name: input.Username }));
    const { user, subject } = await resolveNamedUser(ctx, { input, user: found, limit: recoveryLimit });
    const owner = { poolId: pool.id, sub: subject, decoy: user === undefined };
    const eventOf = (): EventFacts => ({ type: "ForgotPassword" });
    const CodeDeliveryDetails = await recordingRefusal(ctx, { owner, eventOf }, () =>
      user === undefined ? pretendToSend(ctx, { name: input.Username, owner }) : sendCode(ctx, user, owner),
    );
    return { CodeDeliveryDetails };
  },
});

async function sendCode(
  ctx: ClientContext,
  user: UserRecord,
  owner: EventOwner,
): Promise<CodeDeliveryDetailsType> {
  const { pool, world } = ctx;
  checkRecoverable(user);
  const code = await prepareFor(ctx, { sub: user.sub, target: recoveryTarget(pool.settings, user), user });
  await world.store.transaction(async (tx) => {
    await storeCode(tx, code);
    await recordEvent(ctx, tx, owner, sent);
  });
  world.dispatch.wake();
  return code.details;
}

/**
 * For somebody who does not exist, or is hidden: the same charges, and a code that nothing can be exchanged for, so that asking
 * to confirm it goes the same way too.
 */
async function pretendToSend(
  ctx: ClientContext,
  { name, owner }: { name: string; owner: EventOwner },
): Promise<CodeDeliveryDetailsType> {
  const { pool, world, now } = ctx;
  const target = decoyTarget(pool, name, recoveryAddresses(pool.settings));
  const code = await prepareFor(ctx, { sub: owner.sub, target, user: undefined, isDecoy: true });
  const mac = hmacSha256(pool.keys.for("fake-user"), code.record.mac).toString("hex");
  await world.store.transaction(async (tx) => {
    const refusal = await makeCharges(tx, code.charges);
    if (refusal !== undefined) throw refusal;
    await tx.codes.put({ ...code.record, mac });
    // In place of the message; stale at once.
    await tx.consumed.consume(pool.id, code.message.id, now);
    await recordEvent(ctx, tx, owner, sent);
  });
  world.dispatch.wake();
  return code.details;
}

const sent = { type: "ForgotPassword", response: "Pass" } as const;

function prepareFor(
  ctx: ClientContext,
  given: { sub: string; target: CodeTarget; user: UserRecord | undefined; isDecoy?: boolean },
): Promise<PreparedCode> {
  if (!canDeliver(ctx, ctx.pool, given.target.channel)) throw codeNotDelivered();
  const clientId = ctx.client.id;
  return prepareCode(ctx, ctx.pool, {
    ...given,
    clientId,
    purpose: "reset-password",
    reason: "ForgotPassword",
  });
}
