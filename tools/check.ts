/**
 * Everything that can be known about the workspace without running it: `npm run check`.
 *
 * One line for each check with its time; details only of those that fail; the exit code says whether any did.
 * Types come first because they also build what the checks of the packages look at.
 */
import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { delimiter, dirname, resolve } from "node:path";
import { checkAssertions } from "./check-assertions.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkLock } from "./check-lock.ts";
import { checkModel } from "./check-model.ts";
import { checkRooms } from "./check-rooms.ts";
import { checkSizes } from "./check-sizes.ts";

/** Looks at one thing; returns what is wrong with it, nothing if all is well. */
interface Check {
  name: string;
  run(): Promise<string[]> | string[];
}

const build: Check = { name: "types", run: () => execute("tsc", "--build") };

const others: Check[] = [
  { name: "lint", run: () => execute("oxlint", "--deny-warnings") },
  { name: "format", run: () => execute("oxfmt", "--check") },
  { name: "rooms", run: checkRooms },
  { name: "assertions", run: checkAssertions },
  { name: "model", run: checkModel },
  { name: "reference", run: findReferenceFaults },
  { name: "unused", run: () => execute("knip", "--no-progress") },
  { name: "sizes", run: checkSizes },
  { name: "lock", run: checkLock },
  { name: "reasons", run: checkDependencies },
  ...globSync("packages/*/package.json").toSorted().flatMap(checksOfPackage),
];

function checksOfPackage(path: string): Check[] {
  // A package manifest; only these two members are read.
  const { name, exports } = JSON.parse(readFileSync(path, "utf8")) as { name: string; exports?: unknown };
  const folder = dirname(path);
  const publish: Check = { name: `publish ${name}`, run: () => execute("publint", folder, "--strict") };
  const consume: Check = {
    name: `consume ${name}`,
    run: () => execute("attw", "--pack", folder, "--profile", "esm-only"),
  };
  return exports === undefined ? [publish] : [publish, consume];
}

/** Loads the server's table of operations only when asked, so that a broken server fails this check and no other. */
async function findReferenceFaults(): Promise<string[]> {
  const { checkReference } = await import("./generate-reference.ts");
  const { checkSignIn } = await import("./generate-sign-in.ts");
  const { checkCommandLine } = await import("./generate-command-line.ts");
  const { checkEquivalence } = await import("./generate-equivalence.ts");
  const { checkPlatforms } = await import("./generate-platforms.ts");
  return [
    ...checkReference(),
    ...checkSignIn(),
    ...checkCommandLine(),
    ...checkEquivalence(),
    ...checkPlatforms(),
  ];
}

/** Runs a program of the workspace; its output is the complaint if it fails. */
function execute(program: string, ...args: string[]): Promise<string[]> {
  const path = [resolve("node_modules/.bin"), process.env["PATH"]].join(delimiter);
  return new Promise((settle) => {
    const child = spawn(program, args, {
      env: { ...process.env, PATH: path, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    child.once("error", (error) => settle([error.message]));
    child.once("close", (code) => settle(code === 0 ? [] : [Buffer.concat(said).toString().trimEnd()]));
  });
}

/** A check that breaks has not passed; the others still run. */
async function findFaults(check: Check): Promise<string[]> {
  try {
    return await check.run();
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** Whether the check passed. */
async function report(check: Check): Promise<boolean> {
  const start = performance.now();
  const faults = await findFaults(check);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${faults.length === 0 ? "ok    " : "FAILED"} ${check.name.padEnd(30)} ${seconds} s`);
  for (const fault of faults) console.log(fault.replaceAll(/^/gm, "       "));
  return faults.length === 0;
}

/** Takes the next check until none is left; two of these at a time keep two cores busy. */
async function work(queue: Check[]): Promise<boolean> {
  const check = queue.shift();
  if (check === undefined) return true;
  const passed = await report(check);
  return (await work(queue)) && passed;
}

const built = await report(build);
const queue = [...others];
const results = await Promise.all([work(queue), work(queue)]);
process.exitCode = [built, ...results].every(Boolean) ? 0 : 1;
