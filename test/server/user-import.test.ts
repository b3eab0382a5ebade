// A user import as people run it: by the SDK, an upload over HTTP, and the server's own look at what is due.
import {
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import { importHeader } from "../support/imports.ts";
import { type InProcessServer, startInProcessServer } from "../support/in-process-server.ts";

let server: InProcessServer;
let UserPoolId: string;
beforeAll(async () => {
  server = await startInProcessServer();
  const settings = { PoolName: "people", AutoVerifiedAttributes: ["email" as const] };
  UserPoolId = (await server.sdk.send(new CreateUserPoolCommand(settings))).UserPool?.Id ?? "";
});
afterAll(async () => {
  await server.stop();
  const [fault] = server.faults;
  if (fault !== undefined) throw new Error(`${fault.where} failed`, { cause: fault.cause });
});

async function createJob(): Promise<UserImportJobType> {
  const input = {
    UserPoolId,
    JobName: "people",
    CloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/log",
  };
  return (await server.sdk.send(new CreateUserImportJobCommand(input))).UserImportJob ?? {};
}

/** As the manual has it, with a header for another kind of storage. */
const put = (url: string, body: BodyInit) =>
  fetch(url, { method: "PUT", body, headers: { "x-amz-server-side-encryption": "aws:kms" } });

it("brings the users of an uploaded file", async () => {
  const { CSVHeader = [] } = await server.sdk.send(new GetCSVHeaderCommand({ UserPoolId }));
  const ada: Record<string, string> = {
    "cognito:username": "ada",
    "cognito:mfa_enabled": "FALSE",
    email: "ada@example.com",
    email_verified: "TRUE",
  };
  const job = await createJob();
  expect(job.PreSignedUrl?.startsWith(`${server.url}/imports/`)).toBe(true);
  const file = [CSVHeader, CSVHeader.map((column) => ada[column] ?? "")]
    .map((row) => row.join(","))
    .join("\n");
  const answer = await put(job.PreSignedUrl ?? "", file);
  expect([answer.status, await answer.text()]).toEqual([200, ""]);
  const key = { UserPoolId, JobId: job.JobId };
  await server.sdk.send(new StartUserImportJobCommand(key));
  const read = async () => (await server.sdk.send(new DescribeUserImportJobCommand(key))).UserImportJob;
  await expect.poll(read, { timeout: 10_000 }).toMatchObject({ Status: "Succeeded", ImportedUsers: 1 });
  expect(await server.world.store.pools.countUsers(UserPoolId)).toBe(1);
});

it("refuses a file at an address that it did not hand out, and one that is too large", async () => {
  const { PreSignedUrl = "" } = await createJob();
  const refused = { message: "There is no import job that takes a file at this address now." };
  for (const url of [
    `${PreSignedUrl}x`,
    PreSignedUrl.replace(/\?.*/, ""),
    `${server.url}/imports/import-1?token=x`,
    `${server.url}/imports/%00?token=x`,
  ]) {
    const answer = await put(url, importHeader);
    expect([answer.status, await answer.json()]).toEqual([403, refused]);
  }
  const tooMany = await put(PreSignedUrl, "\n".repeat(500_002));
  expect([tooMany.status, await tooMany.json()]).toEqual([
    413,
    { message: "A file may have at most 500,000 users." },
  ]);
  expect((await fetch(PreSignedUrl)).status).toBe(404);
});
