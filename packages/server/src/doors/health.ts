import { Hono } from "hono";
import type { Log } from "../kernel/log.ts";
import type { Store } from "../ports/store.ts";

/** Messages that wait in the outbox before the gateway counts as stuck. A healthy one is emptied every second or so. */
const longestOutbox = 1000;

export interface HealthOptions {
  readonly store: Store;
  readonly log: Log;
  /** Turns true when the server is about to stop. */
  readonly isStopping?: (() => boolean) | undefined;
}

/**
 * `live` answers while the process runs; `ready` answers 200 only while it can serve: the database answers, messages leave, and
 * nobody has asked it to stop. An unready server goes on answering what it can.
 */
export function healthDoor({ store, log, isStopping = () => false }: HealthOptions): Hono {
  const checks = { database: () => store.ping(), outbox: () => checkOutbox(store) };
  return new Hono()
    .get("/health/live", (c) => c.json({ status: "live" }, 200, headers))
    .get("/health/ready", async (c) => {
      if (isStopping()) return c.json({ status: "unready", failed: ["stopping"] }, 503, headers);
      const results = await Promise.all(
        Object.entries(checks).map(([name, check]) => failsOf(name, { check, log })),
      );
      const failed = results.flat();
      return failed.length === 0
        ? c.json({ status: "ready" }, 200, headers)
        : c.json({ status: "unready", failed }, 503, headers);
    });
}

const headers = { "cache-control": "no-store" };

async function checkOutbox(store: Store): Promise<void> {
  const waiting = await store.outbox.count();
  if (waiting > longestOutbox) throw new Error(`${waiting} messages wait in the outbox`);
}

/** The check's name if it fails; why goes to the log, not to whoever asks. */
async function failsOf(
  name: string,
  { check, log }: { check: () => Promise<void>; log: Log },
): Promise<string[]> {
  try {
    await check();
    return [];
  } catch (cause) {
    log.fault({ where: `readiness of ${name}`, cause });
    return [name];
  }
}
