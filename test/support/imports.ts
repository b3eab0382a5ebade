/** Import jobs from the file to the end, without a server: the upload is handed over, and the work is done when it is asked for. */
import type { UserImportJobType } from "@poolhouse/protocol";
import {
  receiveUpload,
  type UploadOutcome,
} from "../../packages/server/src/operations/imports/receive-upload.ts";
import { runImportJobs } from "../../packages/server/src/operations/imports/run-jobs.ts";
import type { ImportLogLine } from "../../packages/server/src/kernel/import-job.ts";
import type { SchemaAttributeType } from "@poolhouse/protocol";
import { createPlace } from "./people.ts";
import { testSchema } from "./pools.ts";
import type { Service } from "./service.ts";
import type { App } from "./sign-in.ts";

const CloudWatchLogsRoleArn = "arn:aws:iam::123456789012:role/log";

const columns = [
  "cognito:username",
  "cognito:mfa_enabled",
  "email",
  "email_verified",
  "name",
  "given_name",
  "preferred_username",
  "phone_number",
  "phone_number_verified",
  "custom:team",
];

/** The columns of {@link createImportPlace}'s pool, and of {@link importRow}. */
export const importHeader: string = columns.join(",");

export const importSchema: SchemaAttributeType[] = testSchema({ custom: ["custom:team"] });

/** A line of a file; its last value is empty and may be written on. */
export function importRow(
  name: string,
  changes: { email?: string; verified?: string; mfa?: string } = {},
): string {
  const { email = `${name}@example.com`, verified = "TRUE", mfa = "FALSE" } = changes;
  return [name, mfa, email, verified, `Name of ${name}`, "", "", "", "", ""].join(",");
}

/** A pool that users may be imported into. */
export function createImportPlace(service: Service): Promise<App> {
  return createPlace(service, { pool: { AutoVerifiedAttributes: ["email"], Schema: importSchema } });
}

type Algorithm = UserImportJobType["PasswordHashingAlgorithm"];

/** What tests do with the jobs of one pool. */
export interface Importer {
  create(changes?: { PasswordHashingAlgorithm?: Algorithm; UserPoolId?: string }): Promise<UserImportJobType>;
  put(job: UserImportJobType, file: string | AsyncIterable<Buffer>): Promise<UploadOutcome>;
  start(job: UserImportJobType): Promise<UserImportJobType>;
  /** Does all the work there is. */
  work(): Promise<void>;
  show(job: UserImportJobType): Promise<UserImportJobType>;
  logOf(job: UserImportJobType): Promise<ImportLogLine[]>;
  /** A job that has run to its end with this file. */
  run(file: string, changes?: { PasswordHashingAlgorithm?: Algorithm }): Promise<UserImportJobType>;
}

export const jobKey = (job: UserImportJobType): { UserPoolId: string; JobId: string } => ({
  UserPoolId: job.UserPoolId ?? "",
  JobId: job.JobId ?? "",
});

export function importInto(service: Service, UserPoolId: string): Importer {
  const importer: Importer = {
    async create(changes) {
      const { PasswordHashingAlgorithm: algorithm, ...place } = changes ?? {};
      const answer = await service.call("CreateUserImportJob", {
        UserPoolId,
        JobName: "people",
        CloudWatchLogsRoleArn,
        ...place,
        ...(algorithm !== undefined && { PasswordHashingAlgorithm: algorithm }),
      });
      return answer.UserImportJob ?? {};
    },
    put: (job, file) =>
      receiveUpload(service.world, {
        ...readAddress(job),
        declared: undefined,
        body: typeof file === "string" ? inPieces(file) : file,
      }),
    start: async (job) => (await service.call("StartUserImportJob", jobKey(job))).UserImportJob ?? {},
    work: () => runImportJobs(service.world, () => false),
    show: async (job) => (await service.call("DescribeUserImportJob", jobKey(job))).UserImportJob ?? {},
    logOf: ({ JobId: jobId = "", UserPoolId: poolId = "" }) =>
      service.store.imports.listLog({ poolId, jobId, afterLine: 0, limit: 1000 }),
    async run(file, changes) {
      const job = await importer.create(changes);
      await importer.put(job, file);
      await importer.start(job);
      await importer.work();
      return importer.show(job);
    },
  };
  return importer;
}

/** What the address of a job says. */
function readAddress(job: UserImportJobType): { jobId: string; token: string } {
  const url = new URL(job.PreSignedUrl ?? "");
  return { jobId: url.pathname.split("/").at(-1) ?? "", token: url.searchParams.get("token") ?? "" };
}

async function* inPieces(text: string, length = 1000): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}
