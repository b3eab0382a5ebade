/** The database and the root key that opens what is in it. */
import { readFile } from "node:fs/promises";
import type { Finding, Patient } from "./checkup.ts";
import { type Config, decodeRootKey } from "./config.ts";
import { RootKey } from "./kernel/secret-keys.ts";
import type { DatabaseFacts } from "./store/inspect.ts";

export async function checkDatabase({ config, database }: Patient): Promise<Finding[]> {
  if (database instanceof Error) {
    const text = `It cannot be read: ${describe(database)}. Check --database-url, the server behind it and its rights.`;
    return [{ name: "database", state: "failed", text }, await checkRootKey(config, undefined)];
  }
  if (database === undefined) {
    const text = "There is none yet; the first start makes it.";
    return [{ name: "database", state: "skipped", text }, await checkRootKey(config, undefined)];
  }
  const { engine, faults, risks } = database;
  return [
    { name: "database", ...judge(engine, faults, risks) },
    { name: "migrations", ...judgeVersion(database) },
    await checkRootKey(config, database.canary),
  ];
}

type Judgement = Pick<Finding, "state" | "text">;

/** Without the address, which may hold a password. */
function describe(error: Error): string {
  // Several addresses were tried and each failed.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return (first instanceof Error ? first.message : error.message) || error.name;
}

function judge(engine: string, faults: readonly string[], risks: readonly string[]): Judgement {
  if (faults.length > 0) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    const advice = engine.startsWith("SQLite") ? " Stop the server and restore a backup." : "";
    return { state: "failed", text: `${engine}: ${faults[0]}${more}.${advice}` };
  }
  if (risks.length > 0) return { state: "warning", text: `${engine}: ${risks.join("; ")}. Switch it on.` };
  return { state: "ok", text: `${engine}, sound.` };
}

function judgeVersion({ version, knownVersion }: DatabaseFacts): Judgement {
  if (version > knownVersion) {
    const text = `Version ${version} is of a newer Poolhouse, and this one knows ${knownVersion}: start the newer one.`;
    return { state: "failed", text };
  }
  if (version === knownVersion) return { state: "ok", text: `Version ${version}, the newest.` };
  const what = version === 0 ? "There are no tables yet" : `Version ${version} of ${knownVersion}`;
  return { state: "ok", text: `${what}; the next start brings it up to date. Make a backup before.` };
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The key must be there as soon as there is something to open, and must be the one it was sealed with. */
async function checkRootKey(config: Config, canary: string | undefined): Promise<Finding> {
  const name = "root key";
  let bytes: Buffer;
  try {
    bytes = config.rootKey ?? decodeRootKey(await readFile(config.rootKeyFile, "utf8"), config.rootKeyFile);
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isAbsent && canary === undefined && config.databaseUrl.startsWith("sqlite:"))
      return { name, state: "skipped", text: "There is none yet; the first start makes it." };
    const why = isAbsent ? `${config.rootKeyFile} does not exist.` : sentenceOf(error);
    return { name, state: "failed", text: `${why} Give the key by --root-key-file or POOLHOUSE_ROOT_KEY.` };
  }
  if (canary === undefined) return { name, state: "ok", text: "It is there; there is nothing to open yet." };
  if (new RootKey(bytes).opensCanary(canary)) return { name, state: "ok", text: "It opens this database." };
  const text =
    "It is not the one this database was made with. Give the right one by --root-key-file or POOLHOUSE_ROOT_KEY.";
  return { name, state: "failed", text };
}
