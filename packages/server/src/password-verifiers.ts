import type { Installation } from "./main.ts";
import { isUnknownPassword, openVerifier } from "./rules/password-record.ts";

/** What is kept of one password, in clear. */
interface PasswordVerifier {
  readonly salt: string;
  /** Hexadecimal. Whoever has it can guess at the password without being counted: it is a secret. */
  readonly verifier: string;
  /** Milliseconds. */
  readonly setAt: number;
}

/** The verifier of a user's password, for an export; undefined without a user, or a password that was set here. */
export async function findPasswordVerifier(
  { store, rootKey }: Installation,
  { poolId, sub }: { poolId: string; sub: string },
): Promise<PasswordVerifier | undefined> {
  const pool = await store.pools.find(poolId);
  const user = await store.users.find(poolId, sub);
  if (pool === undefined || user?.password === undefined || isUnknownPassword(user.password))
    return undefined;
  const { password } = user;
  const keys = rootKey.openPoolKeys(poolId, pool.wrappedKey);
  const verifier = openVerifier(keys, user, password).toString(16);
  return { salt: password.salt, verifier, setAt: password.setAt };
}
