/** The command line as operators run it: a process of its own, in an environment that knows nothing but what it is given. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly err: string;
}

/** What a command is run with. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  /** Standard input; nothing and closed if left out. */
  readonly input?: string;
}

/** Runs one command and waits for its end. */
export function runPoolhouse(
  args: readonly string[],
  { environment, input = "" }: Surroundings = {},
): Promise<Ended> {
  const command = ["--conditions=@poolhouse/source", resolve("packages/cli/src/main.ts"), ...args];
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment };
  const child = spawn(process.execPath, command, { env, stdio: ["pipe", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => void (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (said.err += chunk.toString()));
  // Who reads nothing may end before it has been told everything.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => settle({ code, ...said }));
  });
}

/** Commands of an operator, who has the key in the environment. */
export function operatorAt(
  url: string,
  key: { readonly accessKeyId: string; readonly secretAccessKey: string },
): (args: readonly string[], input?: string) => Promise<Ended> {
  const environment = {
    POOLHOUSE_ENDPOINT: url,
    POOLHOUSE_ACCESS_KEY_ID: key.accessKeyId,
    POOLHOUSE_SECRET_ACCESS_KEY: key.secretAccessKey,
  };
  return (args, input = "") => runPoolhouse(args, { environment, input });
}
