/** A message as data; rendering is done, delivery is not. */
export interface Message {
  id: string;
  poolId: string;
  channel: "EMAIL" | "SMS";
  to: string;
  from?: string | undefined;
  replyTo?: string | undefined;
  subject?: string | undefined;
  body: string;
  /** Whether the body is HTML; plain text if absent. */
  html?: boolean | undefined;
  /** The code or temporary password inside the body, for the development mailbox's copy button. */
  code?: string | undefined;
  /** Why it is sent, e.g. `SignUp`, `ResendCode`, `AdminCreateUser`. */
  purpose: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A gateway for one channel or several. */
export interface Sender {
  /** The channels this sender delivers. */
  readonly channels: readonly Message["channel"][];
  /** Resolves when the gateway has taken the message; rejects if it has not. */
  send(message: Message): Promise<void>;
}

/** Where use cases leave messages. They are stored with the change they belong to and sent after the answer. */
export interface Dispatch {
  /** Whether anything can deliver this channel; known before a code is made. */
  canSend(channel: Message["channel"]): boolean;
  /** Tells the delivery loop that the outbox has something new. Never waits. */
  wake(): void;
}
