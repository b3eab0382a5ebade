/**
 * Runs import jobs. A process claims a job for a minute at a time and works through its file in batches, each of which renews
 * the claim; if the process dies, another one goes on where the last batch ended. Several processes may try at once.
 */
import { minute } from "../../kernel/clock.ts";
import { ServiceError } from "../../kernel/errors.ts";
import type { ImportJobRecord } from "../../kernel/import-job.ts";
import { randomUuid } from "../../kernel/random.ts";
import { decodeLine } from "../../rules/imports/csv.ts";
import { readHeader } from "../../rules/imports/header.ts";
import { endings, hasTooManyBadLines } from "../../rules/imports/jobs.ts";
import { loadPool } from "../load.ts";
import type { World } from "../operation.ts";
import { type FileLine, LineReader } from "./read-lines.ts";
import { ClaimLost, runBatch } from "./run-batch.ts";

/** A few milliseconds of work, during which nobody else writes. */
const batchLines = 50;
const claimTime = minute;

/** Works on jobs until none is due, or until `isStopping` says that the server ends; then the claim is given back. */
export async function runImportJobs(world: World, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    const claim = randomUuid(world.random);
    const now = world.clock.now();
    const job = await world.store.imports.claim({ claim, now, until: now + claimTime });
    if (job === undefined) return;
    await runJob({ world, job, claim, isStopping });
  }
}

interface Work {
  readonly world: World;
  readonly job: ImportJobRecord;
  readonly claim: string;
  readonly isStopping: () => boolean;
}

async function runJob(work: Work): Promise<void> {
  const { world, job, claim } = work;
  try {
    const ending = job.status === "Stopping" ? stopped : await importUsers(work);
    if (ending === undefined) await world.store.imports.release({ poolId: job.poolId, id: job.id, claim });
    else await finish(work, ending);
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error;
    // Either somebody asked it to stop, or another process has it, and then this does nothing.
    const present = await world.store.imports.find(job.poolId, job.id);
    if (present?.status === "Stopping") await finish(work, stopped);
  }
}

type Ending = Pick<Parameters<World["store"]["imports"]["finish"]>[0], "status" | "completionMessage">;

const stopped: Ending = { status: "Stopped", completionMessage: endings.stopped };
const tooManyBadLines: Ending = { status: "Failed", completionMessage: endings.tooManyBadLines };
const succeeded: Ending = { status: "Succeeded", completionMessage: endings.succeeded };

async function finish({ world, job, claim }: Work, ending: Ending): Promise<void> {
  const { poolId, id } = job;
  await world.store.imports.finish({ poolId, id, claim, ...ending, now: world.clock.now() });
}

/** Undefined if the server stops before the job does. */
async function importUsers(work: Work): Promise<Ending | undefined> {
  const { world, claim, isStopping } = work;
  const opened = await openFile(work);
  if ("status" in opened) return opened;
  let { job, firstLine } = opened;
  const { reader, columns, headerLines } = opened;
  let uncounted = headerLines;
  while (!isStopping()) {
    const lines = await readLines(reader);
    if (lines.length === 0) return hasTooManyBadLines(job, true) ? tooManyBadLines : succeeded;
    // Settings that may change during an import count from the next batch on.
    const pool = await loadPool(world, job.poolId);
    const until = world.clock.now() + claimTime;
    const countedLines = lines.length + uncounted;
    const counts = await runBatch(world, {
      job,
      pool,
      columns,
      lines,
      firstLine,
      countedLines,
      claim,
      until,
    });
    job = {
      ...job,
      position: lines.at(-1)?.end ?? job.position,
      imported: job.imported + counts.imported,
      skipped: job.skipped + counts.skipped,
      failed: job.failed + counts.failed,
    };
    firstLine += lines.length;
    uncounted = 0;
    if (hasTooManyBadLines(job, false)) return tooManyBadLines;
  }
  return undefined;
}

interface OpenedFile {
  readonly job: ImportJobRecord;
  readonly reader: LineReader;
  readonly columns: readonly string[];
  /** The number of the line that is read next. */
  readonly firstLine: number;
  /** 1 while the job has not counted its header. */
  readonly headerLines: 0 | 1;
}

/** Reads the header anew, and goes to where the job is. */
async function openFile({ world, job }: Work): Promise<OpenedFile | Ending> {
  const pool = await loadPool(world, job.poolId);
  const fromStart = new LineReader(world, pool, { job, position: 0 });
  try {
    const header = await fromStart.next();
    const columns = readHeader(pool.settings, headerText(header), job.algorithm);
    if (job.position === 0) return { job, reader: fromStart, columns, firstLine: 2, headerLines: 1 };
    const reader = new LineReader(world, pool, { job, position: job.position });
    return { job, reader, columns, firstLine: job.lines + 1, headerLines: 0 };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { status: "Failed", completionMessage: error.message };
  }
}

const headerText = (header: FileLine | undefined): string | undefined =>
  header === undefined ? "" : header.bytes && decodeLine(header.bytes);

async function readLines(reader: LineReader): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  while (lines.length < batchLines) {
    const line = await reader.next();
    if (line === undefined) break;
    lines.push(line);
  }
  return lines;
}
