import type { Store } from "../ports/store.ts";
import { openSqlite } from "./sqlite.ts";

/**
 * Opens the store that the address names: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`.
 *
 * @throws if the address is none of these, or the database cannot be opened or is newer than this Poolhouse.
 */
export async function openStore(url: string): Promise<Store> {
  const [, scheme, rest] = /^(sqlite|postgres|postgresql):(.+)$/s.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) throw new Error(allowed);
  if (scheme === "sqlite") return openSqlite({ file: rest });
  // Loaded only where it is used: it takes 10 MiB of memory, and a start should be quick.
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres({ url });
}

/** The address itself is not repeated: it may hold a password. */
const allowed =
  "The database must be sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE.";
