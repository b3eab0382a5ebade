import { type Config, readConfig, type RunningServer, startServer } from "@poolhouse/server";
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
  const server = await startServer(config);
  try {
    await greet(server);
    console.log(`Poolhouse is ready at ${server.url}`);
    await stopping;
  } finally {
    await server.stop();
  }
  return 0;
}

function awaitSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => {
        resolve();
        // The default action is back: the same signal again ends the process at once.
      });
    }
  });
}
