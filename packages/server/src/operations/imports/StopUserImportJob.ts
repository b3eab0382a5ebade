import { describeJob, isNotActive } from "../../rules/imports/jobs.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadImportJob } from "./load-job.ts";
import { uploadUrl } from "./upload-url.ts";

/** Ends a job for good, after the lines that are being dealt with. The users it has made stay. */
export const StopUserImportJob = operation({
  name: "StopUserImportJob",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const job = await world.store.transaction(async (tx) => {
      const { id } = await loadImportJob(tx, pool.id, input.JobId);
      if (!(await tx.imports.stop(pool.id, id))) throw isNotActive();
      return loadImportJob(tx, pool.id, id);
    });
    return { UserImportJob: describeJob(job, uploadUrl(world, pool, job), now) };
  },
});
