import type { Store } from "../ports/store.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

/**
 * Opens the store that the address names: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`.
 *
 * @throws if the address is none of these, or the database cannot be opened or is newer than this Poolhouse.
 */
export async function openStore(url: string): Promise<Store> {
  const [, scheme, rest] = /^(sqlite|postgres|postgresql):(.+)$/s.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) throw new Error(allowed);
  return scheme === "sqlite" ? openSqlite({ file: rest }) : openPostgres({ url });
}

/** The address itself is not repeated: it may hold a password. */
const allowed =
  "The database must be sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE.";
