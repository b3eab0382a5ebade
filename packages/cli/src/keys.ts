import { userInfo } from "node:os";
import {
  createOperatorKey,
  type Installation,
  openInstallation,
  policyFault,
  readConfig,
  rotatePoolKeys,
  silentLog,
  systemClock,
  systemRandom,
  tellLocally,
} from "@poolhouse/server";
import { CommandError } from "./command-error.ts";
import type { Given, Run } from "./command.ts";
import { instantText } from "./instants.ts";
import { type Column, printAnswer, tableOf } from "./output.ts";

/** Where operator keys are. Beside the server, not through it: somebody has to make the first one. */
type Store = Installation["store"];
type OperatorKeyRecord = Awaited<ReturnType<Store["operatorKeys"]["list"]>>[number];
type KeyPolicy = OperatorKeyRecord["policy"];

type LocalParts = Parameters<typeof tellLocally>[0];

const day = 86_400_000;

/** What is done with an open installation; the word is a key's id or a pool's. */
type KeyCommand = (installation: Installation, word: string | undefined, given: Given) => Promise<number>;

/** Makes a key. What is wrong with its policy is said before anything is opened. */
export const createKey: Run = (given) => {
  const policy = readPolicy(given);
  const life = readLife(given.text("expires"));
  return withInstallation(given, (installation, note = "") => create(installation, { note, policy, life }));
};
export const listKeys: Run = (given) => withInstallation(given, list);
export const deleteKey: Run = (given) => withInstallation(given, remove);
export const rotateKeys: Run = (given) => withInstallation(given, rotate);

async function withInstallation(given: Given, work: KeyCommand): Promise<number> {
  const installation = await openInstallation(readConfig(given.settings, process.env), { log: silentLog });
  try {
    return await work(installation, given.words[0], given);
  } finally {
    await installation.store.close();
  }
}

/** The installation with what changing it takes; the audit trail tells of it under this machine's name for whoever runs it. */
function told(installation: Installation, operation: Parameters<typeof tellLocally>[1]): LocalParts {
  const parts = { ...installation, clock: systemClock, random: systemRandom };
  return tellLocally(parts, operation, userName());
}

/** A container's user may have a number only. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

/** The flags may be repeated, and each may hold several with commas between. */
function readPolicy(given: Given): KeyPolicy {
  const read = (flag: string): string[] => given.texts(flag).flatMap((text) => text.split(/\s*,\s*/));
  const [operations, pools] = [read("allow"), read("pool")];
  const policy = {
    operations: operations.length > 0 ? operations : ["*"],
    pools: pools.length > 0 ? pools : ["*"],
  };
  const fault = policyFault(policy);
  if (fault !== undefined) throw CommandError.usage(fault);
  return policy;
}

function readLife(days: string | undefined): number | undefined {
  if (days === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(days))
    throw CommandError.usage("--expires must be a number of days, 1 to 9999.");
  return Number(days) * day;
}

interface NewKey {
  readonly note: string;
  readonly policy: KeyPolicy;
  /** In milliseconds. */
  readonly life: number | undefined;
}

async function create(installation: Installation, { note, policy, life }: NewKey): Promise<number> {
  await demandPools(installation.store, policy);
  const parts = told(installation, "CreateOperatorKey");
  const expiresAt = life === undefined ? undefined : systemClock.now() + life;
  const key = await createOperatorKey(parts, { description: note, policy, expiresAt });
  console.log(`AWS_ACCESS_KEY_ID=${key.accessKeyId}\nAWS_SECRET_ACCESS_KEY=${key.secretAccessKey}`);
  const ending = expiresAt === undefined ? "" : ` until ${instantText(expiresAt / 1000)}`;
  console.error(`The secret is shown this once. Whoever has it may call ${describePolicy(policy)}${ending}.`);
  return 0;
}

/** A pool that is not there is nearly always one that was mistyped. */
async function demandPools(store: Store, { pools }: KeyPolicy): Promise<void> {
  const named = pools.filter((id) => id !== "*");
  const found = await Promise.all(named.map((id) => store.pools.find(id)));
  const missing = named.find((_id, at) => found[at] === undefined);
  if (missing !== undefined) throw CommandError.notFound(`There is no user pool ${missing}.`);
}

function describePolicy({ operations, pools }: KeyPolicy): string {
  const what = operations.includes("*") ? "every operator operation" : operations.join(", ");
  return pools.includes("*") ? what : `${what} in ${pools.join(", ")}`;
}

const keyColumns: readonly Column<OperatorKeyRecord>[] = [
  { title: "KEY", of: ({ accessKeyId }) => accessKeyId },
  { title: "NOTE", of: ({ description }) => description },
  { title: "ALLOWS", of: ({ policy }) => policy.operations.join(",") },
  { title: "POOLS", of: ({ policy }) => policy.pools.join(",") },
  { title: "MADE", of: ({ createdAt }) => instantText(createdAt / 1000) },
  { title: "ENDS", of: describeEnd },
];

function describeEnd({ expiresAt }: OperatorKeyRecord): string {
  if (expiresAt === undefined) return "never";
  const instant = instantText(expiresAt / 1000) ?? "";
  return expiresAt <= systemClock.now() ? `${instant} (over)` : instant;
}

async function list({ store }: Installation, _word: string | undefined, given: Given): Promise<number> {
  const keys = await store.operatorKeys.list();
  printAnswer(
    given,
    { OperatorKeys: keys.map(describeKey) },
    keys.length > 0 ? tableOf(keys, keyColumns) : "",
  );
  return 0;
}

/** A key for programs. Its secret is not among what can be shown. */
function describeKey({ accessKeyId, description, policy, createdAt, expiresAt }: OperatorKeyRecord): object {
  return {
    AccessKeyId: accessKeyId,
    Description: description,
    Operations: policy.operations,
    Pools: policy.pools,
    CreationDate: createdAt / 1000,
    ...(expiresAt !== undefined && { ExpirationDate: expiresAt / 1000 }),
  };
}

async function remove(installation: Installation, accessKeyId: string | undefined): Promise<number> {
  if (accessKeyId === undefined) throw CommandError.usage("Say which: `poolhouse keys delete ID`.");
  const { store } = told(installation, "DeleteOperatorKey");
  const isGone = await store.operatorKeys.remove(accessKeyId);
  if (!isGone) throw CommandError.notFound(`There is no operator key ${accessKeyId}.`);
  console.log(`${accessKeyId} is deleted.`);
  return 0;
}

async function rotate(installation: Installation, poolId: string | undefined): Promise<number> {
  if (poolId === undefined) throw CommandError.usage("Say which pool: `poolhouse keys rotate POOL`.");
  const made = await rotatePoolKeys(told(installation, "RotateSigningKeys"), poolId);
  if (made === undefined) throw CommandError.notFound(`There is no user pool ${poolId}.`);
  if (made < 2) throw new CommandError("Somebody else is rotating these keys. Try again.");
  console.log(`In two minutes ${poolId} signs with new keys; the old ones stay published for two days.`);
  return 0;
}
