import { equalSecrets, hmacSha256 } from "../../kernel/digests.ts";
import type { ImportJobRecord } from "../../kernel/import-job.ts";
import type { PoolKeys } from "../../kernel/secret-keys.ts";
import type { Pool, World } from "../operation.ts";

type JobName = Pick<ImportJobRecord, "poolId" | "id">;

/** Where a job's file is to be put: an address of this server, with a token that only this job has. */
export function uploadUrl({ issuerUrl }: World, pool: Pool, job: JobName): string {
  return `${issuerUrl}/imports/${job.id}?token=${tokenOf(pool.keys, job)}`;
}

/** Whether this is the token of the job's address. */
export function isUploadToken(keys: PoolKeys, job: JobName, token: string): boolean {
  return equalSecrets(tokenOf(keys, job), token);
}

function tokenOf(keys: PoolKeys, { poolId, id }: JobName): string {
  return hmacSha256(keys.for("import"), `upload|${poolId}|${id}`).toString("base64url");
}
