/** The server that is measured: the one that `poolhouse serve` starts, in a process of its own. */
import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "./connection.ts";
import { cores, end, memory, startNode } from "./processes.ts";

export interface ServerUnderTest {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process to its first answer, in milliseconds. */
  readonly startTime: number;
  /** Memory right after the first answer, in MiB. */
  readonly memoryAtStart: number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** As for `--database`. */
  readonly database: string;
  /** 32 bytes in base64. */
  readonly rootKey: string;
  /** A folder for a CPU profile of the whole run. */
  readonly profile?: string | undefined;
  /** The gateway that text messages go to; a mailbox takes all messages without it. */
  readonly smsUrl?: string | undefined;
}

/** Starts the server and waits for its first answer. Rejects if it does not come up in half a minute. */
export async function startServer(options: ServerOptions): Promise<ServerUnderTest> {
  const port = await findFreePort();
  const started = performance.now();
  const serve = ["packages/cli/src/main.ts", "serve", "--host", "127.0.0.1", "--port", String(port)];
  const child = startNode([...profiling(options.profile), ...serve, ...messaging(options.smsUrl)], {
    // A profile counts what passes, so threads must not take the core from one another while it is made.
    core: options.profile === undefined ? cores.measured : `${cores.measured},${cores.others}`,
    // Not as arguments: other users of a machine can read those.
    env: {
      POOLHOUSE_DATABASE_URL: options.database,
      POOLHOUSE_ROOT_KEY: options.rootKey,
      POOLHOUSE_RATE_LIMITS: "off",
      ...(options.smsUrl !== undefined && { POOLHOUSE_SMS_SECRET: "0".repeat(32) }),
    },
  });
  const said = collect(child);
  await untilAnswering(port, child).catch((cause: unknown) => {
    throw new Error(`the server did not start: ${said()}`, { cause });
  });
  const startTime = performance.now() - started;
  const pid = child.pid ?? 0;
  return { pid, port, startTime, memoryAtStart: memory(pid, "VmRSS"), stop: () => end(child) };
}

/** As many text messages, and as dear ones, as the benchmark likes. */
function messaging(smsUrl: string | undefined): string[] {
  if (smsUrl === undefined) return ["--mailbox"];
  const caps = ["--sms-daily-cap", "100000", "--sms-monthly-cap", "100000"];
  return ["--sms-url", smsUrl, "--sms-countries", "+1", ...caps];
}

function profiling(folder: string | undefined): string[] {
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`, "--cpu-prof-interval=200"];
}

/** Keeps the beginning of what a child says, for the case that it fails. */
function collect(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (said.length < 4000) said += chunk.toString();
  });
  return () => said;
}

/** Any answer will do, except that it is still starting: this one refuses an empty call. */
async function untilAnswering(port: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (child.exitCode === null && performance.now() < deadline) {
    const status = await tryOnce(port);
    if (status !== undefined && status !== 503) return;
    await wait(2);
  }
  throw new Error(child.exitCode === null ? "no answer" : `exit code ${child.exitCode}`);
}

async function tryOnce(port: number): Promise<number | undefined> {
  try {
    const connection = await Connection.open(port);
    const { status } = await connection.send("GetUser", "{}");
    connection.close();
    return status;
  } catch {
    // Nobody listens yet.
    return undefined;
  }
}

/** A port that nobody uses at the moment. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      if (address === null || typeof address === "string") return reject(new Error("no port was given"));
      probe.close(() => resolve(address.port));
    });
  });
}
