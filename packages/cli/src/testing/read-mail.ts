import { type Message, type RunningServer, systemClock } from "@poolhouse/server";

/** A message that a pool would have sent. */
export interface ReadMessage {
  readonly channel: "EMAIL" | "SMS";
  /** An address, or a number with its `+`. */
  readonly to: string;
  /** Absent from text messages. */
  readonly subject?: string;
  readonly body: string;
  /** The code or the temporary password in it, if there is one. */
  readonly code?: string;
  /** Why it was sent, e.g. `SignUp`. */
  readonly purpose: string;
  /** Milliseconds since the epoch, by the pool's clock. */
  readonly at: number;
}

/** How long a message may take, in milliseconds of the machine's time. */
const patience = 10_000;

type Mailbox = NonNullable<RunningServer["mailbox"]>;

/** Reads the mail of a pool's people. */
export class MailReader {
  readonly #mailbox: Mailbox;
  readonly #read = new Set<string>();

  constructor(mailbox: Mailbox) {
    this.#mailbox = mailbox;
  }

  /** The messages so far, newest first. */
  messages(to?: string): ReadMessage[] {
    return this.#mailbox.list(to).map(show);
  }

  /**
   * The code in the newest message with a code to somebody, each message once: after a code was read, the next call waits for
   * the next message. Nothing is asked again and again; the mailbox tells.
   *
   * @throws if none has come `within` milliseconds.
   */
  async readCode(to: string, within: number = patience): Promise<string> {
    const message = this.#takeUnread(to) ?? (await this.#awaitUnread(to, within));
    return message.code ?? "";
  }

  /** Marks the older ones as read, too: nobody types the code of a message that a newer one has followed. */
  #takeUnread(to: string): Message | undefined {
    const all = this.#mailbox.list(to).filter((message) => message.code !== undefined);
    const newest = all[0];
    if (newest === undefined || this.#read.has(newest.id)) return undefined;
    for (const { id } of all) this.#read.add(id);
    return newest;
  }

  #awaitUnread(to: string, within: number): Promise<Message> {
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    const began = systemClock.now();
    const leave = this.#mailbox.subscribe({
      changed: () => {
        const message = this.#takeUnread(to);
        if (message !== undefined) resolve(message);
      },
      ended: () => reject(new Error(`The pool stopped before a code for ${to} came.`)),
    });
    const timer = setTimeout(() => {
      reject(new Error(this.#describeNothing(to, systemClock.now() - began)));
    }, within);
    return promise.finally(() => {
      clearTimeout(timer);
      leave();
    });
  }

  /** What came to others often says what is wrong, e.g. an address in capitals. */
  #describeNothing(to: string, waited: number): string {
    const others = [...new Set(this.#mailbox.list().map((message) => message.to))];
    const heard = others.length === 0 ? "Nobody got a message." : `Messages came to ${others.join(", ")}.`;
    return `No new code for ${to} came within ${Math.round(waited)} ms. ${heard}`;
  }
}

function show({ channel, to, subject, body, code, purpose, at }: Message): ReadMessage {
  return {
    channel,
    to,
    ...(subject !== undefined && { subject }),
    body,
    ...(code !== undefined && { code }),
    purpose,
    at,
  };
}
