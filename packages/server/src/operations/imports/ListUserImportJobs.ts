import { describeJob } from "../../rules/imports/jobs.ts";
import { loadPool } from "../load.ts";
import { operation } from "../operation.ts";
import { readPage } from "../page-token.ts";
import { uploadUrl } from "./upload-url.ts";

/** The model lets a request ask for 60, and an answer hold 50. */
const largestPage = 50;

/** Lists the jobs of a pool, newest first. */
export const ListUserImportJobs = operation({
  name: "ListUserImportJobs",
  caller: "operator",
  async run(ctx, input) {
    const { world, now } = ctx;
    const pool = await loadPool(world, input.UserPoolId);
    const query = {
      key: pool.keys.for("page-token"),
      operation: "ListUserImportJobs",
      parameters: { UserPoolId: pool.id },
      limit: Math.min(input.MaxResults, largestPage),
      token: input.PaginationToken,
    } as const;
    const { items, nextToken } = await readPage(ctx, query, (page) =>
      world.store.imports.list(pool.id, page),
    );
    const jobs = items.map((job) => describeJob(job, uploadUrl(world, pool, job), now));
    // A list without elements is absent: the model has none.
    return { UserImportJobs: jobs.length > 0 ? jobs : undefined, PaginationToken: nextToken };
  },
});
