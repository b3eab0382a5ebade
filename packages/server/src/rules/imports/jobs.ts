/** The life of an import job (contract: CSV import): how long it waits, when it has failed, and how it is shown. */
import type { UserImportJobType } from "@poolhouse/protocol";
import { day, minute } from "../../kernel/clock.ts";
import { ServiceError } from "../../kernel/errors.ts";
import type { ImportJobRecord } from "../../kernel/import-job.ts";

export const mostJobs = 1000;
export const mostRows = 500_000;
/** Bytes of a file. */
export const largestFile: number = 100 * 1024 * 1024;
/** How long after a job was made its address takes a file. */
export const uploadTime: number = 15 * minute;
/** How long a job waits to be started. */
export const waitingTime: number = day;

/** Bad lines of a job that goes on; below it a job is judged at its end only. */
const sparedLines = 10_000;

/** Whether more lines failed or were skipped than made users. While a job runs it has to be many of them. */
export function hasTooManyBadLines(
  job: Pick<ImportJobRecord, "imported" | "skipped" | "failed">,
  isAtEnd: boolean,
): boolean {
  const bad = job.skipped + job.failed;
  return bad > job.imported && (isAtEnd || bad >= sparedLines);
}

export const endings = {
  succeeded: "The import job completed.",
  stopped: "The Import Job was stopped by the developer.",
  tooManyBadLines: "Too many users have failed or been skipped during the import.",
} as const;

/** A job as the wire shows it. `now` lets one that nobody started in time show as expired before it is marked so. */
export function describeJob(job: ImportJobRecord, preSignedUrl: string, now: number): UserImportJobType {
  const isExpired = job.status === "Created" && now >= job.createdAt + waitingTime;
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.poolId,
    PreSignedUrl: preSignedUrl,
    CreationDate: job.createdAt / 1000,
    ...(job.startedAt !== undefined && { StartDate: job.startedAt / 1000 }),
    ...(job.completedAt !== undefined && { CompletionDate: job.completedAt / 1000 }),
    Status: isExpired ? "Expired" : job.status,
    CloudWatchLogsRoleArn: job.roleArn,
    ImportedUsers: job.imported,
    SkippedUsers: job.skipped,
    FailedUsers: job.failed,
    ...(job.completionMessage !== undefined && { CompletionMessage: job.completionMessage }),
    ...(job.algorithm !== undefined && { PasswordHashingAlgorithm: job.algorithm }),
  };
}

/** Why a job cannot be started, in the order in which one would mend it. */
export function startRefusal(
  job: ImportJobRecord,
  given: { hasAutoVerified: boolean; now: number },
): ServiceError | undefined {
  if (job.status !== "Created") return unready(`The import job is in the state ${job.status}.`);
  if (given.now >= job.createdAt + waitingTime) return unready("The import job has expired.");
  if (!given.hasAutoVerified) return unready("The user pool must have at least one auto-verified attribute.");
  if (job.upload === undefined) return unready("The CSV file of the import job has not been uploaded.");
  return undefined;
}

export const anotherIsActive = (): ServiceError => unready("Another import job is active.");
export const isNotActive = (): ServiceError => unready("The import job is not running.");

function unready(text: string): ServiceError {
  return new ServiceError("PreconditionNotMetException", text, "import_job_not_ready");
}

export function jobNotFound(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "User import job not found.", "import_job_unknown");
}

export function tooManyJobs(): ServiceError {
  const text = `A user pool has at most ${mostJobs} import jobs.`;
  return new ServiceError("LimitExceededException", text, "import_job_limit");
}

export function importInProgress(): ServiceError {
  const text = "A user import job is in progress for the user pool.";
  return new ServiceError("UserImportInProgressException", text, "import_in_progress");
}
