/**
 * The triggers around messages: CustomMessage words one before it is sent; a custom sender carries it in place of a gateway,
 * from the outbox, so that nobody waits for it.
 */
import type { UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import type { Message } from "../../ports/sender.ts";
import { sendsLink } from "../../rules/messages.ts";
import type { MessageTexts } from "../../rules/message-wording.ts";
import {
  codeParameter,
  escapeForSender,
  linkParameter,
  readCustomTexts,
  textsOf,
  usernameParameter,
} from "../../rules/triggers/custom-messages.ts";
import { buildEvent, userAttributesFor } from "../../rules/triggers/events.ts";
import { type MessageReason, senderTrigger, triggerAddress } from "../../rules/triggers/names.ts";
import type { CallContext, Pool } from "../operation.ts";
import { runTrigger } from "./run-trigger.ts";

/** A message to a user, as triggers hear of it. */
export interface TriggeredMessage {
  readonly user: Pick<UserRecord, "sub" | "username" | "attributes" | "status">;
  readonly reason: MessageReason;
  readonly channel: Message["channel"];
  /** Absent where an operator acts. */
  readonly clientId?: string | undefined;
}

/** Whether something can deliver this pool's messages of a channel: a function of the pool's, or a gateway. */
export function canDeliver(ctx: CallContext, pool: Pool, channel: Message["channel"]): boolean {
  return hasSender(pool.settings, channel) || ctx.world.dispatch.canSend(channel);
}

/** Whether any trigger has to do with messages of a channel. */
export function hasMessageTriggers(settings: PoolSettings, channel: Message["channel"]): boolean {
  return hasSender(settings, channel) || triggerAddress(settings, "CustomMessage") !== undefined;
}

/** Whether a function of the pool's delivers this channel. */
export function hasSender(settings: PoolSettings, channel: Message["channel"]): boolean {
  return triggerAddress(settings, senderTrigger(channel)) !== undefined;
}

/**
 * The texts that CustomMessage gives for one message; undefined where the pool's own stay. The function sees placeholders,
 * never a code. It is not asked where a custom sender writes the message itself.
 */
export async function wordMessage(
  ctx: CallContext,
  pool: Pool,
  message: TriggeredMessage,
): Promise<MessageTexts | undefined> {
  const { user, reason, channel, clientId } = message;
  if (hasSender(pool.settings, channel)) return undefined;
  const isInvitation = reason === "AdminCreateUser";
  const isLink = sendsLink(pool.settings, { channel, purpose: reason });
  const response = await runTrigger(ctx, pool, {
    name: "CustomMessage",
    source: reason,
    clientId,
    userName: user.username,
    request: {
      userAttributes: userAttributesFor(user),
      codeParameter,
      usernameParameter: isInvitation ? usernameParameter : undefined,
      linkParameter: isLink ? linkParameter : undefined,
      clientMetadata: ctx.clientMetadata,
    },
  });
  if (response === undefined) return undefined;
  const placeholders = [isLink ? linkParameter : codeParameter, ...(isInvitation ? [usernameParameter] : [])];
  return textsOf(readCustomTexts(pool.settings, response, { channel, placeholders }));
}

/** The call that takes the place of a gateway; undefined if the pool has no custom sender for the channel. */
export function customSenderCall(
  ctx: CallContext,
  pool: Pool,
  message: TriggeredMessage & { code: string },
): Message["trigger"] {
  const { user, reason, channel, clientId, code } = message;
  const name = senderTrigger(channel);
  const address = triggerAddress(pool.settings, name);
  if (address === undefined) return undefined;
  const event = buildEvent({
    name,
    source: reason,
    poolId: pool.id,
    clientId,
    userName: user.username,
    request: {
      type: channel === "EMAIL" ? "customEmailSenderRequestV1" : "customSMSSenderRequestV1",
      // A temporary password may hold what a template would take for markup.
      code: reason === "AdminCreateUser" ? escapeForSender(code) : code,
      clientMetadata: ctx.clientMetadata,
      userAttributes: userAttributesFor(user),
    },
  });
  return { address, event };
}
