/**
 * Takes in the file of an import job: in parts of a fixed size, each sealed and stored before the next is read, so that a large
 * file needs no more memory than a small one. It becomes the job's file only when it is there whole.
 */
import { importChunkSize, type ImportJobRecord } from "../../kernel/import-job.ts";
import { isImportJobId } from "../../kernel/ids.ts";
import { randomUuid } from "../../kernel/random.ts";
import { sealText } from "../../kernel/sealing.ts";
import { largestFile, mostRows, uploadTime } from "../../rules/imports/jobs.ts";
import { loadPool } from "../load.ts";
import type { Pool, World } from "../operation.ts";
import { chunkPlace } from "./read-lines.ts";
import { isUploadToken } from "./upload-url.ts";

export interface Upload {
  readonly jobId: string;
  readonly token: string;
  /** The length that the request declares, in bytes; absent if it does not. */
  readonly declared: number | undefined;
  /** Throws if the sender goes away. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** `refused` means the address: unknown, forged, or past its time. */
export type UploadOutcome = "stored" | "refused" | "too-large" | "too-many-lines" | "broken-off";

/** Stores an upload. */
export async function receiveUpload(world: World, upload: Upload): Promise<UploadOutcome> {
  const job = await findOpenJob(world, upload);
  if (job === undefined) return "refused";
  if ((upload.declared ?? 0) > largestFile) return "too-large";
  const pool = await loadPool(world, job.poolId);
  const uploadId = randomUuid(world.random);
  const place = { poolId: job.poolId, jobId: job.id, uploadId };
  const size = await storeParts({ world, pool, ...place }, upload.body);
  const kept =
    typeof size === "number" &&
    (await world.store.imports.keepUpload({
      poolId: job.poolId,
      id: job.id,
      upload: { id: uploadId, size },
      madeAfter: world.clock.now() - uploadTime,
    }));
  if (!kept) await world.store.imports.removeUpload(place);
  else if (job.upload !== undefined)
    await world.store.imports.removeUpload({ ...place, uploadId: job.upload.id });
  return typeof size === "number" ? (kept ? "stored" : "refused") : size;
}

async function findOpenJob(world: World, { jobId, token }: Upload): Promise<ImportJobRecord | undefined> {
  if (!isImportJobId(jobId)) return undefined;
  const job = await world.store.imports.findById(jobId);
  if (job === undefined || job.status !== "Created") return undefined;
  const { keys } = await loadPool(world, job.poolId);
  const isOpen = world.clock.now() < job.createdAt + uploadTime;
  return isUploadToken(keys, job, token) && isOpen ? job : undefined;
}

interface Destination {
  readonly world: World;
  readonly pool: Pool;
  readonly poolId: string;
  readonly jobId: string;
  readonly uploadId: string;
}

/** Answers how many bytes there were, or why they were too many. */
async function storeParts(
  to: Destination,
  body: AsyncIterable<Uint8Array>,
): Promise<number | "too-large" | "too-many-lines" | "broken-off"> {
  const parts = new Parts(to);
  let lines = 0;
  try {
    for await (const bytes of body) {
      if (parts.size + bytes.length > largestFile) return "too-large";
      lines += countLineEnds(bytes);
      // The header is a line more, and so is what follows the last end.
      if (lines > mostRows + 1) return "too-many-lines";
      await parts.add(bytes);
    }
  } catch (error) {
    if (isBreakOff(error)) return "broken-off";
    throw error;
  }
  await parts.end();
  return parts.size;
}

/** What Node and the web streams say when the sender goes away. */
function isBreakOff(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ABORT_ERR";
}

function countLineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

/** Collects bytes to parts of the size that is stored. */
class Parts {
  size = 0;
  readonly #to: Destination;
  readonly #part: Buffer = Buffer.alloc(importChunkSize);
  #filled = 0;
  #index = 0;

  constructor(to: Destination) {
    this.#to = to;
  }

  async add(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length;) {
      const taken = bytes.subarray(from, from + importChunkSize - this.#filled);
      this.#part.set(taken, this.#filled);
      this.#filled += taken.length;
      from += taken.length;
      if (this.#filled === importChunkSize) await this.end();
    }
    this.size += bytes.length;
  }

  /** Stores what is collected, if anything. */
  async end(): Promise<void> {
    if (this.#filled === 0) return;
    const { world, pool, poolId, jobId, uploadId } = this.#to;
    const chunk = { poolId, jobId, uploadId, index: this.#index };
    const sealedBytes = sealText(pool.keys.for("import"), this.#part.subarray(0, this.#filled), {
      place: chunkPlace(chunk),
      random: world.random,
    });
    this.#index += 1;
    this.#filled = 0;
    await world.store.imports.putChunk({ ...chunk, sealedBytes });
  }
}
