/**
 * The installation's root key: found, made at the first start, and proven to be the one that this database was made with. It
 * never lies in the database, and a database that has data never gets a new one: without the old key the data is noise.
 */
import { mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ConfigError } from "./config-error.ts";
import { type Config, decodeRootKey } from "./config.ts";
import { type Log, silentLog } from "./kernel/log.ts";
import type { Random } from "./kernel/random.ts";
import { RootKey } from "./kernel/secret-keys.ts";
import type { Store } from "./ports/store.ts";

/** Under this name the store keeps a value that only the right key opens. */
export const canaryName = "root-key-canary";

export interface RootKeyParts {
  readonly config: Pick<Config, "databaseUrl" | "rootKey" | "rootKeyFile">;
  readonly store: Pick<Store, "meta">;
  readonly random: Random;
  readonly log: Log;
}

/**
 * The root key from the environment, from its file, or, for a fresh embedded database only, newly made (file mode 0600).
 *
 * @throws ConfigError if there is data but no key, if the key is another than the database was made with, or if a fresh
 *   database elsewhere has none: several servers may share it, so nobody but the operator can hand them one key.
 */
export async function openRootKey(parts: RootKeyParts): Promise<RootKey> {
  const { config, store, random } = parts;
  const canary = await store.meta.find(canaryName);
  const bytes =
    config.rootKey ?? (await readKeyFile(parts)) ?? (await makeKeyFile(parts, canary !== undefined));
  const rootKey = new RootKey(bytes);
  const kept = canary ?? (await store.meta.putIfAbsent(canaryName, rootKey.createCanary(random)));
  if (!rootKey.opensCanary(kept)) throw new ConfigError(wrongKey);
  return rootKey;
}

/** The root key as it is configured, without a look at the database; undefined if there is none. */
export async function readRootKey(
  config: Pick<Config, "rootKey" | "rootKeyFile">,
): Promise<RootKey | undefined> {
  const bytes = config.rootKey ?? (await readKeyFile({ config, log: silentLog }));
  return bytes && new RootKey(bytes);
}

const wrongKey =
  "The root key is not the one this database was made with, so its secrets cannot be opened. " +
  "Give the right key by --root-key-file or POOLHOUSE_ROOT_KEY; nothing was changed.";

async function readKeyFile({
  config,
  log,
}: {
  config: Pick<Config, "rootKeyFile">;
  log: Log;
}): Promise<Buffer | undefined> {
  const file = config.rootKeyFile;
  try {
    const text = await readFile(file, "utf8");
    if (((await stat(file)).mode & 0o077) !== 0)
      log.notice(`Others on this machine may read ${file}: chmod 600.`);
    return decodeRootKey(text, file);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function makeKeyFile({ config, random }: RootKeyParts, hasData: boolean): Promise<Buffer> {
  const file = config.rootKeyFile;
  if (hasData) {
    throw new ConfigError(
      `This database has data, but its root key is not at ${file}. Give it by --root-key-file or POOLHOUSE_ROOT_KEY. ` +
        "Without it the passwords and secrets in the database cannot be opened; a new key would not help.",
    );
  }
  if (!config.databaseUrl.startsWith("sqlite:")) {
    throw new ConfigError(
      "A root key is needed for a database server: give one by --root-key-file or POOLHOUSE_ROOT_KEY, the same to every " +
        "server of this database. `openssl rand -base64 32` makes one. Keep a copy apart from the database.",
    );
  }
  const key = random.bytes(32);
  await writeKeyFile(file, key);
  return key;
}

/** Written through to the disk before anything is sealed with it. Refuses to overwrite. */
async function writeKeyFile(file: string, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(`${key.toString("base64")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
