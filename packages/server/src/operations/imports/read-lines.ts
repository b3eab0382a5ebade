import { importChunkSize, type ImportJobRecord } from "../../kernel/import-job.ts";
import { openStored } from "../../kernel/sealing.ts";
import type { ImportChunk } from "../../ports/imports.ts";
import { longestLineBytes } from "../../rules/imports/csv.ts";
import type { Pool, World } from "../operation.ts";

/** A line of a file. */
export interface FileLine {
  /** Without the end of the line; undefined if it is longer than any line may be. */
  readonly bytes: Buffer | undefined;
  /** Where the next line begins, in bytes from the beginning of the file. */
  readonly end: number;
}

const nothing = Buffer.alloc(0);
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Reads a job's file line by line from a position on. It holds one part of it in memory, and never a line that is too long. */
export class LineReader {
  readonly #world: World;
  readonly #pool: Pool;
  readonly #job: ImportJobRecord;
  /** Where `#rest` begins in the file. */
  #position: number;
  /** What was read and is not part of a line yet. */
  #rest: Buffer = nothing;

  constructor(world: World, pool: Pool, from: { job: ImportJobRecord; position: number }) {
    this.#world = world;
    this.#pool = pool;
    this.#job = from.job;
    this.#position = from.position;
  }

  /** The next line; undefined at the end of the file. */
  async next(): Promise<FileLine | undefined> {
    let isTooLong = false;
    for (;;) {
      const end = this.#rest.indexOf(lineFeed);
      if (end >= 0) return this.#take(end, { after: end + 1, isTooLong });
      if (this.#rest.length > longestLineBytes) {
        isTooLong = true;
        this.#skip(this.#rest.length);
      }
      if (await this.#readOn()) continue;
      const { length } = this.#rest;
      return length === 0 && !isTooLong ? undefined : this.#take(length, { after: length, isTooLong });
    }
  }

  #take(end: number, { after, isTooLong }: { after: number; isTooLong: boolean }): FileLine {
    const hasReturn = end > 0 && this.#rest[end - 1] === carriageReturn;
    const bytes = this.#rest.subarray(0, hasReturn ? end - 1 : end);
    this.#skip(after);
    const fits = !isTooLong && bytes.length <= longestLineBytes;
    return { bytes: fits ? bytes : undefined, end: this.#position };
  }

  #skip(length: number): void {
    this.#rest = this.#rest.subarray(length);
    this.#position += length;
  }

  /** Reads another part; false at the end of the file. */
  async #readOn(): Promise<boolean> {
    const { poolId, id: jobId, upload } = this.#job;
    const from = this.#position + this.#rest.length;
    if (upload === undefined || from >= upload.size) return false;
    const index = Math.floor(from / importChunkSize);
    const chunk = { poolId, jobId, uploadId: upload.id, index };
    const sealed = await this.#world.store.imports.findChunk(chunk);
    if (sealed === undefined) throw new Error(`an import file lacks a part: ${chunkPlace(chunk)}`);
    const bytes = openStored(this.#pool.keys.for("import"), sealed, chunkPlace(chunk));
    const fresh = bytes.subarray(from - index * importChunkSize);
    this.#rest = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh]);
    return true;
  }
}

/** Where a part of a file is sealed to. */
export function chunkPlace({ poolId, jobId, uploadId, index }: Omit<ImportChunk, "sealedBytes">): string {
  return `import_chunks|sealed_bytes|${poolId}|${jobId}|${uploadId}|${index}`;
}
