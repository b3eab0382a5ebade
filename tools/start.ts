/**
 * `npm start`: the sandbox and the demo app, together. The app is made by the starter in `demo-app/` at the first start and is
 * yours from then on: change it, or delete the folder to begin anew. What follows `npm start --` goes to the sandbox.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createProject } from "../packages/create-poolhouse/lib/create-project.js";

const root = resolve(import.meta.dirname, "..");
/** Elsewhere for those who try the starter itself. */
const app = resolve(process.env["POOLHOUSE_DEMO_APP"] ?? join(root, "demo-app"));
const sourced = "--conditions=@poolhouse/source";

if (!existsSync(app)) await createProject(app, "react");
const sandbox = startSandbox();
await ready(sandbox);
const site = sandbox.exitCode === null ? await startSite().catch(tellOfSite) : undefined;
if (sandbox.exitCode === null) await new Promise((resolve) => sandbox.once("exit", resolve));
await site?.close();
process.exitCode = sandbox.exitCode ?? 0;

/** Without the app the sandbox still serves whoever comes. */
function tellOfSite(error: unknown): undefined {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`
The demo app cannot be shown: ${reason}
It is in ${app}; delete the folder, and the next start makes it anew. The sandbox goes on. Ctrl-C stops it.`);
}

/** Its terminal is ours: Ctrl-C reaches it without us, and what it asks can be answered. */
function startSandbox(): ChildProcess {
  const main = join(root, "packages/cli/src/main.ts");
  // Where the command line looks for a server unless it is told.
  const port = process.env["POOLHOUSE_PORT"] ?? "9240";
  const dataDir = process.env["POOLHOUSE_DATA_DIR"] ?? join(root, ".poolhouse");
  const words = ["sandbox", "--data-dir", dataDir, "--port", port, ...process.argv.slice(2)];
  const child = spawn(process.execPath, [sourced, main, ...words], {
    cwd: app,
    stdio: ["inherit", "pipe", "inherit"],
  });
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return child;
}

/** Resolves when the sandbox says that it answers, or ends. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    let said = "";
    child.once("exit", () => resolve());
    child.stdout?.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      said = said.slice(-200) + chunk.toString();
      if (said.includes("Poolhouse is ready at ")) resolve();
    });
  });
}

async function startSite(): Promise<{ close(): Promise<void> }> {
  // Loaded while the sandbox answers already: it takes a second.
  const { createServer, defaultClientConditions } = await import("vite");
  const site = await createServer({
    root: app,
    // Our own packages need no build: their sources are read.
    resolve: { conditions: ["@poolhouse/source", ...defaultClientConditions] },
    server: { port: 5173 },
    clearScreen: false,
    logLevel: "warn",
  });
  await site.listen();
  const [address = ""] = site.resolvedUrls?.local ?? [];
  console.log(`
  The demo app      ${address}
  is made of        ${app}

Open it, create an account, and take the code from the mailbox. Change amplify/auth/resource.ts in the app's folder, and it is live
in a second. Another client: \`npm run demo\` in another terminal. Ctrl-C stops both.`);
  return site;
}
