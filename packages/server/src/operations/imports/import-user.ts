import type { ImportedUserResultType, ImportedUserType } from "@poolhouse/protocol";
import { invalidParameter, ServiceError } from "../../kernel/errors.ts";
import type { PasswordRecord, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { mostGroupsOfUser } from "../../rules/groups.ts";
import { readImportedUser } from "../../rules/imports/imported-user.ts";
import { sealPassword, unknownPassword } from "../../rules/password-record.ts";
import { signInNames } from "../../rules/sign-in-names.ts";
import type { CallContext, Pool } from "../operation.ts";
import { momentBefore } from "./moment-before.ts";
import { sealHash } from "./run-batch.ts";

/** A user who is ready to be stored, or the reason why not. */
export type PreparedUser =
  | { readonly said: ImportedUserType; readonly user: UserRecord; readonly sealedHash: string | undefined }
  | { readonly said: ImportedUserType; readonly refusal: string };

/** Reads what is said of a user, before anything of it is stored. */
export function prepareUser(ctx: CallContext, pool: Pool, said: ImportedUserType): PreparedUser {
  try {
    const createdAt = momentBefore(ctx.now, said.UserCreateDate);
    const identity = readImportedUser(pool.settings, said);
    const { sub, username } = { sub: said.Sub, username: identity.username };
    const sealedHash = readHash(ctx, pool, said);
    const owner = { poolId: pool.id, sub, username };
    const user: UserRecord = {
      ...identity,
      ...owner,
      password:
        identity.status === "EXTERNAL_PROVIDER" ? undefined : readPassword(ctx, pool, { said, owner }),
      tokensValidFrom: 0,
      createdAt,
      modifiedAt: Math.max(createdAt, momentBefore(ctx.now, said.UserLastModifiedDate)),
      version: 1,
    };
    return { said, user, sealedHash };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { said, refusal: error.message.replaceAll(/\s+/g, " ").trim() };
  }
}

/** The password if it is known as it is kept here; otherwise a stand-in that nothing fits, until one is adopted or set. */
function readPassword(
  { world, now }: CallContext,
  pool: Pool,
  { said, owner }: { said: ImportedUserType; owner: { poolId: string; sub: string; username: string } },
): PasswordRecord {
  const tools = { random: world.random, keys: pool.keys };
  const { PasswordVerifier: known } = said;
  if (known === undefined) return unknownPassword(tools, owner);
  const setAt = momentBefore(now, known.SetDate);
  return sealPassword(tools, { user: owner, salt: known.Salt, verifier: known.Verifier, setAt });
}

function readHash({ world }: CallContext, pool: Pool, said: ImportedUserType): string | undefined {
  const { PasswordHash: text, PasswordHashingAlgorithm: algorithm } = said;
  if (text === undefined && algorithm === undefined) return undefined;
  if (text === undefined || algorithm === undefined || said.PasswordVerifier !== undefined)
    throw invalidParameter(
      "A password is given by a hash and its algorithm, or by a verifier.",
      "imported_user",
    );
  return sealHash(world, pool, { sub: said.Sub, algorithm, text });
}

/** Stores one user, whole or not at all; groups are joined even if the user was there already. Call it in a transaction. */
export async function storeUser(
  tx: StoreVerbs,
  pool: Pool,
  { prepared, now }: { prepared: PreparedUser; now: number },
): Promise<ImportedUserResultType> {
  const { Sub, Username } = prepared.said;
  const answer = (Outcome: ImportedUserResultType["Outcome"], Reason?: string): ImportedUserResultType => ({
    Sub,
    Username,
    Outcome,
    Reason,
  });
  if ("refusal" in prepared) return answer("REFUSED", prepared.refusal);
  const groups = new Set(prepared.said.Groups);
  const present = await tx.users.find(pool.id, Sub);
  if (present !== undefined && present.username !== prepared.user.username)
    return answer("REFUSED", "The sub is that of another user.");
  const refusal =
    (await checkGroups(tx, prepared.user, groups)) ??
    (present === undefined ? await insert(tx, pool, prepared) : undefined);
  if (refusal !== undefined) return answer("REFUSED", refusal);
  let hasJoined = false;
  for (const name of groups)
    hasJoined = (await tx.groups.join({ poolId: pool.id, sub: Sub, name, now })) || hasJoined;
  return answer(present === undefined ? "IMPORTED" : hasJoined ? "JOINED" : "PRESENT");
}

/** Why the user cannot be in all of these groups. */
async function checkGroups(
  tx: StoreVerbs,
  { poolId, sub }: UserRecord,
  groups: ReadonlySet<string>,
): Promise<string | undefined> {
  if (groups.size === 0) return undefined;
  for (const name of groups)
    if ((await tx.groups.find(poolId, name)) === undefined) return `There is no group ${name}.`;
  const joined = (await tx.groups.listOfUser(poolId, sub)).map(({ name }) => name);
  const isTooMany = new Set([...groups, ...joined]).size > mostGroupsOfUser;
  return isTooMany ? `A user can be in ${mostGroupsOfUser} groups at most.` : undefined;
}

async function insert(
  tx: StoreVerbs,
  pool: Pool,
  { user, sealedHash }: Extract<PreparedUser, { user: UserRecord }>,
): Promise<string | undefined> {
  const taken = await tx.users.insert(user, signInNames(pool.settings, user));
  if (taken !== undefined) return `The ${taken.kind} is that of another user.`;
  if (sealedHash === undefined || user.password === undefined) return undefined;
  const { sub, password } = user;
  await tx.imports.putPassword({ poolId: pool.id, sub, salt: password.salt, sealedHash });
  return undefined;
}
