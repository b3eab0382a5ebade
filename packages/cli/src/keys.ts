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
import { asksForHelp, usage } from "./help.ts";

type KeyCommand = (installation: Installation, word: string | undefined) => Promise<number>;

const keyCommands: Readonly<Record<string, KeyCommand>> = { create, list, delete: remove, rotate };

/** Makes, lists and deletes operator keys, and rotates signing keys, in the database itself; a running server sees the change. */
export async function keys([name = "", ...rest]: readonly string[]): Promise<number> {
  if (asksForHelp([name, ...rest])) {
    console.log(usage);
    return 0;
  }
  const command = Object.hasOwn(keyCommands, name) ? keyCommands[name] : undefined;
  if (command === undefined) {
    throw new CommandError(
      "Say `poolhouse keys create`, `poolhouse keys list`, `poolhouse keys delete ID` or `poolhouse keys rotate POOL`.",
      2,
    );
  }
  const word = rest[0]?.startsWith("-") === false ? rest[0] : undefined;
  const config = readConfig(word === undefined ? rest : rest.slice(1), process.env);
  const installation = await openInstallation(config, { log: silentLog });
  try {
    return await command(installation, word);
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
