/**
 * The passwords of people who came from elsewhere. What stands here is either a hash that another system made, or nothing but
 * the knowledge that the password is known elsewhere; the first time it is typed it is kept as all others are.
 */
import { type ForeignHash, matchesForeignHash } from "../../kernel/foreign-hash.ts";
import type { ImportedPassword, ImportJobRecord } from "../../kernel/import-job.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { openStored } from "../../kernel/sealing.ts";
import type { UserWithSoftwareTokens } from "../../ports/store.ts";
import { readPasswordHash } from "../../rules/imports/password-hash.ts";
import { isUnknownPassword } from "../../rules/password-record.ts";
import { switchesOf } from "../../rules/pools/switches.ts";
import type { Answer, SignInFacts } from "../../rules/sign-in/facts.ts";
import type { StringMap } from "../../rules/triggers/events.ts";
import type { CallContext, Client, Pool } from "../operation.ts";
import { recordPassword } from "../passwords/password-record.ts";
import { confirmsPassword } from "../triggers/migrate-user.ts";
import { changeUser } from "../users/change-user.ts";
import { importedPasswordPlace } from "./run-batch.ts";

interface Place {
  readonly pool: Pool;
  readonly client: Client;
}

/** What was typed in clear, if anything was. */
interface Typed {
  readonly password: string | undefined;
  readonly validationData: StringMap | undefined;
}

/**
 * Somebody was imported without a password that fits here, and now types one. If it is theirs, it is kept from now on as all
 * others are; otherwise nothing changes, and the sign-in goes on to find a wrong password.
 */
export async function adoptImportedPassword(
  ctx: CallContext,
  place: Place,
  given: Typed & { found: UserWithSoftwareTokens },
): Promise<UserWithSoftwareTokens> {
  const { found, password } = given;
  const user = await adopt(ctx, place, { ...given, user: found.user });
  return password === undefined || user === found.user ? found : { ...found, user };
}

/** As {@link adoptImportedPassword}, for the answer of a challenge that holds a password. */
export async function adoptTypedPassword(
  ctx: CallContext,
  place: Place,
  { facts, answer }: { facts: SignInFacts; answer: Answer },
): Promise<SignInFacts> {
  const { PASSWORD: password, ANSWER: choice } = answer.responses;
  const isPassword =
    answer.challenge === "PASSWORD" || (answer.challenge === "SELECT_CHALLENGE" && choice === "PASSWORD");
  if (!isPassword || !password) return facts;
  const validationData = ctx.clientMetadata;
  if (facts.decoy) {
    // Asked in vain, because somebody who was imported would be asked about.
    if (asksElsewhere(place))
      await confirmsPassword(ctx, place, { user: facts.user, password, validationData });
    return facts;
  }
  return { ...facts, user: await adopt(ctx, place, { user: facts.user, password, validationData }) };
}

async function adopt(
  ctx: CallContext,
  place: Place,
  { user, password, validationData }: Typed & { user: UserRecord },
): Promise<UserRecord> {
  const { password: standIn } = user;
  if (!password || standIn === undefined || !isUnknownPassword(standIn)) return user;
  const { pool } = place;
  // While so many were wrong that none is looked at, nobody is asked either.
  const guesses = { poolId: pool.id, subject: user.sub, authenticator: "password" as const };
  if (await ctx.world.store.attempts.isBlocked(guesses, ctx.now)) return user;
  const stored = await ctx.world.store.imports.findPassword(pool.id, user.sub);
  const isTheirs =
    stored === undefined
      ? asksElsewhere(place) && (await confirmsPassword(ctx, place, { user, password, validationData }))
      : // A hash that stood for another password was replaced.
        stored.salt === standIn.salt && (await matchesForeignHash(openHash(pool, stored), password));
  if (!isTheirs) return user;
  const recorded = await recordPassword(ctx, pool, { user, password });
  return changeUser(ctx, user, {
    decide(present) {
      // Whoever set another one meanwhile was first.
      if (present.password?.salt !== standIn.salt) return {};
      const isSettled = stored === undefined && present.status === "RESET_REQUIRED";
      // Who had to choose a password because none was known has one now. A temporary one is still to be replaced.
      return { password: recorded, ...(isSettled && { status: "CONFIRMED" }) };
    },
    also: (tx, { poolId, sub }) => tx.imports.removePassword(poolId, sub),
  });
}

const asksElsewhere = ({ pool }: Place): boolean => switchesOf(pool.settings).migratePasswords;

function openHash(pool: Pool, { sub, sealedHash }: ImportedPassword): ForeignHash {
  const opened = openStored(pool.keys.for("import"), sealedHash, importedPasswordPlace(pool.id, sub));
  // Sealed by the import, which had read it.
  const { algorithm, text } = JSON.parse(opened.toString()) as {
    algorithm: NonNullable<ImportJobRecord["algorithm"]>;
    text: string;
  };
  return readPasswordHash(algorithm, text);
}
