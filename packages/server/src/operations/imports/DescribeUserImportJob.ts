import { describeJob } from "../../rules/imports/jobs.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadImportJob } from "./load-job.ts";
import { uploadUrl } from "./upload-url.ts";

/** Shows a job and how far it is. */
export const DescribeUserImportJob = operation({
  name: "DescribeUserImportJob",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const job = await loadImportJob(world.store, pool.id, input.JobId);
    return { UserImportJob: describeJob(job, uploadUrl(world, pool, job), now) };
  },
});
