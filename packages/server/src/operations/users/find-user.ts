import { userDoesNotExist } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { UserWithSoftwareTokens } from "../../ports/store.ts";
import { foldName } from "../../rules/sign-in-names.ts";
import type { Pool, World } from "../operation.ts";

/** The user who may sign in with this name: the username or an active alias. A sub that is not a username is nobody. */
export async function findUserByName(
  world: World,
  pool: Pool,
  name: string,
): Promise<UserRecord | undefined> {
  return world.store.users.findByName(pool.id, foldName(pool.settings, name));
}

/** As {@link findUserByName}, with the software tokens: the read that a sign-in begins with. */
export async function findUserForSignIn(
  world: World,
  pool: Pool,
  name: string,
): Promise<UserWithSoftwareTokens | undefined> {
  return world.store.users.findByNameWithSoftwareTokens(pool.id, foldName(pool.settings, name));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The user an operator names: by username, alias or sub. Throws UserNotFoundException. */
export async function loadUser(world: World, pool: Pool, name: string): Promise<UserRecord> {
  const byName = await findUserByName(world, pool, name);
  if (byName !== undefined) return byName;
  const bySub = uuid.test(name) ? await world.store.users.find(pool.id, name) : undefined;
  if (bySub === undefined) throw userDoesNotExist();
  return bySub;
}
