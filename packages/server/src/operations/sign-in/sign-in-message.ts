import { ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { OutboxRecord } from "../../kernel/records.ts";
import { renderAuthentication } from "../../rules/messages.ts";
import type { CodeMessage } from "../../rules/sign-in/facts.ts";
import { messageTriggers, refuseTriggers } from "../../rules/unbuilt-triggers.ts";
import { sealMessage } from "../messages/queue-message.ts";
import type { CallContext, Pool } from "../operation.ts";

/**
 * The outbox row of a sign-in's code, if one is to be sent. Nobody can say here that a message will arrive, only whether there
 * is anything to send it with; if not, the sign-in cannot go on.
 */
export function prepareSignInMessage(
  ctx: CallContext,
  pool: Pool,
  message: CodeMessage | undefined,
): OutboxRecord | undefined {
  if (message === undefined) return undefined;
  const { channel, to, code } = message;
  refuseTriggers(pool.settings, messageTriggers(channel));
  if (!ctx.world.dispatch.canSend(channel)) {
    throw new ServiceError("InternalErrorException", "The code could not be sent.", "no_sender");
  }
  return sealMessage(ctx.world, pool, {
    ...renderAuthentication(pool.settings, { channel, code }),
    id: randomUuid(ctx.world.random),
    poolId: pool.id,
    channel,
    to,
    code,
    purpose: "Authentication",
    at: ctx.now,
  });
}
