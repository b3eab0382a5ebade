/** Stopping in a given time: each part after the other, and what takes too long is left behind with a line in the log. */
import type { Log } from "./kernel/log.ts";

/** One part that is to end. */
export interface Stopping {
  /** In the plural, for the log. */
  readonly what: string;
  /** Ends it; `grace` is how many milliseconds are left. */
  readonly stop: (grace: number) => Promise<void>;
}

/** Stops the parts in their order. All of them are asked, also when the time is over: then nobody waits for them. */
export async function stopInOrder(
  milliseconds: number,
  { log }: { log: Pick<Log, "notice" | "fault"> },
  parts: readonly Stopping[],
): Promise<void> {
  const time = limit(milliseconds);
  const late = new Set<string>();
  for (const { what, stop } of parts) {
    const ended = stop(time.isOver() ? 0 : milliseconds)
      .catch((cause: unknown) => log.fault({ where: `stopping ${what}`, cause }))
      .then(() => "ended" as const);
    const wasOver = time.isOver();
    if (!wasOver && (await Promise.race([ended, time.over])) === "ended") continue;
    // What cuts its own work short at the end of its grace gets a moment to come to an end.
    const rest = await Promise.race([ended, nextMoment()]);
    if (!wasOver || rest === "over") late.add(what);
  }
  time.clear();
  if (late.size > 0) log.notice(`The time to stop was over before these were done: ${[...late].join(", ")}.`);
}

interface Limit {
  readonly over: Promise<"over">;
  isOver(): boolean;
  clear(): void;
}

function limit(milliseconds: number): Limit {
  const { promise: over, resolve } = Promise.withResolvers<"over">();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    resolve("over");
  }, milliseconds);
  return { over, isOver: () => isOver, clear: () => clearTimeout(timer) };
}

/** A quarter of a second: enough for what is only being tidied up. */
const moment = 250;

function nextMoment(): Promise<"over"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("over"), moment);
  });
}
