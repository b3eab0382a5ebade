import type { UserRecord, UserStatus } from "../../kernel/records.ts";
import {
  type SearchedAttribute,
  searchedAttributes,
  searchedValue,
  searchKey,
} from "../../kernel/search-keys.ts";
import type { UserSearchStore } from "../../ports/user-search.ts";
import type { Session } from "../session.ts";
import type { Builder, Slots, Statement } from "../statement.ts";
import { type ReadUserRow, toUser, userColumns } from "./user-row.ts";

export type SearchColumn = `search_${SearchedAttribute}`;

/** The search keys of a user, by their columns; null where it has no value. */
export function searchColumnsOf(user: UserRecord): Record<SearchColumn, string | null> {
  const entries = searchedAttributes.map((attribute) => {
    const value = searchedValue(user, attribute);
    return [`search_${attribute}`, value === undefined ? null : searchKey(value)] as const;
  });
  // One entry for each of the attributes.
  return Object.fromEntries(entries) as Record<SearchColumn, string | null>;
}

/** Reads users page by page in an order that an index has. */
export function createUserSearch(session: Session): UserSearchStore {
  return {
    async search(poolId, search, { limit, after }) {
      if (search.by === "key") {
        const { attribute, from, below } = search;
        // Every sub comes after "", so the first page begins with the first key itself.
        const start = { afterKey: String(after?.order ?? from), afterSub: after?.sub ?? "" };
        const { rows } = await session.run(listByKey[attribute], { poolId, below, limit, ...start });
        return rows.map(toUser);
      }
      const start = { afterCreatedAt: Number(after?.order ?? -1), afterSub: after?.sub ?? "" };
      const { rows } = await session.run(...byAge(search, { poolId, limit, ...start }));
      return rows.map(toUser);
    },
  };
}

interface AgePage {
  poolId: string;
  limit: number;
  afterCreatedAt: number;
  afterSub: string;
}

interface AgeValues {
  status: UserStatus;
  enabled: number;
}

type AgeStatement = Statement<AgePage & AgeValues, ReadUserRow>;

/** Which statement a search by age is, with its values; those that it has no slot for are not looked at. */
function byAge(
  { status, enabled }: { status?: UserStatus; enabled?: boolean },
  page: AgePage,
): [AgeStatement, AgePage & AgeValues] {
  const values = { ...page, status: status ?? "UNKNOWN", enabled: enabled === true ? 1 : 0 };
  if (status !== undefined) return [listByStatus, values];
  return [enabled === undefined ? listAll : listByEnabled, values];
}

const oldestFirst = (db: Builder, slot: Slots<AgePage>) =>
  db
    .selectFrom("users")
    .select(userColumns)
    .where("pool_id", "=", slot.poolId)
    // As one comparison of pairs, because databases find the beginning of such a range in an index.
    .where((eb) => eb(eb.refTuple("created_at", "sub"), ">", eb.tuple(slot.afterCreatedAt, slot.afterSub)))
    .orderBy("created_at")
    .orderBy("sub")
    .limit(slot.limit);

const listAll = (db: Builder, slot: Slots<AgePage>) => oldestFirst(db, slot);

const listByStatus = (db: Builder, slot: Slots<AgePage & Pick<AgeValues, "status">>) =>
  oldestFirst(db, slot).where("status", "=", slot.status);

const listByEnabled = (db: Builder, slot: Slots<AgePage & Pick<AgeValues, "enabled">>) =>
  oldestFirst(db, slot).where("enabled", "=", slot.enabled);

interface KeyPage {
  poolId: string;
  limit: number;
  below: string;
  afterKey: string;
  afterSub: string;
}

/** One statement for each attribute, made once, because statements are compiled once each. */
const listBy =
  (column: SearchColumn): Statement<KeyPage, ReadUserRow> =>
  (db, slot) =>
    db
      .selectFrom("users")
      .select(userColumns)
      .where("pool_id", "=", slot.poolId)
      .where(column, "<", slot.below)
      .where((eb) => eb(eb.refTuple(column, "sub"), ">", eb.tuple(slot.afterKey, slot.afterSub)))
      .orderBy(column)
      .orderBy("sub")
      .limit(slot.limit);

const listByKey: Readonly<Record<SearchedAttribute, Statement<KeyPage, ReadUserRow>>> = {
  username: listBy("search_username"),
  sub: listBy("search_sub"),
  email: listBy("search_email"),
  phone_number: listBy("search_phone_number"),
  name: listBy("search_name"),
  given_name: listBy("search_given_name"),
  family_name: listBy("search_family_name"),
  preferred_username: listBy("search_preferred_username"),
};
