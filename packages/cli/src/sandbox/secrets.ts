/** Values that a definition names by `secret("NAME")`: in a file of the sandbox that only its owner may read. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError } from "../command-error.ts";

/** One value; each that is set takes the place of the one before. */
interface Secret {
  readonly value: string;
  /** Counts from 1. */
  readonly version: number;
}

type Secrets = Readonly<Record<string, Secret>>;

/** The file of a sandbox's secrets. */
export const secretsFile = (dataDir: string): string => join(dataDir, "secrets.json");

/** @throws CommandError for a name that a definition cannot ask for. */
export function checkSecretName(name: string): void {
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) throw CommandError.usage(`Invalid secret name provided: ${name}`);
}

/** All secrets, by name. */
export async function readSecrets(dataDir: string): Promise<Secrets> {
  const text = await readFile(secretsFile(dataDir), "utf8").catch(() => "{}");
  // writeSecrets wrote it.
  return JSON.parse(text) as Secrets;
}

/** Stores a value; answers its version. */
export async function setSecret(dataDir: string, name: string, value: string): Promise<number> {
  const secrets = await readSecrets(dataDir);
  const version = (Object.hasOwn(secrets, name) ? (secrets[name]?.version ?? 0) : 0) + 1;
  await writeSecrets(dataDir, { ...secrets, [name]: { value, version } });
  return version;
}

/** Deletes one, or all. */
export async function removeSecrets(dataDir: string, names: readonly string[]): Promise<void> {
  const secrets = Object.entries(await readSecrets(dataDir));
  await writeSecrets(dataDir, Object.fromEntries(secrets.filter(([name]) => !names.includes(name))));
}

/** Whole or not at all: a sandbox that runs reads it whenever it changes. */
async function writeSecrets(dataDir: string, secrets: Secrets): Promise<void> {
  const file = secretsFile(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
