/** `import users`: brings users from a file, as `list-users` printed them or as the CSV of an import job. */
import { openAsBlob } from "node:fs";
import type { UserImportJobType } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import type { Run } from "../command.ts";
import { printAnswer } from "../output.ts";
import { onPool, type PoolScene } from "../pool-command.ts";
import { createProgress } from "../progress.ts";
import { move } from "./move.ts";
import { readUserList } from "./read-list.ts";

export const importUsers: Run = onPool(async (scene) => {
  const { pool, words } = scene;
  const [file = ""] = words;
  if (file.toLowerCase().endsWith(".csv")) return runJob(scene, file);
  if (scene.given.text("password-hashes") !== undefined)
    throw CommandError.usage("--password-hashes is for CSV files, which have a column of them.");
  await move(scene, (report) => readUserList(file, { ...pool, report }));
});

type Algorithm = NonNullable<UserImportJobType["PasswordHashingAlgorithm"]>;

/** The server reads the file itself, line by line. */
async function runJob({ connection, given, pool }: PoolScene, file: string): Promise<void> {
  if (given.has("dry-run")) throw CommandError.usage("--dry-run is not for CSV files.");
  const body = await openFile(file);
  // The table of commands lets no other value through.
  const algorithm = given.text("password-hashes") as Algorithm | undefined;
  const { UserImportJob: made = {} } = await connection.ask("CreateUserImportJob", {
    ...pool,
    JobName: "poolhouse import users",
    CloudWatchLogsRoleArn: "arn:aws:iam::000000000000:role/unused",
    ...(algorithm !== undefined && { PasswordHashingAlgorithm: algorithm }),
  });
  const { JobId = "", PreSignedUrl = "" } = made;
  const sent = await fetch(PreSignedUrl, { method: "PUT", body });
  if (!sent.ok) throw new CommandError(`The server did not take the file: HTTP ${sent.status}.`);
  await connection.ask("StartUserImportJob", { ...pool, JobId });
  const ended = await awaitEnd({ connection, given, pool, words: [] }, JobId);
  const { ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0, Status = "", CompletionMessage = "" } = ended;
  const text = `${ImportedUsers} imported, ${SkippedUsers} skipped, ${FailedUsers} failed. ${CompletionMessage}`;
  printAnswer(given, { UserImportJob: ended }, text.trim());
  if (SkippedUsers + FailedUsers > 0)
    console.error(`\`poolhouse import-log ${JobId}\`, run where the server's data is, says which lines.`);
  if (Status !== "Succeeded") throw new CommandError(`The import job ended as ${Status}.`);
}

async function openFile(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file);
  } catch {
    throw CommandError.usage(`${file} cannot be read.`);
  }
}

/** Milliseconds between two looks. */
const pace = 500;
const active: ReadonlySet<string | undefined> = new Set(["Pending", "InProgress", "Stopping"]);

async function awaitEnd({ connection, given, pool }: PoolScene, JobId: string): Promise<UserImportJobType> {
  const progress = createProgress("users", given.has("quiet"));
  for (;;) {
    const { UserImportJob: job = {} } = await connection.ask("DescribeUserImportJob", { ...pool, JobId });
    progress.report((job.ImportedUsers ?? 0) + (job.SkippedUsers ?? 0) + (job.FailedUsers ?? 0));
    if (!active.has(job.Status)) {
      progress.end();
      return job;
    }
    await new Promise((resolve) => setTimeout(resolve, pace));
  }
}
