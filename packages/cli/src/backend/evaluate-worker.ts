/**
 * The thread that runs a project's definition once. No module of the project is loaded when it starts, so it sees every file as
 * it is when the thread is told to go; our own are, so that nobody has to wait for them then.
 */
import { parentPort } from "node:worker_threads";
import { readDefinition } from "@poolhouse/backend/definition";
import "@poolhouse/backend";
import { takeApart } from "./fault.ts";
import { installModuleHooks } from "./module-hooks.ts";

installModuleHooks();
parentPort?.once("message", (entry: string) => {
  evaluate(entry).then(
    (definition) => parentPort?.postMessage({ definition }),
    (error: unknown) => parentPort?.postMessage({ fault: takeApart(error) }),
  );
});

async function evaluate(entry: string): Promise<ReturnType<typeof readDefinition>> {
  await import(entry);
  return readDefinition();
}
