/**
 * The end of a process that has met something nobody foresaw. What it holds in memory may be half-done, so it does not go on;
 * whoever keeps it running (systemd, a container's runtime) starts it anew, and the database has only what was committed.
 */
import type { Log } from "./kernel/log.ts";

/** From now on an error that nobody catches, or a promise that fails unheard, is told in the log and ends the process with 1. */
export function endOnFault(log: Log & { flush?(): void }): void {
  process.on("uncaughtException", (cause, origin) => {
    const where = origin === "unhandledRejection" ? "a promise that nobody awaits" : "the process";
    log.fault({ where, cause, facts: { text: "The server ends, because nobody foresaw this." } });
    log.flush?.();
    process.exit(1);
  });
}
