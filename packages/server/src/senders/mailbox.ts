import type { Message, Sender } from "../ports/sender.ts";

const limit = 1_000;

/** Messages kept for a developer to read instead of being delivered. */
export interface Mailbox {
  /** The messages, newest first; with `to` only those sent to that address or number. */
  list(to?: string): Message[];
  clear(): void;
}

/** A sender for development and tests: it delivers both channels into memory and keeps the newest thousand messages. */
export function createMailbox(): Sender & Mailbox {
  let messages: Message[] = [];
  return {
    channels: ["EMAIL", "SMS"],
    send(message) {
      messages.unshift(message);
      if (messages.length > limit) messages.pop();
      return Promise.resolve();
    },
    list: (to) => messages.filter((message) => to === undefined || message.to === to),
    clear: () => {
      messages = [];
    },
  };
}
