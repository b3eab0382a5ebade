/**
 * The senders room: gateways, and the delivery loop that carries messages from the outbox to them.
 *
 * Messages are written with the change they belong to and sent after the answer, so a slow gateway slows nobody. A message
 * is claimed before it is sent: claimed, it is hidden from other processes for a while, longer than any attempt may take,
 * and comes back by itself if this process dies. It is therefore offered at least once, and never by two at a time; a
 * gateway that knows the message's id takes it once.
 */
import { type Clock, day, hour, minute, second } from "../kernel/clock.ts";
import type { OutboxRecord } from "../kernel/records.ts";
import { openFromOutbox } from "../kernel/sealed-message.ts";
import type { RootKey } from "../kernel/secret-keys.ts";
import type { MessageLimits } from "../kernel/message-limits.ts";
import {
  DeliveryUncertain,
  type Dispatch,
  GatewayPaused,
  type Message,
  MessageRefused,
  type Sender,
} from "../ports/sender.ts";
import type { Store } from "../ports/store.ts";
import { maskDestination } from "../rules/messages.ts";

export interface DeliveryParts {
  store: Pick<Store, "outbox" | "pools">;
  rootKey: RootKey;
  /** The first that delivers a channel gets its messages. */
  senders: readonly Sender[];
  /** Told to the use cases, which hold to them; absent where messages do not leave the house. */
  limits?: MessageLimits | undefined;
  /** Delivers the messages that name a function of their pool's; absent where there are no triggers. */
  triggerSender?: Pick<Sender, "send"> | undefined;
  clock: Clock;
  log: DeliveryLog;
  /** Counts how each offer ended; for metrics. */
  count?: ((channel: Message["channel"], outcome: OfferOutcome) => void) | undefined;
}

/** How an offer of a message ended: taken, to be tried again, or dropped in one of three ways. */
type OfferOutcome = "delivered" | "postponed" | "refused" | "uncertain" | "expired";

/** Where failures are told; pino fits. */
export interface DeliveryLog {
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}

export interface Delivery extends Dispatch {
  /** Looks for due messages now and every few seconds. */
  start(): void;
  /** Takes no further messages and resolves when those under way are done. */
  stop(): Promise<void>;
  /** Resolves when nothing is under way and nothing was due; for tests and for draining. */
  idle(): Promise<void>;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** How many messages are under way at a time. */
const parallel = 8;
/** One attempt may take this long… */
const attemptLimit: number = 2 * minute;
/** …and a claimed message is hidden from other processes for this long. */
const hiding: number = 5 * minute;
/** The waiting time after the first, second, … failure; the last is repeated. */
const delays: readonly number[] = [5 * second, 30 * second, 2 * minute, 10 * minute, hour];
const shortestDelay: number = 5 * second;
/** Nobody waits for a code that is a day old. */
const lifetime: number = day;
const pollInterval: number = 5 * second;

/** The delivery loop over an outbox. It works when woken, and from `start()` on by itself. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { store, clock, log } = parts;
  const failures: Failures = new Map();
  const underWay = new Set<Promise<void>>();
  let pumping: Promise<void> | undefined;
  let wokenAgain = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  /** Claims what is due until nothing is, never more than may be under way. */
  async function pump(): Promise<void> {
    while (!stopped) {
      const free = parallel - underWay.size;
      if (free === 0) {
        await Promise.race(underWay);
        continue;
      }
      const now = clock.now();
      const claimed = await store.outbox.claim({ now, until: now + hiding, limit: free });
      for (const record of claimed) track(deliver({ ...parts, failures }, record));
      if (claimed.length < free) return;
    }
  }

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  function wake(): void {
    if (stopped) return;
    wokenAgain = pumping !== undefined;
    // Not before the answer of whoever wakes it: looking for messages would delay it for somebody, and not for nobody.
    pumping ??= nextTurn()
      .then(pump)
      .catch((error: unknown) => log.error({ error }, "the outbox could not be read; it is tried again soon"))
      .finally(() => {
        pumping = undefined;
        if (wokenAgain) wake();
      });
  }

  async function idle(): Promise<void> {
    while (pumping !== undefined || underWay.size > 0) await Promise.all([pumping, ...underWay]);
  }

  return {
    limits: parts.limits,
    canSend: (channel) => senderOf(parts, channel) !== undefined,
    failureOf: (channel) => failures.get(channel),
    alarm: createAlarm(parts),
    // Nobody waits for it, not even a stop.
    check: () => void checkSenders({ ...parts, failures }),
    wake,
    idle,
    start() {
      timer ??= setInterval(wake, pollInterval).unref();
      wake();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await idle();
    },
  };
}

function senderOf(parts: DeliveryParts, channel: Message["channel"]): Sender | undefined {
  return parts.senders.find((sender) => sender.channels.includes(channel));
}

/** Why the last message of a channel was not taken. */
type Failures = Map<Message["channel"], string>;

/** One line an hour for each reason: an attack must not fill the log. */
function createAlarm({ clock, log }: Pick<DeliveryParts, "clock" | "log">): (reason: string) => void {
  const quietUntil = new Map<string, number>();
  return (reason) => {
    const now = clock.now();
    if (now < (quietUntil.get(reason) ?? 0)) return;
    quietUntil.set(reason, now + hour);
    log.warn({ reason }, "text messages are held back because a limit for the whole installation is reached");
  };
}

/** Asks every gateway whether it would take messages. Never rejects. */
async function checkSenders(parts: DeliveryParts & { failures: Failures }): Promise<void> {
  for (const sender of parts.senders) {
    try {
      await sender.check?.();
    } catch (error) {
      const failure = describeFailure(error, undefined);
      for (const channel of sender.channels) parts.failures.set(channel, failure);
      parts.log.warn({ channels: sender.channels, failure }, "a gateway does not take messages");
    }
  }
}

/** One attempt at one message. Never rejects: what fails is tried again later, unless that cannot help or would send twice. */
async function deliver(parts: DeliveryParts & { failures: Failures }, record: OutboxRecord): Promise<void> {
  const { clock, failures, log, store } = parts;
  const facts = { messageId: record.id, poolId: record.poolId, attempts: record.attempts };
  let message: Message | undefined;
  try {
    message = await openMessage(parts, record);
    if (message === undefined) log.error(facts, "a message could not be opened and is dropped");
    else if ((message.validUntil ?? Number.POSITIVE_INFINITY) <= clock.now()) {
      parts.count?.(message.channel, "expired");
      log.warn({ ...facts, ...describePlace(message) }, "a message is out of date and is dropped");
    } else {
      await attempt(parts, message);
      parts.count?.(message.channel, "delivered");
      if (message.trigger === undefined) failures.delete(message.channel);
    }
    await store.outbox.remove(record.id);
  } catch (error) {
    const failure = describeFailure(error, message);
    const told = { ...facts, failure, ...(message && describePlace(message)) };
    const isTheGateway = !(error instanceof MessageRefused || error instanceof GatewayPaused);
    if (message !== undefined && message.trigger === undefined && isTheGateway)
      failures.set(message.channel, failure);
    await settle(parts, record, { error, told, message });
  }
}

interface Failed {
  error: unknown;
  /** For the log. */
  told: object;
  /** Undefined if it could not be opened. */
  message: Message | undefined;
}

/** After a failure: drops what must not be offered again, and puts the rest back. */
async function settle(parts: DeliveryParts, record: OutboxRecord, failed: Failed): Promise<void> {
  const { error, told } = failed;
  const words = reasonToDrop(error);
  if (words === undefined) return postpone(parts, record, failed);
  countFailure(parts, failed, error instanceof MessageRefused ? "refused" : "uncertain");
  parts.log.warn(told, words);
  try {
    await parts.store.outbox.remove(record.id);
  } catch (cause) {
    parts.log.error({ ...told, error: cause }, "the outbox could not be written");
  }
}

function countFailure(parts: DeliveryParts, { message }: Failed, outcome: OfferOutcome): void {
  if (message !== undefined) parts.count?.(message.channel, outcome);
}

function reasonToDrop(error: unknown): string | undefined {
  if (error instanceof MessageRefused) return "a message was refused by the gateway and is dropped";
  if (error instanceof DeliveryUncertain)
    return "a message may have been delivered or not; it is dropped so that it is not sent twice";
  return undefined;
}

/** Puts a message back, or drops it if nobody waits for it any more. */
async function postpone(parts: DeliveryParts, record: OutboxRecord, failed: Failed): Promise<void> {
  const { clock, log, store } = parts;
  const { error, told } = failed;
  const next =
    error instanceof GatewayPaused ? error.until : clock.now() + delayOf(record, failed, clock.now());
  const isTooLate = next > record.createdAt + lifetime;
  countFailure(parts, failed, isTooLate ? "expired" : "postponed");
  if (isTooLate) log.error(told, "a message could not be delivered for a day and is dropped");
  else log.warn(told, "a message could not be delivered; it is tried again later");
  try {
    await (isTooLate ? store.outbox.remove(record.id) : store.outbox.retry(record.id, next));
  } catch (cause) {
    // The claim ends by itself, so the message is not lost.
    log.error({ ...told, error: cause }, "the outbox could not be written");
  }
}

/** Longer after each attempt, but never so long that a code's time is over before there were a few more. */
function delayOf(record: OutboxRecord, { message }: Failed, now: number): number {
  const delay = delays[record.attempts - 1] ?? hour;
  if (message?.validUntil === undefined) return delay;
  return Math.min(delay, Math.max(Math.floor((message.validUntil - now) / 4), shortestDelay));
}

async function openMessage(parts: DeliveryParts, record: OutboxRecord): Promise<Message | undefined> {
  const pool = await parts.store.pools.find(record.poolId);
  if (pool === undefined) return undefined;
  const keys = parts.rootKey.openPoolKeys(pool.id, pool.wrappedKey);
  // What opens was sealed by this service, from a Message.
  return openFromOutbox(keys, record) as Message | undefined;
}

async function attempt(parts: DeliveryParts, message: Message): Promise<void> {
  const sender = message.trigger === undefined ? senderOf(parts, message.channel) : parts.triggerSender;
  if (sender === undefined) throw new Error(`no sender delivers ${message.channel}`);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("the gateway took too long")), attemptLimit).unref();
  try {
    await Promise.race([sender.send(message), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a log may know of a message. */
function describePlace({ channel, to, purpose }: Message): object {
  return { to: maskDestination(channel, to), channel, purpose };
}

/** What a log may know of a failure: gateways repeat addresses, numbers without their plus sign, and texts in their answers. */
function describeFailure(error: unknown, message: Message | undefined): string {
  const text = error instanceof Error ? error.message : String(error);
  if (message === undefined) return text;
  const { channel, to, body, code } = message;
  const masked = text.replaceAll(body, "***").replaceAll(to, maskDestination(channel, to));
  const withoutNumber = channel === "SMS" ? masked.replaceAll(to.slice(1), "***") : masked;
  return code ? withoutNumber.replaceAll(code, "***") : withoutNumber;
}
