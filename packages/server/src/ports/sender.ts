import type { TriggerEvent } from "../kernel/trigger-event.ts";
import type { MessageLimits } from "../kernel/message-limits.ts";

/** A message as data; rendering is done, delivery is not. */
export interface Message {
  id: string;
  poolId: string;
  channel: "EMAIL" | "SMS";
  to: string;
  from?: string | undefined;
  replyTo?: string | undefined;
  subject?: string | undefined;
  /** Plain text. */
  body: string;
  /** The body as HTML; e-mail only. */
  html?: string | undefined;
  /** The code or temporary password inside the body, for the development mailbox's copy button. */
  code?: string | undefined;
  /** Why it is sent, e.g. `SignUp`, `ResendCode`, `AdminCreateUser`. */
  purpose: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** The pool's own function that delivers it in place of a gateway, and what that is handed: its request holds the code. */
  trigger?: { address: string; event: TriggerEvent } | undefined;
  /** When what it says is of no use any more: it is not sent after that instant. */
  validUntil?: number | undefined;
}

/** A gateway for one channel or several. */
export interface Sender {
  /** The channels this sender delivers. */
  readonly channels: readonly Message["channel"][];
  /** Resolves when the gateway has taken the message; rejects if it has not. */
  send(message: Message): Promise<void>;
  /** Proves that the gateway is there and takes our credentials, without sending anything; rejects with what is wrong. */
  check?(): Promise<void>;
  /** Lets connections go. */
  close?(): void;
}

/** The gateway will never take this message, so it is not offered again: e.g. the number does not exist. */
export class MessageRefused extends Error {
  override name = "MessageRefused";
}

/**
 * The gateway may or may not have taken the message, and offering it again could send it twice. Senders whose gateways tell
 * repetitions by the message's id never throw this.
 */
export class DeliveryUncertain extends Error {
  override name = "DeliveryUncertain";
}

/** The gateway is left alone until an instant; the message was not offered to it. */
export class GatewayPaused extends Error {
  override name = "GatewayPaused";
  readonly until: number;

  constructor(until: number) {
    super("the gateway has failed too often and is left alone for a while");
    this.until = until;
  }
}

/** Where use cases leave messages. They are stored with the change they belong to and sent after the answer. */
export interface Dispatch {
  /** Whether anything can deliver this channel; known before a code is made. */
  canSend(channel: Message["channel"]): boolean;
  /** What limits messages that leave the house; absent where they do not, as with the development mailbox. */
  readonly limits?: MessageLimits | undefined;
  /**
   * Why this process's gateway did not take the channel's last message, or refused our credentials; undefined after one
   * that it took.
   */
  failureOf?(channel: Message["channel"]): string | undefined;
  /** Tells the operator, not more than once an hour for each reason, that messages are held back. */
  readonly alarm?: ((reason: string) => void) | undefined;
  /** Looks whether the gateways take our credentials, in the background; what is wrong, {@link failureOf} tells. */
  check?(): void;
  /** Tells the delivery loop that the outbox has something new. Never waits. */
  wake(): void;
}
