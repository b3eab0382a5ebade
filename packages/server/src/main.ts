/**
 * Builds everything and listens: the only file that knows every room. What a part needs it is handed here, so tests can
 * replace time, chance and log, and everything else is what production runs.
 */
import { mkdir } from "node:fs/promises";
import { startChores } from "./chores.ts";
import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { createDoors } from "./doors/doors.ts";
import { listen } from "./doors/listen.ts";
import { openGateways, warnOfNoCountries } from "./gateways.ts";
import { startImports } from "./imports.ts";
import { type Clock, pause, second, systemClock } from "./kernel/clock.ts";
import { createLog, type Log } from "./kernel/log.ts";
import { createModularPower } from "./kernel/modular-power.ts";
import { type Random, systemRandom } from "./kernel/random.ts";
import type { RootKey } from "./kernel/secret-keys.ts";
import { createKeyRing, type GeneratePair } from "./keys/key-ring.ts";
import { observe, type Observation } from "./observe.ts";
import { keepOperatorKey } from "./operator-keys.ts";
import { followRaisedLimits } from "./operations/limits/raised-limits.ts";
import type { World } from "./operations/operation.ts";
import type { RateLimiter } from "./operations/rate-limits.ts";
import type { Store } from "./ports/store.ts";
import type { Trigger } from "./ports/trigger.ts";
import { openRateLimiter } from "./rate-limiter.ts";
import { openRootKey } from "./root-key.ts";
import { stopInOrder } from "./stop.ts";
import { createDelivery, type Delivery, type DeliveryLog } from "./senders/delivery.ts";
import { openStore } from "./store/open.ts";
import { countRetries } from "./store/retry.ts";
import type { Mailbox } from "./senders/mailbox.ts";
import { createTriggerSender } from "./senders/trigger-sender.ts";
import { readTriggers } from "./triggers/read-config.ts";
import { tellLocally } from "./tell-locally.ts";
import { startEventWebhooks } from "./event-webhooks.ts";
import { startTrail } from "./trail.ts";
import { createTriggers, type FunctionFinder } from "./triggers/triggers.ts";

/** What a test may put in place of production's, and what the process that embeds a server adds. */
export interface Parts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log & { flush?(): void };
  readonly assertModel: boolean;
  /** Finds the RSA pairs that sign; OpenSSL unless told otherwise. */
  readonly generatePair: GeneratePair | undefined;
  /** Functions that pools may name besides those of the triggers file, which they go before. */
  readonly functions: FunctionFinder;
}

/** A server that answers. */
export interface RunningServer {
  /** Where, without a trailing slash. */
  readonly url: string;
  /** Where Prometheus may ask, with the path; absent unless `metrics-port` is set. */
  readonly metricsUrl?: string | undefined;
  /** For calls inside this process (operations/call.ts). */
  readonly world: World;
  /** What it keeps instead of sending; absent unless `mailbox` is set. */
  readonly mailbox?: Mailbox | undefined;
  /** Resolves when no message is under way; for tests. */
  delivered(): Promise<void>;
  /** Says that it is not ready, finishes requests and messages under way, and lets the database go; in bounded time. */
  stop(): Promise<void>;
}

/**
 * Starts a server and resolves when it answers.
 *
 * @throws ConfigError where the operator can help, e.g. if the root key is missing.
 * @example const server = await startServer(readConfig(["--port", "0"], process.env));
 */
export async function startServer(config: Config, replaced: Partial<Parts> = {}): Promise<RunningServer> {
  const filled = fillParts(config, replaced);
  const installation = await openInstallation(config, filled);
  try {
    const sources = { countOutbox: () => installation.store.outbox.count(), countRetries };
    const observation = await observe(config, filled.log, sources);
    const parts = { ...filled, log: observation.log };
    return await openServer({ config, parts, installation, observation });
  } catch (error) {
    await installation.store.close();
    throw error;
  }
}

/** The database and the key that opens its secrets: what the command line works on, too. */
export interface Installation {
  readonly store: Store;
  readonly rootKey: RootKey;
}

/**
 * Opens the database and the root key without serving.
 *
 * @throws ConfigError where the operator can help.
 */
export async function openInstallation(config: Config, replaced: Partial<Parts> = {}): Promise<Installation> {
  const parts = fillParts(config, replaced);
  if (/^sqlite:(?!:memory:$)/.test(config.databaseUrl))
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const store = await openStore(config.databaseUrl);
  try {
    return { store, rootKey: await openRootKey({ config, store, ...parts }) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function fillParts(config: Config, replaced: Partial<Parts>): Parts {
  return {
    clock: replaced.clock ?? systemClock,
    random: replaced.random ?? systemRandom,
    log: replaced.log ?? createLog(config.logLevel),
    assertModel: replaced.assertModel ?? config.assertModel,
    generatePair: replaced.generatePair,
    functions: replaced.functions ?? new Map(),
  };
}

interface Opened {
  readonly config: Config;
  readonly parts: Parts;
  readonly installation: Installation;
  readonly observation: Observation;
}

async function openServer(opened: Opened): Promise<RunningServer> {
  const { config, parts, installation, observation } = opened;
  for (const weakness of await installation.store.weaknesses()) parts.log.notice(weakness);
  if (config.operatorKey !== undefined) {
    const told = tellLocally({ ...installation, ...parts }, "CreateOperatorKey", "environment");
    await keepOperatorKey(told, config.operatorKey);
  }
  const gateways = await openGateways(config, parts.clock);
  const triggers = await openTriggers(config, parts);
  const rateLimiter = await openRateLimiter(config);
  const delivery = createDelivery({
    ...installation,
    ...parts,
    senders: gateways.senders,
    triggerSender: createTriggerSender(triggers, parts.clock),
    limits: gateways.limits,
    log: deliveryLog(parts.log),
    count: observation.message,
  });
  let world: World | undefined;
  let isStopping = false;
  const metrics = await observation.listen();
  const listening = await listen(config, (url) => {
    const issuerUrl = config.issuerUrl ?? url;
    world = createWorld(opened, { dispatch: delivery, triggers, issuerUrl, rateLimiter });
    const isUnready = (): boolean => isStopping;
    return createDoors({ ...config, ...parts, world, mailbox: gateways.mailbox, isStopping: isUnready });
  }).catch(async (error: unknown) => {
    await metrics?.stop();
    throw error;
  });
  if (world === undefined) throw new Error("a server listens without a world");
  await followRaisedLimits(world);
  delivery.start();
  delivery.check?.();
  warnOfNoCountries(config, parts.log);
  const chores = startChores(world, config, parts.log);
  const imports = startImports(world, parts.log);
  const trail = startTrail(world, parts.log);
  const webhooks = startEventWebhooks(world, parts.log);
  return {
    url: listening.url,
    metricsUrl: metrics?.url,
    world,
    mailbox: gateways.mailbox,
    delivered: () => delivery.idle(),
    async stop() {
      isStopping = true;
      if (config.drainSeconds > 0) await pause(config.drainSeconds * second);
      clearInterval(chores);
      gateways.mailbox?.close();
      await stopInOrder(config.shutdownSeconds * second, parts, [
        { what: "requests", stop: (grace) => listening.stop(grace) },
        { what: "user imports", stop: () => imports.stop() },
        { what: "the audit trail", stop: () => trail.stop() },
        { what: "webhooks", stop: () => webhooks.stop() },
        { what: "messages", stop: () => delivery.idle() },
        { what: "messages", stop: () => delivery.stop() },
      ]);
      gateways.close();
      await metrics?.stop();
      await installation.store.close();
      parts.log.flush?.();
    },
  };
}

/** The functions that were handed in and those that the triggers file names. */
async function openTriggers({ triggersFile }: Config, parts: Parts): Promise<Trigger> {
  const { functions } = parts;
  if (triggersFile === undefined) return createTriggers(functions);
  try {
    const named = await readTriggers(triggersFile, parts);
    return createTriggers({ get: (name) => functions.get(name) ?? named.get(name) });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : "The triggers file cannot be read.", {
      cause: error,
    });
  }
}

function createWorld(
  { config, parts, installation }: Opened,
  late: { dispatch: Delivery; triggers: Trigger; issuerUrl: string; rateLimiter: RateLimiter | undefined },
): World {
  const { clock, random, generatePair } = parts;
  return {
    clock,
    random,
    ...installation,
    ...late,
    keyRing: createKeyRing({
      store: installation.store,
      random,
      clock,
      ...(generatePair && { generatePair }),
    }),
    powers: createModularPower(),
    region: config.region,
    pause,
    accountId: config.accountId,
    appOrigins: config.appOrigins,
    privateWebhooks: config.privateWebhooks,
  };
}

function deliveryLog(log: Log): DeliveryLog {
  return {
    warn: (facts, text) => log.notice(text, facts),
    error: (facts, text) => {
      const cause = "error" in facts ? facts.error : undefined;
      log.fault({ where: "delivery", cause, facts: { ...facts, error: undefined, text } });
    },
  };
}
