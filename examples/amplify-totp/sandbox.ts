/** Finds the sandbox that `npm start` runs, or brings one for as long as the demo takes. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A sandbox that answers. */
export interface Sandbox extends Facts {
  /** Whether this demo started it. */
  readonly isOurs: boolean;
  /** Stops it if it is ours. */
  stop(): Promise<void>;
}

/** What sandbox.json says, as far as a client needs it. */
interface Facts {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly mailbox: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The running sandbox, else a new one on a free port with its data in a temporary folder. */
export async function findSandbox(): Promise<Sandbox> {
  const facts = await readFacts(join(root, ".poolhouse"));
  if (facts !== undefined && (await answers(facts)))
    return { ...facts, isOurs: false, stop: () => Promise.resolve() };
  return startSandbox();
}

async function readFacts(folder: string): Promise<Facts | undefined> {
  const text = await readFile(join(folder, "sandbox.json"), "utf8").catch(() => undefined);
  // The sandbox wrote it in this form.
  return text === undefined ? undefined : (JSON.parse(text) as Facts);
}

/** Whether the server at the address knows the pool: another program may have the port by now. */
async function answers({ endpoint, userPoolId }: Facts): Promise<boolean> {
  const keys = await fetch(`${endpoint}/${userPoolId}/.well-known/jwks.json`).catch(() => undefined);
  return keys?.ok === true;
}

async function startSandbox(): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), "poolhouse-demo-"));
  const main = join(root, "packages/cli/src/main.ts");
  const flags = ["sandbox", "--port", "0", "--data-dir", folder];
  const child = spawn(process.execPath, ["--conditions=@poolhouse/source", main, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await awaitReady(child);
    const facts = await readFacts(folder);
    if (facts === undefined) throw new Error("The sandbox started but left no sandbox.json.");
    return { ...facts, isOurs: true, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function awaitReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Poolhouse is ready at ")) resolve();
    });
    child.once("exit", () => reject(new Error("The sandbox ended before it was ready.")));
    child.once("error", reject);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
