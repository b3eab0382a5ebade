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

/** What a server may be given besides its configuration. */
export interface Serving {
  /** What pools may name as triggers. */
  readonly functions?: Parts["functions"];
  /** Another port, where the one of the configuration is taken; without it that is a failure. */
  readonly nextPort?: () => Promise<number>;
}

/** Serves as long as the work goes on, which is told by a promise when a signal asks it to end; the answer is the work's. */
export async function serveWhile(
  config: Config,
  work: (server: RunningServer, stopping: Promise<void>) => Promise<number>,
  { functions = new Map(), nextPort }: Serving = {},
): Promise<number> {
  const stopping = awaitSignal();
  const log = createLog(config.logLevel);
  endOnFault(log);
  try {
    const server = await startSomewhere(config, { log, functions }, nextPort);
    try {
      return await work(server, stopping);
    } finally {
      await server.stop();
    }
  } finally {
    endSoon();
  }
}

/** Ports are taken between being looked at and being listened on: others do the same at the same time. */
async function startSomewhere(
  config: Config,
  parts: Partial<Parts>,
  nextPort: Serving["nextPort"],
): Promise<RunningServer> {
  for (let tries = 5, { port } = config; ; tries -= 1) {
    try {
      return await startServer({ ...config, port }, parts);
    } catch (error) {
      const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!isTaken || nextPort === undefined || tries === 0) throw error;
      port = await nextPort();
    }
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
