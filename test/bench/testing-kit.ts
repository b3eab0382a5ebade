/** How long a test waits for a pool of its own: the first of a process, as every test file meets it, and those after it. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startPool } from "poolhouse/testing";
import { median } from "./costs.ts";

/** Milliseconds. */
interface Starts {
  readonly first: number;
  readonly later: number;
}

/** Measures in so many processes, one after the other; answers a table. */
export function benchTestingKit(processes = 20): string {
  const all = Array.from({ length: processes }, startElsewhere);
  const rows = [
    ["the first of a process", all.map(({ first }) => first)],
    ["another of the same process", all.map(({ later }) => later)],
  ] as const;
  return [
    "| A pool for a test | median ms | slowest ms | limit |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ([name, times]) =>
        `| ${name} | **${median(times).toFixed(0)}** | ${Math.max(...times).toFixed(0)} | 300 |`,
    ),
  ].join("\n");
}

function startElsewhere(): Starts {
  const file = fileURLToPath(import.meta.url);
  const said = execFileSync(process.execPath, ["--conditions=@poolhouse/source", file], { encoding: "utf8" });
  // The other process is this file, below.
  return JSON.parse(said) as Starts;
}

async function startOnce(): Promise<number> {
  const began = performance.now();
  const pool = await startPool({ mfa: "ON" });
  const took = performance.now() - began;
  await pool.stop();
  return took;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const first = await startOnce();
  console.log(JSON.stringify({ first, later: await startOnce() } satisfies Starts));
}
