// Runs the sandbox and, once it is ready, the app: `npm start`. Ctrl-C stops both.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Programs of packages, so that they start the same way on every system. */
const programs = { poolhouse: "bin/poolhouse.js", vite: "bin/vite.js" };
/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();

/**
 * @param {keyof typeof programs} name
 * @param {string[]} words
 * @param {import("node:child_process").StdioOptions} stdio
 */
function start(name, words, stdio) {
  const program = new URL(programs[name], import.meta.resolve(`${name}/package.json`));
  const child = spawn(process.execPath, [fileURLToPath(program), ...words], { stdio });
  children.add(child);
  child.once("exit", (code) => {
    children.delete(child);
    process.exitCode ||= code ?? 0;
    stop("SIGTERM");
  });
  return child;
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  for (const child of children) child.kill(signal);
}

// A terminal sends Ctrl-C to all of them at once; what others send goes on from here.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => stop("SIGTERM"));

const sandbox = start("poolhouse", ["sandbox"], ["inherit", "pipe", "inherit"]);
let said = "";
let isAppRunning = false;
sandbox.stdout?.on("data", (/** @type {Buffer} */ chunk) => {
  process.stdout.write(chunk);
  if (isAppRunning) return;
  said += chunk.toString();
  if (!said.includes("Poolhouse is ready at ")) return;
  isAppRunning = true;
  start("vite", process.argv.slice(2), ["ignore", "inherit", "inherit"]);
});
