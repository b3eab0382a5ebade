import type { Message, Sender } from "../ports/sender.ts";

const limit = 1_000;

/** Messages kept for a developer to read instead of being delivered. */
export interface Mailbox {
  /** The messages, newest first; with `to` only those sent to that address or number. */
  list(to?: string): Message[];
  clear(): void;
  /** Tells of changes from here on, until the answer is called. */
  subscribe(subscriber: Subscriber): () => void;
  /** Ends all subscriptions and takes no more: a server that stops must not wait for those who listen. */
  close(): void;
}

/** Somebody who wants to know when to look. */
export interface Subscriber {
  /** A message has come, or all are gone. */
  changed(): void;
  /** Nothing will be told any more. */
  ended(): void;
}

/** A sender for development and tests: it delivers both channels into memory and keeps the newest thousand messages. */
export function createMailbox(): Sender & Mailbox {
  let messages: Message[] = [];
  let isClosed = false;
  const subscribers = new Set<Subscriber>();
  const tell = (): void => {
    for (const subscriber of subscribers) subscriber.changed();
  };
  return {
    channels: ["EMAIL", "SMS"],
    send(message) {
      messages.unshift(message);
      if (messages.length > limit) messages.pop();
      tell();
      return Promise.resolve();
    },
    list: (to) => messages.filter((message) => to === undefined || message.to === to),
    clear() {
      messages = [];
      tell();
    },
    subscribe(subscriber) {
      if (isClosed) subscriber.ended();
      else subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    close() {
      isClosed = true;
      for (const subscriber of subscribers) subscriber.ended();
      subscribers.clear();
    },
  };
}
