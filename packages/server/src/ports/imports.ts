import type { ImportedPassword, ImportJobRecord, ImportLogLine, ImportUpload } from "../kernel/import-job.ts";
import type { PageRequest } from "./store.ts";

/** Jobs that import users, their files and their logs. */
export interface ImportStore {
  insert(job: ImportJobRecord): Promise<void>;
  find(poolId: string, id: string): Promise<ImportJobRecord | undefined>;
  /** By its id alone, as the address for uploads names it. */
  findById(id: string): Promise<ImportJobRecord | undefined>;
  count(poolId: string): Promise<number>;
  /** Newest first. */
  list(poolId: string, page: PageRequest): Promise<ImportJobRecord[]>;
  /** Whether a job of the pool has been started and has not come to its end. */
  isActive(poolId: string): Promise<boolean>;

  /** Keeps a part of a file that is being uploaded. */
  putChunk(chunk: ImportChunk): Promise<void>;
  /** The sealed part of a file, from its index. */
  findChunk(chunk: Omit<ImportChunk, "sealedBytes">): Promise<string | undefined>;
  /** Forgets one upload of a job: it broke off. */
  removeUpload(upload: { poolId: string; jobId: string; uploadId: string }): Promise<void>;
  /**
   * Makes an upload the job's file, in place of any other, while the job has not been started and was made after `madeAfter`;
   * true if it did.
   */
  keepUpload(job: { poolId: string; id: string; upload: ImportUpload; madeAfter: number }): Promise<boolean>;
  /** Forgets parts of files that no job needs any more; at most `limit` of them. Answers how many. */
  purgeChunks(limit: number): Promise<number>;

  /**
   * Starts a job that has a file, was never started and was made after `madeAfter`, unless another one of any pool is active. True
   * if it did. Call it in a transaction: two starts at once must not both see nobody.
   */
  start(job: { poolId: string; id: string; now: number; madeAfter: number }): Promise<boolean>;
  /** Asks for a job's end: true if it was waiting or running. */
  stop(poolId: string, id: string): Promise<boolean>;
  /** Lets jobs expire that were made at or before `madeBefore` and never started. Answers how many. */
  expire(madeBefore: number): Promise<number>;

  /** Takes one active job that nobody works on, and keeps it from others until `until`. `claim` names who works on it now. */
  claim(work: { claim: string; now: number; until: number }): Promise<ImportJobRecord | undefined>;
  /**
   * Counts lines as dealt with and keeps the job for longer: true only for who holds the claim, while the job runs and is still
   * at `position`.
   */
  advance(progress: ImportProgress): Promise<boolean>;
  /** Lets a claim go before its time. */
  release(job: { poolId: string; id: string; claim: string }): Promise<void>;
  /** Ends a job: true only for who holds the claim. */
  finish(job: {
    poolId: string;
    id: string;
    claim: string;
    status: "Succeeded" | "Failed" | "Stopped";
    completionMessage: string;
    now: number;
  }): Promise<boolean>;

  addLogLine(line: ImportLogLine & { poolId: string; jobId: string }): Promise<void>;
  /** The log from after a line on, in the order of the file. */
  listLog(log: { poolId: string; jobId: string; afterLine: number; limit: number }): Promise<ImportLogLine[]>;

  putPassword(password: ImportedPassword): Promise<void>;
  findPassword(poolId: string, sub: string): Promise<ImportedPassword | undefined>;
  removePassword(poolId: string, sub: string): Promise<void>;
}

export interface ImportChunk {
  poolId: string;
  jobId: string;
  uploadId: string;
  /** From 0. */
  index: number;
  sealedBytes: string;
}

/** From where to where a job got, and what came of the lines between. */
export interface ImportProgress {
  poolId: string;
  id: string;
  claim: string;
  position: number;
  nextPosition: number;
  lines: number;
  imported: number;
  skipped: number;
  failed: number;
  until: number;
}
