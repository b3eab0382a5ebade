import type { Message, RunningServer } from "@poolhouse/server";

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

/** Which message is waited for. */
interface Wanted {
  readonly within: number | undefined;
  readonly isWanted: (message: Message) => boolean;
}

/** How long a message may take, in milliseconds of the machine's time. */
const patience = 10_000;

type Mailbox = NonNullable<RunningServer["mailbox"]>;

/** Reads the mail of a pool's people. */
export class MailReader {
  readonly #mailbox: Mailbox;
  readonly #seen = new Set<string>();

  constructor(mailbox: Mailbox) {
    this.#mailbox = mailbox;
  }

  /** The messages so far, newest first. */
  messages(to?: string): ReadMessage[] {
    return this.#mailbox.list(to).map(show);
  }

  /**
   * The newest message to somebody that was not read yet; waits until there is one. Nothing is asked again and again: the mailbox
   * tells. Older ones count as read, too.
   *
   * @throws if none has come `within` milliseconds.
   */
  readMessage(to: string, within?: number): Promise<ReadMessage> {
    return this.#read(to, { within, isWanted: () => true }).then(show);
  }

  /** The same for messages with a code; answers the code. */
  async readCode(to: string, within?: number): Promise<string> {
    const { code = "" } = await this.#read(to, { within, isWanted: ({ code: it }) => it !== undefined });
    return code;
  }

  async #read(to: string, wanted: Wanted): Promise<Message> {
    return this.#takeUnread(to, wanted) ?? this.#awaitUnread(to, wanted);
  }

  /** Marks the older ones, too: nobody types the code of a message that a newer one has followed. */
  #takeUnread(to: string, { isWanted }: Wanted): Message | undefined {
    const all = this.#mailbox.list(to).filter(isWanted);
    const newest = all[0];
    if (newest === undefined || this.#seen.has(newest.id)) return undefined;
    for (const { id } of all) this.#seen.add(id);
    return newest;
  }

  #awaitUnread(to: string, wanted: Wanted): Promise<Message> {
    const { within = patience } = wanted;
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    const leave = this.#mailbox.subscribe({
      changed: () => {
        const message = this.#takeUnread(to, wanted);
        if (message !== undefined) resolve(message);
      },
      ended: () => reject(new Error(`The pool stopped before a message to ${to} came.`)),
    });
    const timer = setTimeout(() => reject(new Error(this.#describeNothing(to, within))), within);
    return promise.finally(() => {
      clearTimeout(timer);
      leave();
    });
  }

  /** What came to others often says what is wrong, e.g. an address in capitals. */
  #describeNothing(to: string, waited: number): string {
    const others = [...new Set(this.#mailbox.list().map((message) => message.to))];
    const heard = others.length === 0 ? "Nobody got a message." : `Messages came to ${others.join(", ")}.`;
    return `Nothing new for ${to} came within ${waited} ms. ${heard}`;
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
