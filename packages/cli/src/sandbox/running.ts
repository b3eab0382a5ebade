/** What a sandbox says of itself to other commands: a file beside its data. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxFacts } from "../sandbox-pool.ts";

const factsFile = (dataDir: string): string => join(dataDir, "sandbox.json");

/** Writes the facts. They hold an operator's secret, so they are for their owner only. */
export async function keepFacts(dataDir: string, facts: SandboxFacts): Promise<void> {
  await writeFile(factsFile(dataDir), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
}

/** The facts of the last start; undefined if there was none. */
export async function readFacts(dataDir: string): Promise<SandboxFacts | undefined> {
  const text = await readFile(factsFile(dataDir), "utf8").catch(() => undefined);
  // keepFacts wrote it.
  return text === undefined ? undefined : (JSON.parse(text) as SandboxFacts);
}

/** The facts of a sandbox that answers now. Another program may have its port by now, so the pool is looked for. */
export async function findRunning(dataDir: string): Promise<SandboxFacts | undefined> {
  const facts = await readFacts(dataDir);
  if (facts === undefined) return undefined;
  const keys = `${facts.endpoint}/${facts.userPoolId}/.well-known/jwks.json`;
  const answer = await fetch(keys, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  return answer?.ok === true ? facts : undefined;
}
