import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../../test/support/chance.ts";
import {
  type GatewayBehaviour,
  type HttpGateway,
  startHttpGateway,
} from "../../../../test/support/http-gateway.ts";
import { hour, minute, second } from "../kernel/clock.ts";
import { systemRandom } from "../kernel/random.ts";
import { sealForOutbox } from "../kernel/sealed-message.ts";
import { RootKey } from "../kernel/secret-keys.ts";
import type { Message, Sender } from "../ports/sender.ts";
import type { Store } from "../ports/store.ts";
import { openStore } from "../store/open.ts";
import { guardSender } from "./circuit.ts";
import { createDelivery, type Delivery } from "./delivery.ts";
import { createTwilioSender } from "./twilio.ts";
import { createWebhookSender } from "./webhook.ts";

const poolId = "eu-west-1_Abc123XyZ";
const start = 1_772_355_907_000;
const patience = 200;

let store: Store;
let gateway: HttpGateway;
let rootKey: RootKey;
let wrappedKey: string;
let now: number;
let logged: object[];
let deliveries: Delivery[];

beforeEach(async () => {
  store = await openStore("sqlite::memory:");
  gateway = await startHttpGateway({ status: 200 });
  rootKey = new RootKey(randomBytes(32));
  wrappedKey = rootKey.createPoolKey(poolId, systemRandom);
  const made = { createdAt: start, modifiedAt: start, version: 1 };
  await store.pools.insert({ id: poolId, name: "pool", settings: {}, wrappedKey, ...made });
  now = start;
  logged = [];
  deliveries = [];
});

afterEach(async () => {
  for (const delivery of deliveries) await delivery.stop();
  await gateway.close();
  await store.close();
});

const clock = { now: () => now };

function open(sender: Sender): Delivery {
  const log = { warn: (facts: object) => logged.push(facts), error: (facts: object) => logged.push(facts) };
  const delivery = createDelivery({ store, rootKey, senders: [guardSender(sender, clock)], clock, log });
  deliveries.push(delivery);
  return delivery;
}

const openWebhook = (): Delivery =>
  open(
    createWebhookSender({
      channel: "SMS",
      url: gateway.url,
      secret: "a secret for tests only",
      clock,
      patience,
    }),
  );

async function queue(id: string, validUntil = start + 10 * hour): Promise<void> {
  const to = `+4915112345${id.padStart(3, "0")}`;
  const code = `9${id.padStart(5, "0")}`;
  const facts = { poolId, channel: "SMS", purpose: "Authentication", at: start, validUntil } as const;
  const message: Message = { ...facts, id, to, code, body: `Your code is ${code}.` };
  const sealedMessage = sealForOutbox(rootKey.openPoolKeys(poolId, wrappedKey), message, systemRandom);
  await store.outbox.add({ id, poolId, sealedMessage, createdAt: now, nextAttemptAt: now, attempts: 0 });
}

async function run(delivery: Delivery): Promise<void> {
  delivery.wake();
  await delivery.idle();
}

/** The keys under which the gateway heard messages. */
const keys = (): string[] => gateway.requests.map(({ headers }) => String(headers["idempotency-key"]));

describe("F10: a gateway that cannot be relied on", () => {
  it("loses no message and gets none under two keys, whatever it does", async () => {
    const chance = seededRandom("faults");
    const faults: GatewayBehaviour[] = [{ status: 500 }, { status: 429 }, "reset", "hang", { status: 200 }];
    const behaviours = Array.from({ length: 120 }, () => faults[chance.bytes(1)[0]! % faults.length]!);
    gateway.behave(behaviours[0]!, ...behaviours.slice(1), { status: 200 });
    const delivery = openWebhook();
    for (let id = 0; id < 30; id += 1) await queue(String(id));
    while ((await store.outbox.count()) > 0 && now < start + 10 * hour) {
      await run(delivery);
      now += minute;
    }
    expect(new Set(keys()).size).toBe(30);
    expect(await store.outbox.count()).toBe(0);
    expect(JSON.stringify(logged)).not.toMatch(/Your code|900\d\d\d|\+4915112345/);
  });

  it("a process that dies after the gateway took a message has it offered again under the same key", async () => {
    await queue("1");
    // The claim and the request of the process that died.
    await store.outbox.claim({ now, until: now + 5 * minute, limit: 1 });
    const sender = createWebhookSender({
      channel: "SMS",
      url: gateway.url,
      secret: "a secret for tests only",
      clock,
    });
    const facts = { poolId, channel: "SMS", purpose: "Authentication", at: start } as const;
    await sender.send({ ...facts, id: "1", to: "+4915112345001", body: "Your code is 900001." });
    const next = openWebhook();
    await run(next);
    expect(keys()).toEqual(["1"]);
    now += 5 * minute;
    await run(next);
    expect(keys()).toEqual(["1", "1"]);
    expect(await store.outbox.count()).toBe(0);
  });

  it("that hangs gets five messages, then one every half a minute", async () => {
    gateway.behave("hang");
    const delivery = openWebhook();
    for (let id = 0; id < 5; id += 1) await queue(String(id));
    await run(delivery);
    for (let id = 5; id < 40; id += 1) await queue(String(id));
    await run(delivery);
    expect(gateway.requests).toHaveLength(5);
    now += 30 * second;
    await run(delivery);
    expect(gateway.requests).toHaveLength(6);
  });

  it("gets no code that is too old to be used", async () => {
    gateway.behave({ status: 503 });
    const delivery = openWebhook();
    await queue("1", start + 3 * minute);
    await run(delivery);
    gateway.behave({ status: 200 });
    now += 3 * minute;
    await run(delivery);
    expect(gateway.requests).toHaveLength(1);
    expect(await store.outbox.count()).toBe(0);
  });

  it("that knows no keys gets each message once, heard or not", async () => {
    gateway.behave("hang", "reset", { status: 201, body: '{"sid": "SM1"}' });
    const options = { url: gateway.url, account: "AC1", token: "token", from: "+15005550006", patience: 500 };
    const delivery = open(createTwilioSender(options));
    for (const id of ["1", "2", "3"]) {
      await queue(id);
      await run(delivery);
    }
    for (; now < start + hour; now += minute) await run(delivery);
    const numbers = gateway.requests.map(({ body }) => new URLSearchParams(body).get("To"));
    expect(numbers).toEqual(["+4915112345001", "+4915112345002", "+4915112345003"]);
    expect(await store.outbox.count()).toBe(0);
  });
});
