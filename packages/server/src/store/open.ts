import type { Store } from "../ports/store.ts";
import { openSqlite } from "./sqlite.ts";

/**
 * Opens the store that the address names: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`.
 *
 * @throws if the address is none of these, or the database cannot be opened or is newer than this Poolhouse.
 */
export async function openStore(url: string): Promise<Store> {
  if (url.startsWith("sqlite:") && url.length > "sqlite:".length) {
    return await openSqlite({ file: url.slice("sqlite:".length) });
  }
  // The address is not repeated: it may hold a password.
  throw new Error(
    "The database must be sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE.",
  );
}
