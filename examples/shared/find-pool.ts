/** Finds the user pool of the sandbox that `npm start` runs. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "./pool.ts";

/** The pool of the sandbox whose data is in that folder. Throws a text for people if none is running. */
export async function findPool(dataDir: string): Promise<Pool> {
  const text = await readFile(join(dataDir, "sandbox.json"), "utf8").catch(() => undefined);
  if (text === undefined) throw new Error(`No sandbox has its data in ${dataDir}: start it with npm start.`);
  // The sandbox wrote it in this form, and more, which stays there: an operator's secret among it.
  const { endpoint, userPoolId, userPoolClientId, mailbox } = JSON.parse(text) as Pool;
  const keys = await fetch(`${endpoint}/${userPoolId}/.well-known/jwks.json`).catch(() => undefined);
  if (keys?.ok !== true) throw new Error(`No sandbox answers at ${endpoint}: start it with npm start.`);
  return { endpoint, userPoolId, userPoolClientId, mailbox };
}
