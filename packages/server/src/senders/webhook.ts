import type { Clock } from "../kernel/clock.ts";
import { signWebhook } from "../kernel/webhook-signature.ts";
import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import { askGateway, type GatewayAnswer, statusFailure } from "./http-gateway.ts";

export interface WebhookOptions {
  url: string;
  /** Signs every request; the receiver has it too. */
  secret: string;
  channel: Message["channel"];
  /** The sender of e-mails of pools that name none. */
  from?: string | undefined;
  clock: Clock;
  /** Milliseconds to wait for an answer. */
  patience?: number;
}

/** Answers that say that repeating the request cannot help (RFC 9110 section 15.5, RFC 4918 section 11.2). */
const forGood = new Set([400, 410, 413, 415, 422]);

/**
 * Hands messages of one channel to any server that can take a signed POST. The message's id is its idempotency key: whatever went
 * wrong, the same message is offered again under the same key until it is taken, so none is lost, and the receiver drops
 * the second of two.
 */
export function createWebhookSender(options: WebhookOptions): Sender {
  return {
    channels: [options.channel],
    async send(message) {
      const { status } = await post(options, { id: message.id, body: describeMessage(options, message) });
      if (isTaken(status)) return;
      throw forGood.has(status)
        ? new MessageRefused(`the gateway answered HTTP ${status}`)
        : statusFailure(status);
    },
    /** A message of no kind, which a receiver acknowledges and forgets. */
    async check() {
      const { status } = await post(options, { id: "check", body: JSON.stringify({ type: "check" }) });
      if (!isTaken(status)) throw statusFailure(status);
    },
  };
}

const isTaken = (status: number): boolean => status >= 200 && status < 300;

function describeMessage(options: WebhookOptions, message: Message): string {
  const { id, poolId, channel, to, from = options.from, replyTo, subject, body, html } = message;
  const { code, purpose, at } = message;
  const texts = { subject, body, html };
  return JSON.stringify({
    type: "message",
    id,
    poolId,
    channel,
    to,
    from,
    replyTo,
    ...texts,
    code,
    purpose,
    at,
  });
}

async function post(options: WebhookOptions, given: { id: string; body: string }): Promise<GatewayAnswer> {
  const { url, secret, clock, patience } = options;
  const { id, body } = given;
  const headers = {
    "content-type": "application/json",
    "idempotency-key": id,
    ...signWebhook({ secret, id, now: clock.now(), body }),
  };
  try {
    return await askGateway({ url, headers, body, patience });
  } catch (error) {
    // Under the same key a repetition does no harm.
    throw error instanceof DeliveryUncertain ? new Error(error.message) : error;
  }
}
