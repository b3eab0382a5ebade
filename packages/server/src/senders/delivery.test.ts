import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { day, hour, minute, second } from "../kernel/clock.ts";
import { systemRandom } from "../kernel/random.ts";
import { sealForOutbox } from "../kernel/sealed-message.ts";
import { RootKey } from "../kernel/secret-keys.ts";
import { DeliveryUncertain, type Message, MessageRefused, type Sender } from "../ports/sender.ts";
import type { Store } from "../ports/store.ts";
import { openStore } from "../store/open.ts";
import { createDelivery, type Delivery } from "./delivery.ts";

const start = 1_772_355_907_000;
const poolId = "eu-west-1_Abc123XyZ";
const rootKey = new RootKey(randomBytes(32));
const wrappedKey = rootKey.createPoolKey(poolId, systemRandom);

/** A gateway that a test can break and hold up. */
class Gateway implements Sender {
  channels: Sender["channels"] = ["EMAIL"];
  readonly sent: Message[] = [];
  failure: string | undefined;
  /** Thrown as it is. */
  error: Error | undefined;
  offered = 0;
  hold: Promise<void> = Promise.resolve();
  busy = 0;
  busiest = 0;

  async send(message: Message): Promise<void> {
    this.offered += 1;
    this.busy += 1;
    this.busiest = Math.max(this.busiest, this.busy);
    await this.hold;
    this.busy -= 1;
    if (this.error !== undefined) throw this.error;
    if (this.failure !== undefined) throw new Error(this.failure);
    this.sent.push(message);
  }
}

let store: Store;
let gateway: Gateway;
let time: number;
let logged: { level: string; facts: object; text: string }[];
let delivery: Delivery;

const newDelivery = (): Delivery =>
  createDelivery({
    store,
    rootKey,
    senders: [gateway],
    clock: { now: () => time },
    log: {
      warn: (facts, text) => logged.push({ level: "warn", facts, text }),
      error: (facts, text) => logged.push({ level: "error", facts, text }),
    },
  });

async function queue(id: string, change: Partial<Message> = {}): Promise<void> {
  const message: Message = {
    id,
    poolId,
    channel: "EMAIL",
    to: "ada@example.com",
    body: "Your code is 012345",
    code: "012345",
    purpose: "SignUp",
    at: time,
    ...change,
  };
  const sealedMessage = sealForOutbox(rootKey.openPoolKeys(poolId, wrappedKey), message, systemRandom);
  await store.outbox.add({ id, poolId, sealedMessage, createdAt: time, nextAttemptAt: time, attempts: 0 });
}

async function run(): Promise<void> {
  delivery.wake();
  await delivery.idle();
}

beforeEach(async () => {
  store = await openStore("sqlite::memory:");
  const times = { createdAt: start, modifiedAt: start };
  await store.pools.insert({ id: poolId, name: "pool", settings: {}, wrappedKey, version: 1, ...times });
  gateway = new Gateway();
  time = start;
  logged = [];
  delivery = newDelivery();
});

afterEach(async () => {
  await delivery.stop();
  await store.close();
});

describe("delivery", () => {
  it("carries a message to its gateway and forgets it", async () => {
    await queue("1");
    await run();
    expect(gateway.sent).toMatchObject([{ id: "1", to: "ada@example.com", body: "Your code is 012345" }]);
    expect(await store.outbox.count()).toBe(0);
  });

  it("knows which channels it can deliver", () => {
    expect(delivery.canSend("EMAIL")).toBe(true);
    expect(delivery.canSend("SMS")).toBe(false);
  });

  it("carries what is queued while it works", async () => {
    const gate = Promise.withResolvers<void>();
    gateway.hold = gate.promise;
    await queue("1");
    delivery.wake();
    await queue("2");
    delivery.wake();
    gate.resolve();
    await delivery.idle();
    expect(gateway.sent.map(({ id }) => id).toSorted()).toEqual(["1", "2"]);
  });

  it("has few messages under way at a time, and carries all of many", async () => {
    for (let id = 0; id < 30; id += 1) await queue(String(id));
    await run();
    expect(gateway.sent).toHaveLength(30);
    expect(gateway.busiest).toBeLessThanOrEqual(8);
  });

  it("tries again after a failure, with growing delays", async () => {
    gateway.failure = "greylisted";
    await queue("1");
    await run();
    for (const delay of [5 * second, 30 * second, 2 * minute, 10 * minute, hour, hour]) {
      const before = logged.length;
      time += delay - 1;
      await run();
      expect(logged).toHaveLength(before);
      time += 1;
      await run();
      expect(logged).toHaveLength(before + 1);
    }
    gateway.failure = undefined;
    time += hour;
    await run();
    expect(gateway.sent).toHaveLength(1);
    expect(await store.outbox.count()).toBe(0);
  });

  it("gives up after a day, with an error", async () => {
    gateway.failure = "550 no such mailbox";
    await queue("1");
    while (time <= start + day + hour && (await store.outbox.count()) > 0) {
      await run();
      time += hour;
    }
    expect(await store.outbox.count()).toBe(0);
    expect(logged.at(-1)).toMatchObject({ level: "error", text: expect.stringContaining("dropped") });
  });

  it("tells failures without codes and addresses", async () => {
    gateway.failure = "550 <ada@example.com> unknown";
    await queue("1");
    await run();
    expect(logged).toMatchObject([
      { level: "warn", facts: { failure: "550 <a***@e***> unknown", to: "a***@e***" } },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/ada@example|012345/);
  });

  it("two processes send each message once", async () => {
    const second = newDelivery();
    for (let id = 0; id < 20; id += 1) await queue(String(id));
    delivery.wake();
    second.wake();
    await Promise.all([delivery.idle(), second.idle()]);
    expect(new Set(gateway.sent.map(({ id }) => id)).size).toBe(20);
    expect(gateway.sent).toHaveLength(20);
  });

  it("a message of a process that died comes back", async () => {
    await queue("1");
    await store.outbox.claim({ now: time, until: time + 5 * minute, limit: 1 });
    await run();
    expect(gateway.sent).toHaveLength(0);
    time += 5 * minute;
    await run();
    expect(gateway.sent).toHaveLength(1);
  });

  it("stopping finishes what is under way and takes nothing more", async () => {
    const gate = Promise.withResolvers<void>();
    gateway.hold = gate.promise;
    await queue("1");
    delivery.start();
    while (gateway.busy === 0) await new Promise((resolve) => setImmediate(resolve));
    const stopping = delivery.stop();
    await queue("2");
    delivery.wake();
    gate.resolve();
    await stopping;
    expect(gateway.sent.map(({ id }) => id)).toEqual(["1"]);
    expect(await store.outbox.count()).toBe(1);
  });

  it("drops a message that the gateway refuses for good, or may have taken", async () => {
    for (const [id, error] of [
      ["1", new MessageRefused("no such number 14255550839")],
      ["2", new DeliveryUncertain("no answer")],
    ] as const) {
      gateway.error = error;
      await queue(id, { to: "+14255550839" });
      await run();
      expect(await store.outbox.count()).toBe(0);
    }
    expect(gateway.offered).toBe(2);
    expect(logged.map(({ text }) => text)).toEqual([
      "a message was refused by the gateway and is dropped",
      "a message may have been delivered or not; it is dropped so that it is not sent twice",
    ]);
  });

  it("drops a message whose code is too old, without offering it", async () => {
    gateway.failure = "greylisted";
    await queue("1", { validUntil: start + 3 * minute });
    for (; time < start + hour; time += minute) await run();
    expect(gateway.offered).toBe(3);
    expect(await store.outbox.count()).toBe(0);
    expect(logged.at(-1)).toMatchObject({ text: "a message is out of date and is dropped" });
  });

  it("knows why a channel's last message was not taken, until one is", async () => {
    expect(delivery.failureOf?.("EMAIL")).toBeUndefined();
    gateway.failure = "535 wrong password for ada@example.com";
    await queue("1");
    await run();
    expect(delivery.failureOf?.("EMAIL")).toBe("535 wrong password for a***@e***");
    gateway.failure = undefined;
    await queue("2");
    await run();
    expect(delivery.failureOf?.("EMAIL")).toBeUndefined();
  });

  it("a message refused for its own sake says nothing about the channel", async () => {
    gateway.error = new MessageRefused("no such number");
    await queue("1");
    await run();
    expect(delivery.failureOf?.("EMAIL")).toBeUndefined();
  });

  it("tells nothing of texts and codes that a gateway repeats", async () => {
    gateway.channels = ["SMS"];
    gateway.failure = "cannot send <Your code is 012345>, code=012345, to 14255550839 (+14255550839)";
    await queue("1", { channel: "SMS", to: "+14255550839" });
    await run();
    expect(logged).toHaveLength(1);
    expect(JSON.stringify([logged, delivery.failureOf?.("SMS")])).not.toMatch(/012345|4255550839/);
  });

  it("tells once an hour that messages are held back, for each reason", () => {
    for (const reason of ["sms_budget_spent", "sms_budget_spent", "message_limit_range"])
      delivery.alarm?.(reason);
    expect(logged.map(({ facts }) => facts)).toEqual([
      { reason: "sms_budget_spent" },
      { reason: "message_limit_range" },
    ]);
    time += hour;
    delivery.alarm?.("sms_budget_spent");
    expect(logged).toHaveLength(3);
  });

  it("drops a message that was altered, with an error", async () => {
    await queue("1", { id: "another row" });
    await run();
    expect(gateway.sent).toHaveLength(0);
    expect(await store.outbox.count()).toBe(0);
    expect(logged).toMatchObject([{ level: "error" }]);
  });

  it("keeps a message that no gateway can deliver yet", async () => {
    await queue("1", { channel: "SMS", to: "+14255550839" });
    await run();
    expect(await store.outbox.count()).toBe(1);
    expect(logged).toMatchObject([{ level: "warn", facts: { to: "+*******0839" } }]);
  });
});
