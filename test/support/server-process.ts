/** The command line's server as a process to be killed, starved and started again over the same data. */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

/** What a server is started with; the data outlives it. */
export interface ProcessOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string;
  /** Further flags of `serve`. */
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything it said on both outputs. */
  readonly said: string;
}

export interface ServerProcess {
  /** Without a trailing slash. */
  readonly url: string;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>;
}

/** Starts a server and resolves once it answers; rejects with what it said if it ends instead. */
export async function startServerProcess(options: ProcessOptions): Promise<ServerProcess> {
  const { child, exited, ready } = launch(options);
  const url = await Promise.race([ready, exited]);
  if (typeof url !== "string") throw new Error(`the server did not start: ${url.said}`);
  return {
    url,
    pid: child.pid ?? 0,
    exited,
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/** Starts a server that is expected not to come up, and waits for its end. */
export async function failToStart(options: ProcessOptions): Promise<Exit> {
  const { child, exited, ready } = launch(options);
  const first = await Promise.race([ready, exited]);
  if (typeof first !== "string") return first;
  child.kill("SIGKILL");
  throw new Error("the server came up");
}

interface Launched {
  child: ChildProcess;
  exited: Promise<Exit>;
  ready: Promise<string>;
}

function launch({ dataDir, databaseUrl, flags = [], environment = {} }: ProcessOptions): Launched {
  const main = resolve("packages/cli/src/main.ts");
  const place = ["--host", "127.0.0.1", "--port", "0", "--data-dir", dataDir, "--region", "eu-west-1"];
  const database = databaseUrl === undefined ? [] : ["--database-url", databaseUrl];
  const command = ["--conditions=@poolhouse/source", main, "serve", ...place, ...database, ...flags];
  // Tests ask as fast as they can; whoever tests the limits says so.
  const usual = { POOLHOUSE_LOG_LEVEL: "error", POOLHOUSE_RATE_LIMITS: "off" };
  const env = { PATH: process.env["PATH"], ...usual, ...environment };
  const child = spawn(process.execPath, command, { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const ready = new Promise<string>((settle) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const url = /Poolhouse is ready at (http:\/\/\S+)/.exec(said)?.[1];
      if (url !== undefined) settle(url.replace(/\/$/, ""));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
  });
  const exited = new Promise<Exit>((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => settle({ code, signal, said }));
  });
  return { child, exited, ready };
}
