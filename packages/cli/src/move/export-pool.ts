/** `export`: writes a pool as the steps that make it again, one line of JSON each. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import type { Writable } from "node:stream";
import type { ImportedUserType } from "@poolhouse/protocol";
import { CommandError } from "../command-error.ts";
import type { Given, Run } from "../command.ts";
import { onPool } from "../pool-command.ts";
import { createProgress } from "../progress.ts";
import { exportHead } from "./export-format.ts";
import { openPasswords, type Passwords } from "./passwords.ts";
import { readPool } from "./read-pool.ts";
import { Report } from "./report.ts";
import type { Step } from "./step.ts";

export const exportPool: Run = onPool(async ({ connection, given, pool }) => {
  const poolId = pool.UserPoolId;
  const report = new Report(() => undefined);
  const hasSecrets = given.has("with-hashes");
  const passwords = hasSecrets ? await openPasswords(given, poolId) : undefined;
  const output = await openOutput(given);
  const progress = createProgress("users", given.has("quiet"));
  let users = 0;
  try {
    await write(output, exportHead(poolId, hasSecrets));
    for await (const step of readPool({ source: connection, poolId, report, withUsers: true })) {
      for (const line of await linesOf(step, passwords)) {
        await write(output, line);
        if (line.operation === "AdminImportUsers") users += 1;
      }
      progress.report(users);
    }
  } finally {
    progress.end();
    await passwords?.close();
    await close(output);
  }
  if (!given.has("quiet")) for (const sentence of report.sentences()) console.error(`- ${sentence}`);
});

/** Users one by one, so that a line is a person; secrets only where they were asked for. */
async function linesOf(step: Step, passwords: Passwords | undefined): Promise<Step[]> {
  if (step.operation !== "AdminImportUsers") return [passwords === undefined ? withoutSecrets(step) : step];
  const { UserPoolId } = step.input;
  const lines = step.input.Users.map(async (user): Promise<Step> => {
    const Users: ImportedUserType[] = [{ ...user, ...(await passwords?.find(user.Sub)) }];
    return { operation: "AdminImportUsers", input: { UserPoolId, Users } };
  });
  return Promise.all(lines);
}

/** A client that had a secret gets a new one, and so does not become a public one. */
function withoutSecrets(step: Step): Step {
  if (step.operation === "AdminImportUserPoolClient" && step.input.ClientSecret !== undefined) {
    const { ClientSecret: _secret, ...input } = step.input;
    return { ...step, input: { ...input, GenerateSecret: true } };
  }
  if (step.operation !== "CreateIdentityProvider") return step;
  const { client_secret: secret, private_key: key, ...details } = step.input.ProviderDetails;
  const hidden = {
    ...(secret !== undefined && { client_secret: "not-exported" }),
    ...(key !== undefined && { private_key: "not-exported" }),
  };
  return { ...step, input: { ...step.input, ProviderDetails: { ...details, ...hidden } } };
}

/** A file for its owner's eyes, which is never an older one; or standard output. */
async function openOutput(given: Given): Promise<Writable> {
  const file = given.text("to");
  if (file === undefined) return process.stdout;
  const stream = createWriteStream(file, { flags: "wx", mode: 0o600, flush: true });
  try {
    await once(stream, "open");
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw CommandError.usage(isThere ? `${file} exists already.` : `${file} cannot be written.`);
  }
  return stream;
}

async function write(output: Writable, line: object): Promise<void> {
  if (!output.write(`${JSON.stringify(line)}\n`)) await once(output, "drain");
}

async function close(output: Writable): Promise<void> {
  if (output === process.stdout) return;
  output.end();
  await once(output, "finish");
}
