import type { SignInName, UserRecord } from "../../kernel/records.ts";
import type { UserStore } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { claimName, deleteNames, releaseNames } from "./sign-in-names.ts";
import { toUser, toUserRow, type UserRow, userColumns } from "./user-row.ts";
import { createUserSearch, type SearchColumn, searchColumnsOf } from "./user-search.ts";
import { readUsersWithSoftwareTokens } from "./users-with-software-tokens.ts";

/** The users and the names they sign in with. */
export function createUsers(session: Session): UserStore {
  return {
    insert: (user, names) => insertWithNames(session, user, names),
    async find(poolId, sub) {
      const row = await firstRow(session, findUser, { poolId, sub });
      return row && toUser(row);
    },
    async findByName(poolId, key) {
      const row = await firstRow(session, findUserByName, { poolId, key });
      return row && toUser(row);
    },
    ...readUsersWithSoftwareTokens(session),
    ...createUserSearch(session),
    update: (user, expectedVersion) =>
      happened(session, updateUser, { ...toWrittenRow(user), expectedVersion }),
    claimName: (poolId, sub, name) => happened(session, claimName, { poolId, sub, ...name }),
    async releaseNames(poolId, sub, kind) {
      await session.run(releaseNames, { poolId, sub, kind });
    },
    remove: (poolId, sub) => removeUser(session, poolId, sub),
  };
}

/**
 * Each name is unique in its pool, so of two sign-ups with one name the second stops there. What it had stored is taken
 * away again rather than rolled back, because the transaction may be a larger one that goes on.
 */
function insertWithNames(
  session: Session,
  user: UserRecord,
  names: readonly SignInName[],
): Promise<SignInName | undefined> {
  const { poolId, sub } = user;
  return session.atomically(async (tx) => {
    const [claims] = await Promise.all([
      Promise.all(names.map((name) => happened(tx, claimName, { poolId, sub, ...name }))),
      tx.run(insertUser, toWrittenRow(user)),
    ]);
    const taken = names.find((_, index) => claims[index] === false);
    if (taken !== undefined) {
      await Promise.all([tx.run(deleteNames, { poolId, sub }), tx.run(deleteUser, { poolId, sub })]);
    }
    return taken;
  });
}

/** A user as it is written: with its search keys, which nobody reads but the indexes. */
type WrittenUserRow = UserRow & Record<SearchColumn, string | null>;

const toWrittenRow = (user: UserRecord): WrittenUserRow => ({ ...toUserRow(user), ...searchColumnsOf(user) });

const searchSlots = (slot: Slots<Record<SearchColumn, string | null>>) => ({
  search_username: slot.search_username,
  search_sub: slot.search_sub,
  search_email: slot.search_email,
  search_phone_number: slot.search_phone_number,
  search_name: slot.search_name,
  search_given_name: slot.search_given_name,
  search_family_name: slot.search_family_name,
  search_preferred_username: slot.search_preferred_username,
});

const insertUser = (db: Builder, slot: Slots<WrittenUserRow>) =>
  db.insertInto("users").values({
    pool_id: slot.poolId,
    sub: slot.sub,
    username: slot.username,
    status: slot.status,
    enabled: slot.enabled,
    attributes: slot.attributes,
    password_salt: slot.passwordSalt,
    sealed_verifier: slot.sealedVerifier,
    password_set_at: slot.passwordSetAt,
    enabled_factors: slot.enabledFactors,
    preferred_factor: slot.preferredFactor,
    shows_mfa_options: slot.showsMfaOptions,
    passkey_mfa: slot.passkeyMfa,
    tokens_valid_from: slot.tokensValidFrom,
    created_at: slot.userCreatedAt,
    modified_at: slot.modifiedAt,
    version: slot.version,
    ...searchSlots(slot),
  });

const findUser = (db: Builder, slot: Slots<{ poolId: string; sub: string }>) =>
  db.selectFrom("users").select(userColumns).where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub);

const findUserByName = (db: Builder, slot: Slots<{ poolId: string; key: string }>) =>
  db
    .selectFrom("sign_in_names as names")
    .innerJoin("users", (join) =>
      join.onRef("users.pool_id", "=", "names.pool_id").onRef("users.sub", "=", "names.sub"),
    )
    .select(userColumns)
    .where("names.pool_id", "=", slot.poolId)
    .where("names.key", "=", slot.key);

const updateUser = (db: Builder, slot: Slots<WrittenUserRow & { expectedVersion: number }>) =>
  db
    .updateTable("users")
    .set((eb) => ({
      username: slot.username,
      status: slot.status,
      enabled: slot.enabled,
      attributes: slot.attributes,
      password_salt: slot.passwordSalt,
      sealed_verifier: slot.sealedVerifier,
      password_set_at: slot.passwordSetAt,
      enabled_factors: slot.enabledFactors,
      preferred_factor: slot.preferredFactor,
      shows_mfa_options: slot.showsMfaOptions,
      passkey_mfa: slot.passkeyMfa,
      tokens_valid_from: slot.tokensValidFrom,
      modified_at: slot.modifiedAt,
      ...searchSlots(slot),
      version: eb("version", "+", 1),
    }))
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("version", "=", slot.expectedVersion);

type UserKey = Slots<{ poolId: string; sub: string }>;

const deleteUser = (db: Builder, slot: UserKey) =>
  db.deleteFrom("users").where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub);

/** One deletion for each other table that knows the user, by sub or as the subject that is counted. */
const forgetUser = [
  ...(
    [
      "sign_in_names",
      "software_tokens",
      "passkeys",
      "passkey_challenges",
      "codes",
      "recovery_codes",
      "devices",
      "group_members",
      "imported_passwords",
      "linked_identities",
      "auth_events",
      "token_families",
    ] as const
  ).map(
    (table) => (db: Builder, slot: UserKey) =>
      db.deleteFrom(table).where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub),
  ),
  ...(["attempts", "usage_windows"] as const).map(
    (table) => (db: Builder, slot: UserKey) =>
      db.deleteFrom(table).where("pool_id", "=", slot.poolId).where("subject", "=", slot.sub),
  ),
];

function removeUser(session: Session, poolId: string, sub: string): Promise<boolean> {
  return session.atomically(async (tx) => {
    const [removed] = await Promise.all([
      happened(tx, deleteUser, { poolId, sub }),
      ...forgetUser.map((forget) => tx.run(forget, { poolId, sub })),
    ]);
    return removed;
  });
}
