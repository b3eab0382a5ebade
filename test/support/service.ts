/**
 * The service without a network: operations called in-process on an in-memory database, with a clock that stands still,
 * chance that repeats, and a mailbox that keeps what would have been sent.
 */
import {
  computeCode,
  decodeBase32,
  type OperationInputs,
  type OperationName,
  type OperationOutputs,
  type JsonObject,
  stepAt,
} from "@poolhouse/protocol";
import { createHmac } from "node:crypto";
import { assertModelledError, assertModelledOutput } from "../../packages/server/src/doors/assert-model.ts";
import { ServiceError } from "../../packages/server/src/kernel/errors.ts";
import type { MessageLimits } from "../../packages/server/src/kernel/message-limits.ts";
import { createModularPower } from "../../packages/server/src/kernel/modular-power.ts";
import { openFromOutbox } from "../../packages/server/src/kernel/sealed-message.ts";
import { RootKey } from "../../packages/server/src/kernel/secret-keys.ts";
import { createKeyRing } from "../../packages/server/src/keys/key-ring.ts";
import { call } from "../../packages/server/src/operations/call.ts";
import type { World } from "../../packages/server/src/operations/operation.ts";
import { RateLimiter } from "../../packages/server/src/operations/rate-limits.ts";
import type { Message } from "../../packages/server/src/ports/sender.ts";
import type { Store } from "../../packages/server/src/ports/store.ts";
import type { Trigger } from "../../packages/server/src/ports/trigger.ts";
import type { RateLimits } from "../../packages/server/src/rules/rate-limits.ts";
import { createTriggers } from "../../packages/server/src/triggers/triggers.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { rememberedPairs } from "./key-pairs.ts";
import { seededRandom } from "./chance.ts";
import { testClock, type TestClock } from "./clock.ts";

export interface Service {
  readonly world: World;
  readonly clock: TestClock;
  readonly store: Store;
  /** Calls an operation; throws ServiceError for a refusal. Checks the answer and the refusal against the model. */
  call<N extends OperationName>(name: N, input: OperationInputs[N]): Promise<OperationOutputs[N]>;
  /** The messages that wait to be sent, newest first. */
  messages(to?: string): Promise<Message[]>;
  /** Channels that can be sent on; both to begin with. */
  readonly channels: Set<Message["channel"]>;
  /** What limits messages; nothing to begin with. */
  readonly limits: { current: MessageLimits | undefined };
  close(): Promise<void>;
}

/**
 * A fresh service. Close it in afterEach or afterAll. Every pool has RSA pairs of its own unless `keyPairs` says how many there
 * are to go round, at least the two of one pool: finding them is most of the work of a pool.
 */
export async function createService(
  options: {
    store?: Store;
    seed?: string;
    triggers?: Trigger;
    keyPairs?: number;
    rateLimits?: RateLimits;
  } = {},
): Promise<Service> {
  const store = options.store ?? (await openStore("sqlite::memory:"));
  const clock = testClock();
  const random = seededRandom(options.seed ?? "poolhouse");
  const channels = new Set<Message["channel"]>(["EMAIL", "SMS"]);
  const limits: Service["limits"] = { current: undefined };
  const world: World = {
    clock,
    random,
    store,
    keyRing: createKeyRing({ store, random, clock, generatePair: rememberedPairs(options.keyPairs) }),
    dispatch: {
      canSend: (channel: Message["channel"]) => channels.has(channel),
      get limits() {
        return limits.current;
      },
      wake: () => undefined,
    },
    triggers: options.triggers ?? createTriggers(new Map()),
    powers: createModularPower(),
    rootKey: new RootKey(Buffer.alloc(32, 7)),
    rateLimiter: options.rateLimits && new RateLimiter(options.rateLimits),
    region: "eu-west-1",
    accountId: "123456789012",
    issuerUrl: "http://localhost:9229",
  };
  return {
    world,
    clock,
    store,
    channels,
    limits,
    call: (name, input) => callChecked(world, name, input),
    messages: (to) => waitingMessages(world, to),
    close: () => store.close(),
  };
}

async function callChecked<N extends OperationName>(
  world: World,
  name: N,
  input: OperationInputs[N],
): Promise<OperationOutputs[N]> {
  try {
    // An input is JSON; its interface merely has no index signature.
    const output = await call(world, name, input as unknown as JsonObject);
    assertModelledOutput(name, output);
    // The line above has just compared it with the model the type was made from.
    return output as OperationOutputs[N];
  } catch (error) {
    if (error instanceof ServiceError) assertModelledError(name, error);
    throw error;
  }
}

async function waitingMessages(world: World, to: string | undefined): Promise<Message[]> {
  const now = world.clock.now();
  const records = await world.store.outbox.claim({ now, until: now, limit: 1000 });
  const messages: Message[] = [];
  for (const record of records) {
    const pool = await world.store.pools.find(record.poolId);
    if (pool === undefined) continue;
    const keys = world.rootKey.openPoolKeys(pool.id, pool.wrappedKey);
    // Sealed by queue-message.ts, which takes a Message.
    messages.push(openFromOutbox(keys, record) as Message);
  }
  return messages.filter((message) => to === undefined || message.to === to).reverse();
}

/** The code that an authenticator app shows for a secret at a time, milliseconds since the epoch. */
export function totpCode(secretCode: string, now: number): string {
  const secret = decodeBase32(secretCode) ?? new Uint8Array();
  return computeCode((message) => createHmac("sha1", secret).update(message).digest(), stepAt(now / 1000));
}
