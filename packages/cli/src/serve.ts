import {
  type Config,
  createLog,
  endOnFault,
  type Parts,
  readConfig,
  type RunningServer,
  startServer,
} from "@poolhouse/server";
import type { Given } from "./command.ts";

/** Runs the server until it is asked to stop. Standard output gets one line, when it answers. */
export async function serve({ settings }: Given): Promise<number> {
  return serveUntilStopped(readConfig(settings, process.env));
}

/**
 * Starts a server, says so, and resolves when SIGTERM or SIGINT has stopped it. Requests under way are finished; a second
 * signal does not wait for them.
 */
export async function serveUntilStopped(
  config: Config,
  greet: (server: RunningServer) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  return serveWhile(config, async (server, stopping) => {
    await greet(server);
    console.log(`Poolhouse is ready at ${server.url}`);
    await stopping;
    return 0;
  });
}

/**
 * Serves as long as the work goes on, which is told by a promise when a signal asks it to end; the answer is the work's.
 *
 * @param functions what pools may name as triggers.
 */
export async function serveWhile(
  config: Config,
  work: (server: RunningServer, stopping: Promise<void>) => Promise<number>,
  functions: Parts["functions"] = new Map(),
): Promise<number> {
  const stopping = awaitSignal();
  const log = createLog(config.logLevel);
  endOnFault(log);
  try {
    const server = await startServer(config, { log, functions });
    try {
      return await work(server, stopping);
    } finally {
      await server.stop();
    }
  } finally {
    endSoon();
  }
}

const signals = ["SIGTERM", "SIGINT"] as const;

function awaitSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      // The default action is back: a second signal of either kind ends the process at once.
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.on(signal, stop);
  });
}

/** What was left behind, such as a gateway that hangs or the parts of a start that failed, must not keep the process. */
function endSoon(): void {
  setTimeout(() => process.exit(), 1000).unref();
}
