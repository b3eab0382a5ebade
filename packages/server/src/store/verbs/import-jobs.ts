import type { UserImportJobStatusType } from "@poolhouse/protocol";
import type { ImportJobRecord } from "../../kernel/import-job.ts";
import type { ImportProgress, ImportStore } from "../../ports/imports.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { keepImportFiles } from "./import-files.ts";
import type { PageValues } from "./page.ts";

/** The jobs that import users. Started ones are active until their end; ended ones stay to be looked at. */
export function createImports(session: Session): ImportStore {
  return {
    ...keepImportFiles(session),
    async insert(job) {
      await session.run(insertJob, toRow(job));
    },
    async find(poolId, id) {
      const row = await firstRow(session, findJob, { poolId, id });
      return row && toJob(row);
    },
    async findById(id) {
      const row = await firstRow(session, findJobById, { id });
      return row && toJob(row);
    },
    async count(poolId) {
      return Number((await firstRow(session, countJobs, { poolId }))?.jobs ?? 0);
    },
    async list(poolId, { limit, after }) {
      const from = { afterCreatedAt: after?.createdAt ?? Number.MAX_SAFE_INTEGER, afterId: after?.id ?? "" };
      return (await session.run(listJobs, { poolId, limit, ...from })).rows.map(toJob);
    },
    async isActive(poolId) {
      return (await firstRow(session, findActive, { poolId })) !== undefined;
    },
    keepUpload: ({ upload, ...job }) =>
      happened(session, keepUpload, { ...job, uploadId: upload.id, size: upload.size }),
    start: (job) => happened(session, startJob, job),
    stop: (poolId, id) => happened(session, stopJob, { poolId, id }),
    async expire(madeBefore) {
      return (await session.run(expireJobs, { madeBefore })).affected;
    },
    async claim(work) {
      const row = await firstRow(session, claimJob, work);
      return row && toJob(row);
    },
    advance: (progress) => happened(session, advanceJob, progress),
    async release(job) {
      await session.run(releaseJob, job);
    },
    finish: (job) => happened(session, finishJob, job),
  };
}

interface JobRow extends Omit<
  ImportJobRecord,
  "algorithm" | "startedAt" | "completedAt" | "upload" | "completionMessage"
> {
  algorithm: NonNullable<ImportJobRecord["algorithm"]> | null;
  startedAt: number | null;
  completedAt: number | null;
  uploadId: string | null;
  uploadSize: number | null;
  completionMessage: string | null;
}

const jobColumns = [
  "pool_id as poolId",
  "id",
  "name",
  "role_arn as roleArn",
  "algorithm",
  "status",
  "created_at as createdAt",
  "started_at as startedAt",
  "completed_at as completedAt",
  "upload_id as uploadId",
  "upload_size as uploadSize",
  "position",
  "lines",
  "imported",
  "skipped",
  "failed",
  "completion_message as completionMessage",
] as const;

function toJob({ uploadId, uploadSize, ...row }: JobRow): ImportJobRecord {
  return {
    ...row,
    algorithm: row.algorithm ?? undefined,
    startedAt: row.startedAt ?? undefined,
    completedAt: row.completedAt ?? undefined,
    upload: uploadId === null ? undefined : { id: uploadId, size: uploadSize ?? 0 },
    completionMessage: row.completionMessage ?? undefined,
  };
}

function toRow({ upload, ...job }: ImportJobRecord): JobRow {
  return {
    ...job,
    algorithm: job.algorithm ?? null,
    startedAt: job.startedAt ?? null,
    completedAt: job.completedAt ?? null,
    uploadId: upload?.id ?? null,
    uploadSize: upload?.size ?? null,
    completionMessage: job.completionMessage ?? null,
  };
}

/** Started, and not at its end. */
const active: readonly UserImportJobStatusType[] = ["Pending", "InProgress", "Stopping"];

const insertJob = (db: Builder, slot: Slots<JobRow>) =>
  db.insertInto("import_jobs").values({
    pool_id: slot.poolId,
    id: slot.id,
    name: slot.name,
    role_arn: slot.roleArn,
    algorithm: slot.algorithm,
    status: slot.status,
    created_at: slot.createdAt,
    started_at: slot.startedAt,
    completed_at: slot.completedAt,
    upload_id: slot.uploadId,
    upload_size: slot.uploadSize,
    position: slot.position,
    lines: slot.lines,
    imported: slot.imported,
    skipped: slot.skipped,
    failed: slot.failed,
    completion_message: slot.completionMessage,
    claim: null,
    claimed_until: 0,
  });

type JobKey = { poolId: string; id: string };

const findJob = (db: Builder, slot: Slots<JobKey>) =>
  db
    .selectFrom("import_jobs")
    .select(jobColumns)
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id);

const findJobById = (db: Builder, slot: Slots<{ id: string }>) =>
  db.selectFrom("import_jobs").select(jobColumns).where("id", "=", slot.id);

const countJobs = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("import_jobs")
    .select((eb) => eb.fn.countAll<number>().as("jobs"))
    .where("pool_id", "=", slot.poolId);

const listJobs = (db: Builder, slot: Slots<PageValues & { poolId: string }>) =>
  db
    .selectFrom("import_jobs")
    .select(jobColumns)
    .where("pool_id", "=", slot.poolId)
    .where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(slot.limit);

const findActive = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("import_jobs")
    .select("id")
    .where("pool_id", "=", slot.poolId)
    .where("status", "in", active)
    .limit(1);

const keepUpload = (
  db: Builder,
  slot: Slots<JobKey & { uploadId: string; size: number; madeAfter: number }>,
) =>
  db
    .updateTable("import_jobs")
    .set({ upload_id: slot.uploadId, upload_size: slot.size })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("status", "=", "Created")
    .where("created_at", ">", slot.madeAfter);

const startJob = (db: Builder, slot: Slots<JobKey & { now: number; madeAfter: number }>) =>
  db
    .updateTable("import_jobs")
    .set({ status: "Pending", started_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("status", "=", "Created")
    .where("upload_id", "is not", null)
    .where("created_at", ">", slot.madeAfter)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("import_jobs as others").select("others.id").where("others.status", "in", active),
        ),
      ),
    );

const stopJob = (db: Builder, slot: Slots<JobKey>) =>
  db
    .updateTable("import_jobs")
    .set({ status: "Stopping" })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("status", "in", ["Pending", "InProgress"]);

const expireJobs = (db: Builder, slot: Slots<{ madeBefore: number }>) =>
  db
    .updateTable("import_jobs")
    .set({ status: "Expired" })
    .where("status", "=", "Created")
    .where("created_at", "<=", slot.madeBefore);

/** The outer condition looks again: of two processes that choose the same job, the second finds it taken. */
const claimJob = (db: Builder, slot: Slots<{ claim: string; now: number; until: number }>) =>
  db
    .updateTable("import_jobs")
    .set((eb) => ({
      claim: slot.claim,
      claimed_until: slot.until,
      status: eb
        .case()
        .when("status", "=", "Pending")
        .then<UserImportJobStatusType>("InProgress")
        .else(eb.ref("status"))
        .end(),
    }))
    .where("status", "in", active)
    .where("claimed_until", "<=", slot.now)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("import_jobs as due")
        .select("due.id")
        .where("due.status", "in", active)
        .where("due.claimed_until", "<=", slot.now)
        .orderBy("due.started_at")
        .limit(1),
    )
    .returning(jobColumns);

const advanceJob = (db: Builder, slot: Slots<ImportProgress>) =>
  db
    .updateTable("import_jobs")
    .set((eb) => ({
      position: slot.nextPosition,
      lines: eb("lines", "+", slot.lines),
      imported: eb("imported", "+", slot.imported),
      skipped: eb("skipped", "+", slot.skipped),
      failed: eb("failed", "+", slot.failed),
      claimed_until: slot.until,
    }))
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("claim", "=", slot.claim)
    .where("status", "=", "InProgress")
    .where("position", "=", slot.position);

const releaseJob = (db: Builder, slot: Slots<JobKey & { claim: string }>) =>
  db
    .updateTable("import_jobs")
    .set({ claimed_until: 0 })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("claim", "=", slot.claim);

const finishJob = (
  db: Builder,
  slot: Slots<
    JobKey & { claim: string; status: UserImportJobStatusType; completionMessage: string; now: number }
  >,
) =>
  db
    .updateTable("import_jobs")
    .set({
      status: slot.status,
      completion_message: slot.completionMessage,
      completed_at: slot.now,
    })
    .where("pool_id", "=", slot.poolId)
    .where("id", "=", slot.id)
    .where("claim", "=", slot.claim)
    .where("status", "in", ["InProgress", "Stopping"]);
