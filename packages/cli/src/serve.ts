import {
  type Config,
  createLog,
  endOnFault,
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
  const stopping = awaitSignal();
  const log = createLog(config.logLevel);
  endOnFault(log);
  try {
    const server = await startServer(config, { log });
    try {
      await greet(server);
      console.log(`Poolhouse is ready at ${server.url}`);
      await stopping;
    } finally {
      await server.stop();
    }
  } finally {
    endSoon();
  }
  return 0;
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
