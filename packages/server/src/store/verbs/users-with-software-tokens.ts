import type { SoftwareTokenRecord } from "../../kernel/records.ts";
import type { UserStore, UserWithSoftwareTokens } from "../../ports/store.ts";
import type { Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { poolColumns, toPool } from "./pools.ts";
import { toUser, type ReadUserRow, userColumns } from "./user-row.ts";

type Verbs = Pick<
  UserStore,
  "findWithSoftwareTokens" | "findByNameWithSoftwareTokens" | "findFirstWithSoftwareTokens" | "findWithPool"
>;

/** Users read together with their software tokens: one row for each registration, or one without any. */
export function readUsersWithSoftwareTokens(session: Session): Verbs {
  return {
    async findWithSoftwareTokens(poolId, sub) {
      return gather((await session.run(findUser, { poolId, sub })).rows);
    },
    async findByNameWithSoftwareTokens(poolId, key) {
      return gather((await session.run(findUserByName, { poolId, key })).rows);
    },
    async findFirstWithSoftwareTokens(poolId) {
      return gather((await session.run(findFirstUser, { poolId })).rows);
    },
    async findWithPool(poolId, sub) {
      const { rows } = await session.run(findUserWithPool, { poolId, sub });
      const found = gather(rows);
      return found && rows[0] && { ...found, pool: toPool(rows[0]) };
    },
  };
}

/** A registration's columns beside those of its user, which they must not hide; null for a user without one. */
interface TokenRow {
  tokenId: string | null;
  sealedSecret: string | null;
  tokenState: SoftwareTokenRecord["state"] | null;
  friendlyName: string | null;
  lastStep: number | null;
  tokenCreatedAt: number | null;
}

const tokenColumns = [
  "software_tokens.id as tokenId",
  "software_tokens.sealed_secret as sealedSecret",
  "software_tokens.state as tokenState",
  "software_tokens.friendly_name as friendlyName",
  "software_tokens.last_step as lastStep",
  "software_tokens.created_at as tokenCreatedAt",
] as const;

function gather(rows: readonly (ReadUserRow & TokenRow)[]): UserWithSoftwareTokens | undefined {
  const [first] = rows;
  return first && { user: toUser(first), softwareTokens: rows.flatMap(readToken) };
}

/** The columns are null all together, where there is no registration. */
function readToken(row: ReadUserRow & TokenRow): SoftwareTokenRecord[] {
  const { poolId, sub, tokenId: id, sealedSecret, tokenState: state, lastStep, tokenCreatedAt } = row;
  if (id === null || sealedSecret === null || state === null) return [];
  if (lastStep === null || tokenCreatedAt === null) return [];
  const friendlyName = row.friendlyName ?? undefined;
  return [{ poolId, sub, id, sealedSecret, state, friendlyName, lastStep, createdAt: tokenCreatedAt }];
}

const usersWithTokens = (db: Builder) =>
  db
    .selectFrom("users")
    .leftJoin("software_tokens", (join) =>
      join
        .onRef("software_tokens.pool_id", "=", "users.pool_id")
        .onRef("software_tokens.sub", "=", "users.sub"),
    )
    .select(userColumns)
    .select(tokenColumns)
    // "active" sorts before "pending".
    .orderBy("software_tokens.state")
    .orderBy("software_tokens.created_at");

const findUser = (db: Builder, slot: Slots<{ poolId: string; sub: string }>) =>
  usersWithTokens(db).where("users.pool_id", "=", slot.poolId).where("users.sub", "=", slot.sub);

const findFirstUser = (db: Builder, slot: Slots<{ poolId: string }>) =>
  usersWithTokens(db)
    .where("users.pool_id", "=", slot.poolId)
    .where("users.sub", "=", (eb) =>
      eb
        .selectFrom("users as all_users")
        .select((of) => of.fn.min("all_users.sub").as("sub"))
        .where("all_users.pool_id", "=", slot.poolId),
    );

const findUserByName = (db: Builder, slot: Slots<{ poolId: string; key: string }>) =>
  usersWithTokens(db)
    .innerJoin("sign_in_names as names", (join) =>
      join.onRef("names.pool_id", "=", "users.pool_id").onRef("names.sub", "=", "users.sub"),
    )
    .where("names.pool_id", "=", slot.poolId)
    .where("names.key", "=", slot.key);

const findUserWithPool = (db: Builder, slot: Slots<{ poolId: string; sub: string }>) =>
  usersWithTokens(db)
    .innerJoin("pools", "pools.id", "users.pool_id")
    .select(poolColumns)
    .where("users.pool_id", "=", slot.poolId)
    .where("users.sub", "=", slot.sub);
