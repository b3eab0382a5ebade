/**
 * How fast a user import job is, and how much memory the server needs for it: a file of as many users as are wanted, uploaded
 * and imported over HTTP while nothing else happens, on the core that is measured.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, openAsBlob, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  createOperatorKey,
  openInstallation,
  readConfig,
  silentLog,
  systemClock,
  systemRandom,
} from "@poolhouse/server";
import { signedClient } from "../support/running-server.ts";
import { memory } from "./processes.ts";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";
import { type MeasuredStore, openStoreOf } from "./stores.ts";
import { progress } from "./target.ts";

/** One import into one store. */
export interface ImportResult {
  readonly store: string;
  readonly users: number;
  /** From the start of the job to its end. */
  readonly seconds: number;
  /** Of the file. */
  readonly megabytes: number;
  /** Resident memory of the server in MiB: before the upload, and the most it ever was. */
  readonly memoryBefore: number;
  readonly memoryAtMost: number;
}

/** Imports `users` people into one kind of database. */
export async function benchImport(kind: string, users: number): Promise<ImportResult> {
  const store = await openStoreOf(kind);
  const rootKey = randomBytes(32).toString("base64");
  try {
    const key = await makeKey(store, rootKey);
    const server = await startServer({ database: store.database, rootKey });
    try {
      return await measure(server, { store, users, key });
    } finally {
      await server.stop();
    }
  } finally {
    await store.stop();
  }
}

type Key = Awaited<ReturnType<typeof createOperatorKey>>;

async function makeKey({ database }: MeasuredStore, rootKey: string): Promise<Key> {
  const environment = { POOLHOUSE_DATABASE_URL: database, POOLHOUSE_ROOT_KEY: rootKey };
  const installation = await openInstallation(readConfig([], environment), { log: silentLog });
  try {
    return await createOperatorKey(
      { ...installation, clock: systemClock, random: systemRandom },
      { description: "bench" },
    );
  } finally {
    await installation.store.close();
  }
}

async function measure(
  server: ServerUnderTest,
  { store, users, key }: { store: MeasuredStore; users: number; key: Key },
): Promise<ImportResult> {
  const sdk = signedClient(`http://127.0.0.1:${server.port}`, key);
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-import-"));
  try {
    const pool = { PoolName: "people", AutoVerifiedAttributes: ["email" as const] };
    const UserPoolId = (await sdk.send(new CreateUserPoolCommand(pool))).UserPool?.Id ?? "";
    const { CSVHeader = [] } = await sdk.send(new GetCSVHeaderCommand({ UserPoolId }));
    const file = join(folder, "people.csv");
    const megabytes = (await writeFile(file, CSVHeader, users)) / 1024 / 1024;
    const memoryBefore = memory(server.pid, "VmRSS");
    const CloudWatchLogsRoleArn = "arn:aws:iam::000000000000:role/unused";
    const asked = new CreateUserImportJobCommand({ UserPoolId, JobName: "bench", CloudWatchLogsRoleArn });
    const { JobId, PreSignedUrl = "" } = (await sdk.send(asked)).UserImportJob ?? {};
    const put = await fetch(PreSignedUrl, { method: "PUT", body: await openAsBlob(file) });
    if (!put.ok) throw new Error(`the file was not taken: HTTP ${put.status}`);
    await sdk.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
    const seconds = await awaitEnd(
      async () =>
        (await sdk.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }))).UserImportJob ?? {},
      users,
    );
    progress(`${store.name}: ${users} users in ${seconds.toFixed(1)} s`);
    const memoryAtMost = memory(server.pid, "VmHWM");
    return { store: store.name, users, seconds, megabytes, memoryBefore, memoryAtMost };
  } finally {
    sdk.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** Lines that are written at once. */
const portion = 10_000;

/** Answers how many bytes it has. */
async function writeFile(file: string, header: readonly string[], users: number): Promise<number> {
  const handle = await open(file, "w");
  try {
    await handle.write(`${header.join(",")}\n`);
    for (let from = 0; from < users; from += portion) {
      const numbers = Array.from({ length: Math.min(portion, users - from) }, (_, index) => from + index);
      await handle.write(numbers.map((number) => `${lineOf(header, number)}\n`).join(""));
    }
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

function lineOf(header: readonly string[], number: number): string {
  const values: Readonly<Record<string, string>> = {
    "cognito:username": `person-${number}`,
    "cognito:mfa_enabled": "FALSE",
    email: `person-${number}@example.com`,
    email_verified: "TRUE",
    name: `Person number ${number}`,
    given_name: `given${number % 1000}`,
    family_name: `family${number % 5000}`,
  };
  return header.map((column) => values[column] ?? "").join(",");
}

/** Milliseconds between two looks. */
const pace = 200;

/** The job's own time, which it tells to the millisecond. */
async function awaitEnd(look: () => Promise<UserImportJobType>, users: number): Promise<number> {
  for (;;) {
    const { Status, StartDate, CompletionDate, ImportedUsers } = await look();
    if (Status === "Succeeded" && ImportedUsers === users)
      return ((CompletionDate?.getTime() ?? 0) - (StartDate?.getTime() ?? 0)) / 1000;
    if (Status !== "Pending" && Status !== "InProgress") throw new Error(`the job ended as ${Status}`);
    await wait(pace);
  }
}
