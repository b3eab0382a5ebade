/**
 * Aliases: a verified e-mail address or phone number, or a preferred username, belongs to one user of the pool (contract:
 * identifiers and sign-in names).
 */
import { ServiceError } from "../../kernel/errors.ts";
import type { SignInName, SignInNameKind, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { signInNames, usesAttributeAsUsername } from "../../rules/sign-in-names.ts";
import type { Pool } from "../operation.ts";

/**
 * Gives the user every name that its attributes now call for. With `force`, a verified address that another user signs in
 * with is moved, and is no longer verified there.
 *
 * @throws AliasExistsException if a name belongs to another user.
 */
export async function claimAliases(
  tx: StoreVerbs,
  pool: Pool,
  given: { user: UserRecord; force: boolean; now: number },
): Promise<void> {
  const { user, force, now } = given;
  for (const name of signInNames(pool.settings, user)) {
    if (await tx.users.claimName(pool.id, user.sub, name)) continue;
    if (force) await takeAliasAway(tx, pool, { name, now });
    if (!(await tx.users.claimName(pool.id, user.sub, name))) throw aliasExists(name.kind);
  }
}

/**
 * Inserts a new user with its names. With `force`, a verified address that another user signs in with is moved, one after the
 * other; a username never is. Answers the name that is taken, and then nothing is inserted.
 */
export async function insertWithNames(
  tx: StoreVerbs,
  pool: Pool,
  given: { user: UserRecord; force: boolean; now: number },
): Promise<SignInName | undefined> {
  const { user, force, now } = given;
  const names = signInNames(pool.settings, user);
  let taken = await tx.users.insert(user, names);
  for (let moves = 0; taken !== undefined && force && moves < names.length; moves += 1) {
    if (taken.kind === "username" || usesAttributeAsUsername(pool.settings)) return taken;
    await takeAliasAway(tx, pool, { name: taken, now });
    taken = await tx.users.insert(user, names);
  }
  return taken;
}

/** Takes a verified address away from the user who signs in with it. A username or preferred username stays where it is. */
async function takeAliasAway(
  tx: StoreVerbs,
  pool: Pool,
  given: { name: SignInName; now: number },
): Promise<void> {
  const { kind, key } = given.name;
  if (kind !== "email" && kind !== "phone_number") return;
  const holder = await tx.users.findByName(pool.id, key);
  if (holder === undefined) return;
  const attributes = { ...holder.attributes, [`${kind}_verified`]: "false" };
  const unverified = { ...holder, attributes, modifiedAt: given.now };
  if (await tx.users.update(unverified, holder.version))
    await tx.users.releaseNames(pool.id, holder.sub, kind);
}

export function aliasExists(kind: SignInNameKind): ServiceError {
  return new ServiceError(
    "AliasExistsException",
    `An account with the given ${kind} already exists.`,
    "alias_taken",
  );
}
