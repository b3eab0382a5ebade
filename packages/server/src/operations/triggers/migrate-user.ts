import { randomUuid } from "../../kernel/random.ts";
import type { SignInName, UserRecord } from "../../kernel/records.ts";
import { checkAttributes, checkVerifiedFlags } from "../../rules/attributes.ts";
import { type StringMap, userAttributesFor } from "../../rules/triggers/events.ts";
import type { TriggerSources } from "../../rules/triggers/names.ts";
import { type MigratedUser, readMigratedUser } from "../../rules/triggers/migrated-users.ts";
import { identifyNewUser } from "../../rules/usernames.ts";
import { recordNewUser } from "../audit/record-changes.ts";
import type { CallContext, Client, Pool } from "../operation.ts";
import { aliasExists, insertWithNames } from "../users/claim-aliases.ts";
import { findUserByName } from "../users/find-user.ts";
import { newUserRecord } from "../users/new-user.ts";
import { runTrigger } from "./run-trigger.ts";

interface Place {
  readonly pool: Pool;
  readonly client: Client;
}

/** A name that the pool does not know, with the password that was typed. */
interface Stranger {
  readonly name: string;
  readonly password: string | undefined;
  readonly validationData: StringMap | undefined;
}

/**
 * Asks UserMigration about a name that nobody has, and makes the user it describes; undefined if there is none, or no password
 * to ask with. No message is sent: a welcome would carry the person's own password.
 */
export async function migrateUser(
  ctx: CallContext,
  place: Place,
  stranger: Stranger,
): Promise<UserRecord | undefined> {
  const { name, password } = stranger;
  if (!password) return undefined;
  const request = { password, validationData: stranger.validationData ?? {} };
  const migrated = await askAbout(ctx, place, { name, source: "Authentication", request });
  const told = recordNewUser(ctx, place.client.id, "InitiateAuth");
  return migrated && insertMigrated(told, place.pool, { migrated, name, password });
}

/** Asks UserMigration about a name that nobody has and whose password is forgotten: there is none to keep. */
export async function migrateForReset(
  ctx: CallContext,
  place: Place,
  { name }: { name: string },
): Promise<UserRecord | undefined> {
  const request = { validationData: {}, clientMetadata: ctx.clientMetadata };
  const migrated = await askAbout(ctx, place, { name, source: "ForgotPassword", request });
  const told = recordNewUser(ctx, place.client.id, "ForgotPassword");
  return migrated && insertMigrated(told, place.pool, { migrated, name, password: undefined });
}

/**
 * Asks UserMigration whether this is the password of somebody who was imported without one. The function is asked about the
 * username, not about what was typed: an alias may be another person's where the user came from.
 */
export async function confirmsPassword(
  ctx: CallContext,
  place: Place,
  given: { user: UserRecord; password: string; validationData: StringMap | undefined },
): Promise<boolean> {
  const { user, password, validationData = {} } = given;
  const request = { password, validationData, userAttributes: userAttributesFor(user) };
  const asked = { name: user.username, source: "Authentication", request } as const;
  return (await askAbout(ctx, place, asked))?.status === "CONFIRMED";
}

async function askAbout(
  ctx: CallContext,
  { pool, client }: Place,
  asked: { name: string; source: TriggerSources["UserMigration"]; request: Record<string, unknown> },
): Promise<MigratedUser | undefined> {
  const { name: userName, source, request } = asked;
  const event = { name: "UserMigration", source, clientId: client.id, userName, request } as const;
  const response = await runTrigger(ctx, pool, event);
  return response === undefined ? undefined : readMigratedUser(response);
}

async function insertMigrated(
  ctx: CallContext,
  pool: Pool,
  given: { migrated: MigratedUser; name: string; password: string | undefined },
): Promise<UserRecord | undefined> {
  const { migrated, name } = given;
  const user = { ...(await newMigrated(ctx, pool, given)), ...(migrated.enableSms && smsFactor) };
  let taken: SignInName | undefined;
  let isKnown = false;
  await ctx.world.store
    .transaction(async (tx) => {
      isKnown = (await tx.users.find(pool.id, user.sub)) !== undefined;
      if (isKnown) return;
      taken = await insertWithNames(tx, pool, { user, force: migrated.force, now: ctx.now });
      if (taken !== undefined) throw aliasExists(taken.kind);
    })
    .catch((error: unknown) => {
      if (taken === undefined) throw error;
    });
  // Whoever came with this sub goes by another name here.
  if (isKnown) return undefined;
  if (taken === undefined) return user;
  // Somebody of this name was made meanwhile, most likely by the same person trying twice.
  const present = await findUserByName(ctx.world, pool, name);
  if (present === undefined) throw aliasExists(taken.kind);
  return present;
}

const smsFactor = { enabledFactors: ["SMS_MFA"], preferredFactor: "SMS_MFA" } satisfies Partial<UserRecord>;

/** Only a password that was found right is kept: whoever must reset it has none. */
async function newMigrated(
  ctx: CallContext,
  pool: Pool,
  { migrated, name, password }: { migrated: MigratedUser; name: string; password: string | undefined },
): Promise<UserRecord> {
  const { username = name, sub = randomUuid(ctx.world.random), ...attributes } = migrated.attributes;
  const list = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const checked = checkAttributes(pool.settings, { list });
  const identity = identifyNewUser(pool.settings, { name: username, sub, attributes: checked });
  checkVerifiedFlags(identity.attributes);
  const { status } = migrated;
  return newUserRecord(ctx, pool, {
    ...identity,
    sub,
    status,
    password: status === "CONFIRMED" ? password : undefined,
  });
}
