import type { ClientRecord } from "../../kernel/records.ts";
import type { TokenFamilyStore, TokenHolder } from "../../ports/store.ts";
import { parseDocument, parseSettings } from "../documents.ts";
import { firstRow, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { familyColumns, type FamilyRow, toFamily } from "./family-row.ts";
import { poolColumns, type PoolRow, toPool } from "./pools.ts";
import { toUser, type ReadUserRow, userColumns } from "./user-row.ts";

/** Everything behind an access token in one query; what is gone leaves its columns null. */
export function findTokenHolders(session: Session): Pick<TokenFamilyStore, "findWithHolder"> {
  return {
    async findWithHolder(token) {
      const row = await firstRow(session, findHolder, token);
      return row && toHolder(row);
    },
  };
}

/** The client's columns beside those of the family and the pool, which they must not hide. */
const clientColumns = [
  "clients.id as holderClientId",
  "clients.pool_id as holderClientPoolId",
  "clients.name as clientName",
  "clients.settings as clientSettings",
  "clients.secrets as clientSecrets",
  "clients.created_at as clientCreatedAt",
  "clients.modified_at as clientModifiedAt",
  "clients.version as clientVersion",
] as const;

type Row = Nullable<FamilyRow & ReadUserRow & ClientColumns> & PoolRow;

type Nullable<Columns> = { [Name in Exclude<keyof Columns, keyof PoolRow>]: Columns[Name] | null };

interface ClientColumns {
  holderClientId: string;
  holderClientPoolId: string;
  clientName: string;
  clientSettings: string;
  clientSecrets: string;
  clientCreatedAt: number;
  clientModifiedAt: number;
  clientVersion: number;
}

function toHolder(row: Row): TokenHolder {
  return { pool: toPool(row), client: toClient(row), owner: toOwner(row) };
}

/** A family without its user is worth nothing. */
function toOwner(row: Row): TokenHolder["owner"] {
  if (row.id === null || row.username === null) return undefined;
  // Each of the two is joined as a whole, so where one of its columns that must have a value has one, all of them have.
  const present = row as FamilyRow & ReadUserRow;
  return { family: toFamily(present), user: toUser(present) };
}

function toClient(row: Row): ClientRecord | undefined {
  if (row.holderClientId === null) return undefined;
  // As above.
  const present = row as ClientColumns;
  return {
    id: present.holderClientId,
    poolId: present.holderClientPoolId,
    name: present.clientName,
    settings: parseSettings(present.clientSettings),
    secrets: parseDocument(present.clientSecrets),
    createdAt: present.clientCreatedAt,
    modifiedAt: present.clientModifiedAt,
    version: present.clientVersion,
  };
}

const findHolder = (db: Builder, slot: Slots<{ poolId: string; id: string; clientId: string }>) =>
  db
    .selectFrom("pools")
    .leftJoin("token_families", (join) =>
      join.onRef("token_families.pool_id", "=", "pools.id").on("token_families.id", "=", slot.id),
    )
    .leftJoin("users", (join) =>
      join
        .onRef("users.pool_id", "=", "token_families.pool_id")
        .onRef("users.sub", "=", "token_families.sub"),
    )
    .leftJoin("clients", (join) => join.on("clients.id", "=", slot.clientId))
    .select(familyColumns)
    .select(userColumns)
    .select(clientColumns)
    // The last: its id is there even where the user's is null.
    .select(poolColumns)
    .where("pools.id", "=", slot.poolId);
