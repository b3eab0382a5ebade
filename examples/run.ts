/** Starts an example against the running sandbox: `npm run example -- html`. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Start } from "./shared/example.ts";
import { findPool } from "./shared/find-pool.ts";

/** By name: what is started, and the port that it takes unless told. */
const examples: Readonly<Record<string, { readonly port: number; load(): Promise<Start> }>> = {
  html: { port: 4001, load: async () => (await import("./html/start.ts")).start },
  react: { port: 4002, load: async () => (await import("./react/start.ts")).start },
  nextjs: { port: 4003, load: async () => (await import("./nextjs/start.ts")).start },
  "node-cli": { port: 0, load: async () => (await import("./node-cli/start.ts")).start },
};

const root = fileURLToPath(new URL("..", import.meta.url));

const usage = `Usage: npm run example -- NAME [--port PORT] [--data-dir FOLDER]

  NAME        ${Object.keys(examples).join(", ")}
  --port      Where the site answers; 0 for any free port
  --data-dir  Where the sandbox keeps its data; .poolhouse unless told`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { port: { type: "string" }, "data-dir": { type: "string" }, help: { type: "boolean" } },
  });
  const example = examples[positionals[0] ?? ""];
  if (example === undefined || values.help === true) {
    process.exitCode = values.help === true ? 0 : 2;
    return console.log(usage);
  }
  const dataDir = resolve(values["data-dir"] ?? resolve(root, ".poolhouse"));
  const pool = await findPool(dataDir);
  const start = await example.load();
  const running = await start({ pool, dataDir, port: Number(values.port ?? example.port) });
  if (running.url !== undefined) introduce(running.url, pool.mailbox);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void running.close().finally(() => process.exit()));
}

function introduce(url: string, mailbox: string): void {
  console.log(`
  The example   ${url}
  The mailbox   ${mailbox}

Messages of the sandbox are in its mailbox. Ctrl-C stops the example.`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
