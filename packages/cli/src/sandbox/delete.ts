/** `poolhouse sandbox delete`: the pool with its people, the outputs and the data; the secrets stay for the next one. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../command-error.ts";
import type { Given } from "../command.ts";
import { confirm } from "../confirm.ts";
import { exitCodes } from "../exit-codes.ts";
import { readPlace } from "./place.ts";
import { findRunning, readFacts } from "./running.ts";

const question =
  "Are you sure you want to delete all the resources in your sandbox environment (This can't be undone)?";

/** What a sandbox leaves in its folder. Other sandboxes of the project may be in folders of it. */
const files = ["poolhouse.db", "poolhouse.db-wal", "poolhouse.db-shm", "root.key", "sandbox.json", "port"];

export async function deleteSandbox(given: Given): Promise<number> {
  const { dataDir, databaseUrl } = readPlace(given);
  if (databaseUrl !== `sqlite:${dataDir}/poolhouse.db`) {
    throw new CommandError("The data of this sandbox is in a database of its own; delete that one.");
  }
  const running = await findRunning(dataDir);
  if (running !== undefined) {
    throw new CommandError(`The sandbox answers at ${running.endpoint}. Stop it first (Ctrl-C).`);
  }
  await confirm(given, question);
  const outputs = (await readFacts(dataDir))?.outputs;
  const paths = [...files.map((file) => join(dataDir, file)), ...(outputs === undefined ? [] : [outputs])];
  await Promise.all(paths.map((path) => rm(path, { force: true })));
  console.log("[Sandbox] Finished deleting.");
  return exitCodes.done;
}
