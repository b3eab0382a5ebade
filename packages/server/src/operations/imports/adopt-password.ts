import { type ForeignHash, matchesForeignHash } from "../../kernel/foreign-hash.ts";
import type { ImportedPassword, ImportJobRecord } from "../../kernel/import-job.ts";
import { openStored } from "../../kernel/sealing.ts";
import type { UserWithSoftwareTokens } from "../../ports/store.ts";
import { readPasswordHash } from "../../rules/imports/password-hash.ts";
import { isUnknownPassword } from "../../rules/password-record.ts";
import type { CallContext, Pool } from "../operation.ts";
import { recordPassword } from "../passwords/password-record.ts";
import { changeUser } from "../users/change-user.ts";
import { importedPasswordPlace } from "./run-batch.ts";

/**
 * Somebody was imported with the hash of a password, and now types one. If it is that password, it is kept from now on as all
 * others are, and the hash is forgotten; otherwise nothing changes, and the sign-in goes on to find a wrong password.
 */
export async function adoptImportedPassword(
  ctx: CallContext,
  pool: Pool,
  given: { found: UserWithSoftwareTokens; password: string | undefined },
): Promise<UserWithSoftwareTokens> {
  const { found, password } = given;
  const hash = password === undefined ? undefined : await findHash(ctx, pool, found);
  if (hash === undefined || password === undefined || !(await matchesForeignHash(hash.foreign, password)))
    return found;
  const recorded = await recordPassword(ctx, pool, { user: found.user, password });
  const user = await changeUser(ctx, found.user, {
    // Whoever set another one meanwhile was first.
    decide: (present) => (present.password?.salt === hash.salt ? { password: recorded } : {}),
    also: (tx, { poolId, sub }) => tx.imports.removePassword(poolId, sub),
  });
  return { ...found, user };
}

/** The hash that stands for the user's password, unless so many were wrong that none is looked at now. */
async function findHash(
  { world, now }: CallContext,
  pool: Pool,
  { user }: UserWithSoftwareTokens,
): Promise<{ foreign: ForeignHash; salt: string } | undefined> {
  if (!isUnknownPassword(user.password)) return undefined;
  const stored = await world.store.imports.findPassword(pool.id, user.sub);
  // It stood for another password, which was replaced.
  if (stored?.salt !== user.password.salt) return undefined;
  const guesses = { poolId: pool.id, subject: user.sub, authenticator: "password" as const };
  if (await world.store.attempts.isBlocked(guesses, now)) return undefined;
  return { foreign: openHash(pool, stored), salt: stored.salt };
}

function openHash(pool: Pool, { sub, sealedHash }: ImportedPassword): ForeignHash {
  const opened = openStored(pool.keys.for("import"), sealedHash, importedPasswordPlace(pool.id, sub));
  // Sealed by the import, which had read it.
  const { algorithm, text } = JSON.parse(opened.toString()) as {
    algorithm: NonNullable<ImportJobRecord["algorithm"]>;
    text: string;
  };
  return readPasswordHash(algorithm, text);
}
