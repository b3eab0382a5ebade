import { ServiceError } from "../../kernel/errors.ts";
import type { ImportJobRecord, ImportLogLine } from "../../kernel/import-job.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { SignInName, UserRecord } from "../../kernel/records.ts";
import { sealText } from "../../kernel/sealing.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { decodeLine } from "../../rules/imports/csv.ts";
import { readPasswordHash } from "../../rules/imports/password-hash.ts";
import { type ImportedUser, readRow } from "../../rules/imports/read-row.ts";
import { unknownPassword } from "../../rules/password-record.ts";
import { switchesOf } from "../../rules/pools/switches.ts";
import { signInNames, usesAttributeAsUsername } from "../../rules/sign-in-names.ts";
import type { Pool, World } from "../operation.ts";
import type { FileLine } from "./read-lines.ts";

/** Some lines of a file, and where they lead. */
export interface Batch {
  readonly job: ImportJobRecord;
  readonly pool: Pool;
  readonly columns: readonly string[];
  /** In the order of the file; the first one's number is `firstLine`. */
  readonly lines: readonly FileLine[];
  readonly firstLine: number;
  /** Lines that the job has not counted yet, these and perhaps the header. */
  readonly countedLines: number;
  readonly claim: string;
  readonly until: number;
}

/** What a batch came to. */
export type Counts = Pick<ImportJobRecord, "imported" | "skipped" | "failed">;

/** Somebody else has taken the job over, or it is to stop; nothing of the batch was done. */
export class ClaimLost extends Error {}

/**
 * Makes the users of some lines. They, the log and the job's progress are one transaction that begins where the one before
 * ended: whatever breaks off, no line makes a user twice, and none is passed over.
 *
 * @throws ClaimLost.
 */
export async function runBatch(world: World, batch: Batch): Promise<Counts> {
  const rows = batch.lines.flatMap((line, index) => prepareRow(world, batch, { line, index }));
  const { job, claim, until } = batch;
  const nextPosition = batch.lines.at(-1)?.end ?? job.position;
  return world.store.transaction(async (tx) => {
    const counts = { imported: 0, skipped: 0, failed: 0 };
    for (const row of rows) {
      const bad = "user" in row ? await insertRow(tx, batch.pool, row) : row;
      if (bad !== undefined) await tx.imports.addLogLine({ ...bad, poolId: job.poolId, jobId: job.id });
      counts[bad === undefined ? "imported" : bad.outcome === "SKIPPED" ? "skipped" : "failed"] += 1;
    }
    const progress = { poolId: job.poolId, id: job.id, claim, until, position: job.position, nextPosition };
    const isOurs = await tx.imports.advance({ ...progress, ...counts, lines: batch.countedLines });
    if (!isOurs) throw new ClaimLost();
    return counts;
  });
}

/** A user to insert, before anybody knows whether the name is free. */
interface Row {
  readonly line: number;
  readonly user: UserRecord;
  readonly names: readonly SignInName[];
  readonly sealedHash: string | undefined;
}

/** Nothing for an empty line, which is none. */
function prepareRow(
  world: World,
  batch: Batch,
  given: { line: FileLine; index: number },
): (Row | ImportLogLine)[] {
  const line = batch.firstLine + given.index;
  const { bytes } = given.line;
  if (bytes?.length === 0) return [];
  try {
    const text = bytes === undefined ? "".padEnd(tooLong) : decodeLine(bytes);
    if (text?.trim() === "" && bytes !== undefined) return [];
    const sub = randomUuid(world.random);
    const said = readRow(batch.pool.settings, { columns: batch.columns, line: text, sub });
    return [{ line, ...toUser(world, batch, { sub, said }) }];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const reason = error.message.replaceAll(/\s+/g, " ").trim();
    return [{ line, outcome: "FAILED", reason }];
  }
}

/** Any length that no line may have: what is too long was not kept, and is refused like what is a little too long. */
const tooLong = 20_000;

function toUser(
  world: World,
  { job, pool }: Batch,
  { sub, said }: { sub: string; said: ImportedUser },
): Pick<Row, "user" | "names" | "sealedHash"> {
  const { passwordHash, ...identity } = said;
  const now = world.clock.now();
  const owner = { poolId: pool.id, sub, username: identity.username };
  const tools = { random: world.random, keys: pool.keys };
  const sealedHash =
    passwordHash === undefined || job.algorithm === undefined
      ? undefined
      : sealHash(world, pool, { sub, algorithm: job.algorithm, text: passwordHash });
  const user: UserRecord = {
    ...identity,
    poolId: pool.id,
    sub,
    enabled: true,
    ...((sealedHash !== undefined || switchesOf(pool.settings).migratePasswords) && {
      password: unknownPassword(tools, owner),
    }),
    tokensValidFrom: 0,
    createdAt: now,
    modifiedAt: now,
    version: 1,
  };
  return { user, names: signInNames(pool.settings, user), sealedHash };
}

/** Seals a hash for its user. Throws InvalidParameterException for a text that is none. */
export function sealHash(
  world: World,
  pool: Pool,
  hash: { sub: string; algorithm: NonNullable<ImportJobRecord["algorithm"]>; text: string },
): string {
  readPasswordHash(hash.algorithm, hash.text);
  const kept = JSON.stringify({ algorithm: hash.algorithm, text: hash.text });
  const binding = { place: importedPasswordPlace(pool.id, hash.sub), random: world.random };
  return sealText(pool.keys.for("import"), kept, binding);
}

/** Where an imported hash is sealed to. */
export function importedPasswordPlace(poolId: string, sub: string): string {
  return `imported_passwords|sealed_hash|${poolId}|${sub}`;
}

async function insertRow(tx: StoreVerbs, pool: Pool, row: Row): Promise<ImportLogLine | undefined> {
  const { line, user, names, sealedHash } = row;
  const taken = await tx.users.insert(user, names);
  if (taken !== undefined) return describeTaken(pool, line, taken);
  const { poolId, sub, password } = user;
  if (sealedHash !== undefined && password !== undefined)
    await tx.imports.putPassword({ poolId, sub, salt: password.salt, sealedHash });
  return undefined;
}

/** A user who is there already is passed over; somebody else's address is a fault of the line. */
function describeTaken(pool: Pool, line: number, taken: SignInName): ImportLogLine {
  return taken.kind === "username" || usesAttributeAsUsername(pool.settings)
    ? { line, outcome: "SKIPPED", reason: "The user already exists." }
    : { line, outcome: "FAILED", reason: `The ${taken.kind} is the alias of another user.` };
}
