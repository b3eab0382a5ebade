import type { ImportedPassword, ImportLogLine } from "../../kernel/import-job.ts";
import type { ImportChunk, ImportStore } from "../../ports/imports.ts";
import { firstRow, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

type FileVerbs =
  | "putChunk"
  | "findChunk"
  | "removeUpload"
  | "purgeChunks"
  | "addLogLine"
  | "listLog"
  | "putPassword"
  | "findPassword"
  | "removePassword";

/** What jobs read and leave behind: files in chunks, logs by line, and the password hashes of the users they made. */
export function keepImportFiles(session: Session): Pick<ImportStore, FileVerbs> {
  return {
    async putChunk(chunk) {
      await session.run(insertChunk, chunk);
    },
    async findChunk(chunk) {
      return (await firstRow(session, findChunk, chunk))?.sealedBytes;
    },
    async removeUpload(upload) {
      await session.run(deleteUpload, upload);
    },
    async purgeChunks(limit) {
      return (await session.run(purgeChunks, { limit })).affected;
    },
    async addLogLine(line) {
      await session.run(insertLogLine, line);
    },
    async listLog(log) {
      return (await session.run(listLog, log)).rows;
    },
    async putPassword(password) {
      await session.run(insertPassword, password);
    },
    findPassword: (poolId, sub) => firstRow(session, findPassword, { poolId, sub }),
    async removePassword(poolId, sub) {
      await session.run(deletePassword, { poolId, sub });
    },
  };
}

const insertChunk = (db: Builder, slot: Slots<ImportChunk>) =>
  db.insertInto("import_chunks").values({
    pool_id: slot.poolId,
    job_id: slot.jobId,
    upload_id: slot.uploadId,
    chunk_index: slot.index,
    sealed_bytes: slot.sealedBytes,
  });

type UploadKey = Slots<{ poolId: string; jobId: string; uploadId: string }>;

const findChunk = (db: Builder, slot: UploadKey & Slots<{ index: number }>) =>
  db
    .selectFrom("import_chunks")
    .select("sealed_bytes as sealedBytes")
    .where("pool_id", "=", slot.poolId)
    .where("job_id", "=", slot.jobId)
    .where("upload_id", "=", slot.uploadId)
    .where("chunk_index", "=", slot.index);

const deleteUpload = (db: Builder, slot: UploadKey) =>
  db
    .deleteFrom("import_chunks")
    .where("pool_id", "=", slot.poolId)
    .where("job_id", "=", slot.jobId)
    .where("upload_id", "=", slot.uploadId);

/** Ended jobs read no more; a started job reads only the upload it was started with. */
const purgeChunks = (db: Builder, slot: Slots<{ limit: number }>) =>
  db.deleteFrom("import_chunks").where((eb) =>
    eb(
      eb.refTuple("pool_id", "job_id", "upload_id", "chunk_index"),
      "in",
      eb
        .selectFrom("import_chunks as chunks")
        .innerJoin("import_jobs as jobs", (join) =>
          join.onRef("jobs.pool_id", "=", "chunks.pool_id").onRef("jobs.id", "=", "chunks.job_id"),
        )
        .select(["chunks.pool_id", "chunks.job_id", "chunks.upload_id", "chunks.chunk_index"])
        .where((inner) =>
          inner.or([
            inner("jobs.status", "in", ["Expired", "Stopped", "Failed", "Succeeded"]),
            inner.and([
              inner("jobs.status", "!=", "Created"),
              inner("jobs.upload_id", "!=", inner.ref("chunks.upload_id")),
            ]),
          ]),
        )
        .limit(slot.limit)
        .$asTuple("pool_id", "job_id", "upload_id", "chunk_index"),
    ),
  );

const insertLogLine = (db: Builder, slot: Slots<ImportLogLine & { poolId: string; jobId: string }>) =>
  db.insertInto("import_log").values({
    pool_id: slot.poolId,
    job_id: slot.jobId,
    line: slot.line,
    outcome: slot.outcome,
    reason: slot.reason,
  });

const listLog = (
  db: Builder,
  slot: Slots<{ poolId: string; jobId: string; afterLine: number; limit: number }>,
) =>
  db
    .selectFrom("import_log")
    .select(["line", "outcome", "reason"])
    .where("pool_id", "=", slot.poolId)
    .where("job_id", "=", slot.jobId)
    .where("line", ">", slot.afterLine)
    .orderBy("line")
    .limit(slot.limit);

const insertPassword = (db: Builder, slot: Slots<ImportedPassword>) =>
  db
    .insertInto("imported_passwords")
    .values({ pool_id: slot.poolId, sub: slot.sub, salt: slot.salt, sealed_hash: slot.sealedHash });

type UserKey = Slots<{ poolId: string; sub: string }>;

const findPassword = (db: Builder, slot: UserKey) =>
  db
    .selectFrom("imported_passwords")
    .select(["pool_id as poolId", "sub", "salt", "sealed_hash as sealedHash"])
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub);

const deletePassword = (db: Builder, slot: UserKey) =>
  db.deleteFrom("imported_passwords").where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub);
