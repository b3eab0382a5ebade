/**
 * Charging a message against the limits before it is queued. To be called in the transaction that adds the message to the
 * outbox, so that what is charged is sent and what is sent is charged.
 */
import { hmacSha256 } from "../../kernel/digests.ts";
import type { ServiceError } from "../../kernel/errors.ts";
import type { UsageStore } from "../../ports/store.ts";
import {
  type MessageCharge,
  type MessagePlan,
  type MessageRequest,
  planMessage,
  refusalOf,
} from "../../rules/message-limits.ts";
import type { CallContext, Pool } from "../operation.ts";

/** What charging needs of a transaction. */
export interface ChargeStore {
  readonly usage: Pick<UsageStore, "charge">;
}

/** A message's charges, ready to be made. */
export interface PreparedCharges {
  readonly plan: MessagePlan;
  readonly poolId: string;
  readonly now: number;
  /** What is stored for a number or an address of a caller. */
  readonly hide: (text: string) => string;
  /** Told when a limit is reached that somebody should look into. */
  readonly alarm?: ((reason: string) => void) | undefined;
}

/**
 * Charges a message against all limits that concern it: how often a number, a user, an address and a range of numbers get
 * one, which countries may, and what all of them cost.
 *
 * @throws LimitExceededException if it is too soon; CodeDeliveryFailureException if it cannot be sent at all or the money
 * is spent. An operation that declares neither answers with what it has (contract: sign-in errors).
 * @example
 * await store.transaction(async (tx) => {
 *   await chargeMessage(ctx, pool, { tx, channel: "SMS", to, subject: user.sub, body });
 *   await tx.outbox.add(row);
 * });
 */
export async function chargeMessage(
  ctx: CallContext,
  pool: Pool,
  message: MessageRequest & { tx: ChargeStore },
): Promise<void> {
  const refusal = await makeCharges(message.tx, prepareCharges(ctx, pool, message));
  if (refusal !== undefined) throw refusal;
}

/** What a message will be charged with; nothing is charged yet. */
export function prepareCharges(ctx: CallContext, pool: Pool, request: MessageRequest): PreparedCharges {
  return {
    plan: planMessage(ctx.world.dispatch.limits, request),
    poolId: pool.id,
    now: ctx.now,
    alarm: ctx.world.dispatch.alarm,
    hide: (text) => hmacSha256(pool.keys.for("attempts"), `message|${text}`).toString("hex"),
  };
}

/**
 * Makes the charges, and answers the refusal of the first that goes beyond its limit. What others share is charged last and one
 * by one, so that a message that something else stands against takes nothing from them.
 */
export async function makeCharges(
  tx: ChargeStore,
  prepared: PreparedCharges,
): Promise<ServiceError | undefined> {
  const { plan } = prepared;
  if (plan.refusal !== undefined) return plan.refusal;
  const charge = async (each: MessageCharge): Promise<MessageCharge | undefined> =>
    (await tx.usage.charge(storedCharge(prepared, each))) ? undefined : each;
  const own = plan.charges.filter((each) => !isShared(each));
  // At once: in a transaction, every turn that is waited for is one in which others may collide with it.
  const refused = (await Promise.all(own.map(charge))).find((each) => each !== undefined);
  if (refused !== undefined) return refusalOf(refused);
  for (const shared of plan.charges.filter(isShared)) {
    if ((await charge(shared)) !== undefined) return refuseShared(prepared, shared);
  }
  return undefined;
}

/** Whether people who have nothing to do with each other are counted together. */
function isShared({ by }: MessageCharge): boolean {
  return by === "ip" || by === "range" || by === "money";
}

/** What the whole installation shares is not used up by one person's impatience. */
function refuseShared({ alarm }: PreparedCharges, charge: MessageCharge): ServiceError {
  const refusal = refusalOf(charge);
  if (charge.scope === "installation") alarm?.(refusal.reason);
  return refusal;
}

/** The caller's address if nobody has vouched for the caller yet: neither a token nor an operator key. */
export function unvouchedAddress(ctx: CallContext): string | undefined {
  return "operator" in ctx || "claims" in ctx ? undefined : ctx.ipAddress;
}

/** No pool has this id; what all pools share is counted under it. */
const installation = "*";

function storedCharge(
  { poolId, now, hide }: PreparedCharges,
  charge: MessageCharge,
): Parameters<UsageStore["charge"]>[0] {
  const { scope, by, subject, action, window, limit, amount } = charge;
  return {
    poolId: scope === "installation" ? installation : poolId,
    subject: by === "number" || by === "ip" ? hide(subject) : subject,
    action,
    now,
    window,
    limit,
    amount,
    isShared: isShared(charge),
  };
}
