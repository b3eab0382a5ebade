// Examples started as their pages say, in processes of their own, and the sandbox that they look for.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A process that was started, and what it has said. */
export interface Started {
  readonly child: ChildProcess;
  /** Waits until it has said this, and answers the match. `after` leaves out what it had said before. */
  hear(words: RegExp, after?: number): Promise<RegExpExecArray>;
  /** How much it has said, for {@link hear}. */
  said(): string;
  /** Asks it to stop, and waits for it. */
  readonly stop: () => Promise<void>;
  /** How it ended, once it has. */
  readonly exitCode: Promise<number | null>;
}

/** Nobody waits for words for longer, in milliseconds: a process that says nothing is ended with its test. */
const patience = 120_000;

/** Runs a script of the workspace's manifest, as `npm run` would, on this Node. */
export function runScript(name: string, args: readonly string[]): Started {
  // A package manifest; its scripts are texts.
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const [program, ...rest] = (scripts[name] ?? "").split(" ");
  if (program !== "node") throw new Error(`the script ${name} is no program of Node`);
  return run([...rest, ...args]);
}

function run(args: readonly string[], cwd = "."): Started {
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
  return listenTo(spawn(process.execPath, [...args], { env, cwd }));
}

function listenTo(child: ChildProcess): Started {
  let said = "";
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    said += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  const exitCode = new Promise<number | null>((settle) => child.once("close", settle));
  return {
    child,
    exitCode,
    said: () => said,
    hear: (words, after = 0) =>
      new Promise((settle, reject) => {
        const look = (): void => {
          const match = words.exec(said.slice(after));
          if (match === null) return;
          listeners.delete(look);
          clearTimeout(timer);
          settle(match);
        };
        const giveUp = (): void => {
          clearTimeout(timer);
          reject(new Error(`${String(words)} was not said: ${said}`));
        };
        const timer = setTimeout(giveUp, patience);
        listeners.add(look);
        void exitCode.then(giveUp);
        look();
      }),
    stop: async () => {
      child.kill("SIGTERM");
      await exitCode;
    },
  };
}

/** A sandbox of a test's own. */
export interface Sandbox {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** Starts it with its built-in pool, on a free port, with its data in a folder that goes with it. */
export async function startSandbox(): Promise<Sandbox> {
  const dataDir = mkdtempSync(join(tmpdir(), "poolhouse-examples-"));
  const main = resolve("packages/cli/src/main.ts");
  const started = run(
    ["--conditions=@poolhouse/source", main, "sandbox", "--port", "0", "--data-dir", dataDir],
    dataDir,
  );
  const stop = async (): Promise<void> => {
    await started.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  // By then sandbox.json is there.
  const ready = started.hear(/Poolhouse is ready at (http:\/\/\S+?)\/?\s/);
  const [, url = ""] = await orStop(ready, stop);
  return { url, dataDir, stop };
}

/** Starts an example as its page says, on a free port. */
export async function startExample(name: string, { dataDir }: Sandbox): Promise<Started & { url: string }> {
  const started = runScript("example", [name, "--port", "0", "--data-dir", dataDir]);
  const [, url = ""] = await orStop(started.hear(/The example\s+(http:\/\/\S+)/), started.stop);
  return { ...started, url };
}

/** What could not be waited for is stopped before anybody hears of it. */
async function orStop<T>(waiting: Promise<T>, stop: () => Promise<void>): Promise<T> {
  try {
    return await waiting;
  } catch (error) {
    await stop();
    throw error;
  }
}
