import {
  type BackupFacts,
  backUp,
  checkBackup,
  readConfig,
  restoreBackup,
  systemClock,
} from "@poolhouse/server";
import type { Given } from "./command.ts";
import { exitCodes } from "./exit-codes.ts";
import { factsOf, printAnswer } from "./output.ts";
import { createProgress } from "./progress.ts";

/** Takes a backup into a new file. */
export function backup(given: Given): Promise<number> {
  const config = readConfig(given.settings, process.env);
  return run(given, (file, onProgress) => backUp(config, file, { clock: systemClock, onProgress }));
}

/** Reads a backup from its beginning to its end. */
export function verifyBackup(given: Given): Promise<number> {
  const config = readConfig(given.settings, process.env);
  return run(given, (file, onProgress) => checkBackup(config, file, onProgress));
}

/** Fills an empty database with a backup. */
export function restore(given: Given): Promise<number> {
  const config = readConfig(given.settings, process.env);
  return run(given, (file, onProgress) => restoreBackup(config, file, onProgress));
}

type Work = (file: string, onProgress: (done: number, total?: number) => void) => Promise<BackupFacts>;

async function run(given: Given, work: Work): Promise<number> {
  const progress = createProgress("rows", given.has("quiet"));
  try {
    const facts = await work(given.words[0] ?? "", (done, total) => progress.report(done, total));
    progress.end();
    const { file, createdAt, rows, bytes } = facts;
    printAnswer(given, facts, factsOf({ File: file, "Taken at": createdAt, Rows: rows, Bytes: bytes }));
    return exitCodes.done;
  } finally {
    progress.end();
  }
}
