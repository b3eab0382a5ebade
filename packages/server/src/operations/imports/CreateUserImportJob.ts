import { newImportJobId } from "../../kernel/ids.ts";
import type { ImportJobRecord } from "../../kernel/import-job.ts";
import { describeJob, mostJobs, tooManyJobs } from "../../rules/imports/jobs.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { uploadUrl } from "./upload-url.ts";

/** Makes a job that waits for its file, and says where to put it. */
export const CreateUserImportJob = operation({
  name: "CreateUserImportJob",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const job: ImportJobRecord = {
      poolId: pool.id,
      id: newImportJobId(world.random),
      name: input.JobName,
      roleArn: input.CloudWatchLogsRoleArn,
      algorithm: input.PasswordHashingAlgorithm,
      status: "Created",
      createdAt: now,
      position: 0,
      lines: 0,
      imported: 0,
      skipped: 0,
      failed: 0,
    };
    await world.store.transaction(async (tx) => {
      if ((await tx.imports.count(pool.id)) >= mostJobs) throw tooManyJobs();
      await tx.imports.insert(job);
    });
    return { UserImportJob: describeJob(job, uploadUrl(world, pool, job), now) };
  },
});
