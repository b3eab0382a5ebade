import { anotherIsActive, describeJob, startRefusal, waitingTime } from "../../rules/imports/jobs.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { loadImportJob } from "./load-job.ts";
import { uploadUrl } from "./upload-url.ts";

/** Starts a job whose file is there; the server begins with it within seconds. There is one at a time in an installation. */
export const StartUserImportJob = operation({
  name: "StartUserImportJob",
  caller: "operator",
  async run({ world, now }, input) {
    const pool = await loadPool(world, input.UserPoolId);
    const hasAutoVerified = (pool.settings.AutoVerifiedAttributes ?? []).length > 0;
    const job = await world.store.transaction(async (tx) => {
      const present = await loadImportJob(tx, pool.id, input.JobId);
      const refusal = startRefusal(present, { hasAutoVerified, now });
      if (refusal !== undefined) throw refusal;
      const start = { poolId: pool.id, id: present.id, now, madeAfter: now - waitingTime };
      if (!(await tx.imports.start(start))) throw anotherIsActive();
      return loadImportJob(tx, pool.id, input.JobId);
    });
    return { UserImportJob: describeJob(job, uploadUrl(world, pool, job), now) };
  },
});
