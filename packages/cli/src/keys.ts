import {
  createOperatorKey,
  type Installation,
  openInstallation,
  readConfig,
  rotatePoolKeys,
  silentLog,
  systemClock,
  systemRandom,
} from "@poolhouse/server";
import { CommandError } from "./command-error.ts";
import type { Given, Run } from "./command.ts";

/** What is done with an open installation; the word is a note, a key's id or a pool's. */
type KeyCommand = (installation: Installation, word: string | undefined) => Promise<number>;

export const createKey: Run = (given) => withInstallation(given, create);
export const listKeys: Run = (given) => withInstallation(given, list);
export const deleteKey: Run = (given) => withInstallation(given, remove);
export const rotateKeys: Run = (given) => withInstallation(given, rotate);

async function withInstallation({ words: [word], settings }: Given, work: KeyCommand): Promise<number> {
  const installation = await openInstallation(readConfig(settings, process.env), { log: silentLog });
  try {
    return await work(installation, word);
  } finally {
    await installation.store.close();
  }
}

async function create(installation: Installation, note: string | undefined): Promise<number> {
  const parts = { ...installation, clock: systemClock, random: systemRandom };
  const { accessKeyId, secretAccessKey } = await createOperatorKey(parts, note ?? "");
  console.log(`AWS_ACCESS_KEY_ID=${accessKeyId}\nAWS_SECRET_ACCESS_KEY=${secretAccessKey}`);
  console.error("The secret is shown this once. Whoever has it may call every operator operation.");
  return 0;
}

async function list({ store }: Installation): Promise<number> {
  for (const { accessKeyId, description } of await store.operatorKeys.list()) {
    console.log(`${accessKeyId}  ${description}`.trimEnd());
  }
  return 0;
}

async function remove({ store }: Installation, accessKeyId: string | undefined): Promise<number> {
  if (accessKeyId === undefined) throw new CommandError("Say which: `poolhouse keys delete ID`.", 2);
  const isGone = await store.operatorKeys.remove(accessKeyId);
  if (!isGone) throw new CommandError(`There is no operator key ${accessKeyId}.`, 1);
  console.log(`${accessKeyId} is deleted.`);
  return 0;
}

async function rotate(installation: Installation, poolId: string | undefined): Promise<number> {
  if (poolId === undefined) throw new CommandError("Say which pool: `poolhouse keys rotate POOL`.", 2);
  const made = await rotatePoolKeys({ ...installation, clock: systemClock, random: systemRandom }, poolId);
  if (made === undefined) throw new CommandError(`There is no user pool ${poolId}.`, 1);
  if (made < 2) throw new CommandError("Somebody else is rotating these keys. Try again.", 1);
  console.log(`In two minutes ${poolId} signs with new keys; the old ones stay published for two days.`);
  return 0;
}
