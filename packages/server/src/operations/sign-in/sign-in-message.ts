/**
 * The message that carries a sign-in's code: prepared before the transaction that asks for the code, charged against the limits
 * and queued inside it.
 */
import { minute } from "../../kernel/clock.ts";
import { ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { OutboxRecord, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { fillWording } from "../../rules/message-wording.ts";
import type { CodeMessage } from "../../rules/sign-in/facts.ts";
import {
  makeCharges,
  prepareCharges,
  type PreparedCharges,
  unvouchedAddress,
} from "../messages/charge-message.ts";
import { chooseWording, hasTemplates } from "../messages/choose-wording.ts";
import { sealMessage } from "../messages/queue-message.ts";
import type { CallContext, Pool } from "../operation.ts";
import { canDeliver, customSenderCall, hasMessageTriggers } from "../triggers/message-triggers.ts";
import type { Place } from "./facts.ts";

/** No sign-in waits longer for its code (contract: AuthSessionValidity). */
const longestSession = 15 * minute;

/** A message with what it uses up; a stand-in's is made and never sent, because making it takes time. */
export interface PreparedMessage {
  readonly row: OutboxRecord;
  readonly isDecoy: boolean;
  readonly charges: PreparedCharges;
}

/** A code to send, to whom, and whether the person has proven a factor before. */
interface SignInMessage {
  readonly message: CodeMessage;
  readonly sub: string;
  readonly isFirstFactor: boolean;
}

/** Throws InternalErrorException if nothing can send it; whether it arrives nobody can say here. */
export async function prepareSignInMessage(
  ctx: CallContext,
  { pool, client }: Place,
  given: SignInMessage,
): Promise<PreparedMessage> {
  const { channel, to, code, isDecoy } = given.message;
  if (!canDeliver(ctx, pool, channel)) throw notSent("no_sender");
  const user = await findReader(ctx, pool, { ...given, channel, isDecoy });
  const told = user && ({ user, reason: "Authentication", channel, clientId: client.id } as const);
  const purpose = given.isFirstFactor ? "OneTimePassword" : "Authentication";
  const wording = await chooseWording(ctx, pool, { channel, purpose, told, user });
  const text = fillWording(pool.settings, wording, { channel, values: { code } });
  const ip = given.isFirstFactor ? unvouchedAddress(ctx) : undefined;
  const charges = prepareCharges(ctx, pool, {
    channel,
    to,
    subject: given.sub,
    ip,
    body: text.body,
    isDecoy,
  });
  const addressed = { id: randomUuid(ctx.world.random), poolId: pool.id, channel, to, code };
  const message = {
    ...text,
    ...addressed,
    trigger: told && customSenderCall(ctx, pool, { ...told, code }),
    purpose: "Authentication",
    at: ctx.now,
    validUntil: ctx.now + longestSession,
  };
  return { row: sealMessage(ctx.world, pool, message), isDecoy, charges };
}

/** Whom the message is for, as far as its words depend on it. Templates are looked up for a stand-in, too; triggers are not asked. */
async function findReader(
  { world }: CallContext,
  pool: Pool,
  { sub, channel, isDecoy }: { sub: string; channel: CodeMessage["channel"]; isDecoy?: boolean | undefined },
): Promise<UserRecord | undefined> {
  const isAsked = hasTemplates(pool) || (!isDecoy && hasMessageTriggers(pool.settings, channel));
  return isAsked ? world.store.users.find(pool.id, sub) : undefined;
}

/**
 * In the transaction: charges the message and queues it.
 *
 * @throws TooManyRequestsException beyond a limit that waiting helps with; InternalErrorException if it cannot be sent at all.
 *   The operations of a sign-in declare no error of their own for either.
 */
export async function queueSignInMessage(tx: StoreVerbs, prepared: PreparedMessage): Promise<void> {
  const { row, isDecoy, charges } = prepared;
  const refusal = await makeCharges(tx, charges);
  if (refusal?.type === "LimitExceededException") {
    throw new ServiceError("TooManyRequestsException", "Rate exceeded", refusal.reason);
  }
  if (refusal !== undefined) throw notSent(refusal.reason);
  // A stand-in costs a row, too: a transaction that writes nothing is over sooner. This one is stale at once.
  if (isDecoy) await tx.consumed.consume(row.poolId, row.id, row.createdAt);
  else await tx.outbox.add(row);
}

function notSent(reason: string): ServiceError {
  return new ServiceError("InternalErrorException", "The code could not be sent.", reason);
}
