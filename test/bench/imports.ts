/**
 * How fast a user import job is, and how much memory the server needs for it: a file of as many users as are wanted, uploaded
 * and imported over HTTP while nothing else happens, on the core that is measured.
 */
import { type ChildProcess } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
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
import { cores, memory, startNode } from "./processes.ts";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";
import { type MeasuredStore, openStoreOf } from "./stores.ts";
import { progress } from "./target.ts";

/** One import into one store. */
export interface ImportResult {
  readonly store: string;
  /** From which kind of file. */
  readonly from: string;
  readonly users: number;
  /** From the start of the job, or of the command, to its end. */
  readonly seconds: number;
  /** Of the file. */
  readonly megabytes: number;
  /** Resident memory of the server in MiB: before, and the most it ever was. */
  readonly memoryBefore: number;
  readonly memoryAtMost: number;
  /** The most that the command took, in MiB, where there is one. */
  readonly commandAtMost?: number;
}

/** Imports `users` people into one kind of database, by a job and by the command. */
export async function benchImport(kind: string, users: number): Promise<ImportResult[]> {
  const store = await openStoreOf(kind);
  const rootKey = randomBytes(32).toString("base64");
  try {
    const key = await makeKey(store, rootKey);
    const results: ImportResult[] = [];
    for (const measure of [measureJob, measureCommand]) {
      const server = await startServer({ database: store.database, rootKey });
      try {
        results.push(await measure(server, { store, users, key }));
      } finally {
        await server.stop();
      }
    }
    return results;
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

interface Setting {
  readonly store: MeasuredStore;
  readonly users: number;
  readonly key: Key;
}

async function measureJob(server: ServerUnderTest, { store, users, key }: Setting): Promise<ImportResult> {
  const sdk = signedClient(`http://127.0.0.1:${server.port}`, key);
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-import-"));
  try {
    const pool = { PoolName: "people", AutoVerifiedAttributes: ["email" as const] };
    const UserPoolId = (await sdk.send(new CreateUserPoolCommand(pool))).UserPool?.Id ?? "";
    const { CSVHeader = [] } = await sdk.send(new GetCSVHeaderCommand({ UserPoolId }));
    const file = join(folder, "people.csv");
    const lines = [CSVHeader.join(","), (number: number) => lineOf(CSVHeader, number), ""] as const;
    const megabytes = await writeFile(file, users, lines);
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
    progress(`${store.name}: ${users} users by a job in ${seconds.toFixed(1)} s`);
    const memoryAtMost = memory(server.pid, "VmHWM");
    const from = "CSV, by a job";
    return { store: store.name, from, users, seconds, megabytes, memoryBefore, memoryAtMost };
  } finally {
    sdk.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** Lines that are written at once. */
const portion = 10_000;

/** What a file begins with, its lines by their numbers, and what it ends with. Answers how many MiB it has. */
async function writeFile(
  file: string,
  users: number,
  [head, lineAt, tail]: readonly [string, (number: number) => string, string],
): Promise<number> {
  const handle = await open(file, "w");
  try {
    await handle.write(`${head}\n`);
    for (let from = 0; from < users; from += portion) {
      const numbers = Array.from({ length: Math.min(portion, users - from) }, (_, index) => from + index);
      await handle.write(numbers.map((number) => `${lineAt(number)}\n`).join(""));
    }
    await handle.write(tail);
    return (await handle.stat()).size / 1024 / 1024;
  } finally {
    await handle.close();
  }
}

/** As an export tool writes it: one user a line. */
function userAt(number: number): string {
  const said = {
    email: `person-${number}@example.com`,
    email_verified: "true",
    name: `Person number ${number}`,
  };
  const attributes = { sub: randomUUID(), ...said };
  return JSON.stringify({
    Username: `person-${number}`,
    Attributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    UserCreateDate: "2024-01-01T10:00:00.123000+00:00",
    UserLastModifiedDate: "2024-01-01T10:00:00.123000+00:00",
    Enabled: true,
    UserStatus: "CONFIRMED",
  });
}

/** The command in a process of its own, on the core of those who ask. */
async function measureCommand(
  server: ServerUnderTest,
  { store, users, key }: Setting,
): Promise<ImportResult> {
  const endpoint = `http://127.0.0.1:${server.port}`;
  const sdk = signedClient(endpoint, key);
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-import-"));
  try {
    const { UserPool } = await sdk.send(new CreateUserPoolCommand({ PoolName: "people" }));
    const file = join(folder, "people.jsonl");
    const megabytes = await writeFile(file, users, ["", userAt, ""]);
    const memoryBefore = memory(server.pid, "VmRSS");
    const command = ["packages/cli/src/main.ts", "import", "users", UserPool?.Id ?? "", file, "--json"];
    const child = startNode(command, {
      core: cores.others,
      env: {
        POOLHOUSE_ENDPOINT: endpoint,
        POOLHOUSE_ACCESS_KEY_ID: key.accessKeyId,
        POOLHOUSE_SECRET_ACCESS_KEY: key.secretAccessKey,
      },
    });
    const started = performance.now();
    const commandAtMost = await awaitChild(child);
    const seconds = (performance.now() - started) / 1000;
    progress(`${store.name}: ${users} users by the command in ${seconds.toFixed(1)} s`);
    const memoryAtMost = memory(server.pid, "VmHWM");
    const from = "JSON, by the command";
    return { store: store.name, from, users, seconds, megabytes, memoryBefore, memoryAtMost, commandAtMost };
  } finally {
    sdk.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** Waits for its end. Answers the most memory that it was seen with. */
async function awaitChild(child: ChildProcess): Promise<number> {
  let most = 0;
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdout?.resume();
  const ended = once(child, "exit").then(([code]: unknown[]) => code);
  let code: unknown;
  void ended.then((value) => (code = value));
  while (code === undefined && child.pid !== undefined) {
    most = Math.max(most, memoryOf(child.pid));
    await wait(pace);
  }
  if ((await ended) !== 0) throw new Error(`the import ended with ${String(code)}: ${said}`);
  return most;
}

function memoryOf(pid: number): number {
  try {
    return memory(pid, "VmHWM") || 0;
  } catch {
    // It has just ended.
    return 0;
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
