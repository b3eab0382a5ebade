import { openStored } from "../../kernel/sealing.ts";
import type { PasskeyRecord, SoftwareTokenRecord, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs, UserWithSoftwareTokens } from "../../ports/store.ts";
import { decoyPasskeys } from "../../rules/passkeys/decoy.ts";
import { allowsPasskeys, passkeysPerUser } from "../../rules/passkeys/relying-party.ts";
import { decoyUser } from "../../rules/sign-in/decoy.ts";
import type { OpenSoftwareToken, SignInFacts, SignInTools } from "../../rules/sign-in/facts.ts";
import { foldName } from "../../rules/sign-in-names.ts";
import type { CallContext, Client, Pool, World } from "../operation.ts";

/** Where a sign-in happens. */
export interface Place {
  readonly pool: Pool;
  readonly client: Client;
}

/** What CPU-bound rules may use. */
export function toolsOf(world: World, pool: Pool): SignInTools {
  return { random: world.random, powers: world.powers, keys: pool.keys };
}

/** Everything a decision about this user looks at. `store` is the transaction when facts are read again inside one. */
export async function readFacts(
  ctx: CallContext,
  place: Place,
  given: UserWithSoftwareTokens & { store: StoreVerbs },
): Promise<SignInFacts> {
  return {
    now: ctx.now,
    pool: place.pool,
    client: place.client,
    user: given.user,
    decoy: false,
    softwareTokens: given.softwareTokens.map((record) => openSoftwareToken(place.pool, record)),
    passkeys: await readPasskeys(place, given),
    appOrigins: ctx.world.appOrigins ?? [],
  };
}

/** Not asked of the database where nobody can sign in with one. */
async function readPasskeys(
  { pool }: Place,
  { user, store }: { user: UserRecord; store: StoreVerbs },
): Promise<PasskeyRecord[]> {
  if (!allowsPasskeys(pool.settings)) return [];
  return store.passkeys.list(pool.id, user.sub, { limit: passkeysPerUser });
}

/**
 * The facts about somebody who does not exist. What is read of a person is looked for all the same: the time that an answer takes
 * must not tell them apart.
 */
export async function readDecoyFacts(ctx: CallContext, place: Place, name: string): Promise<SignInFacts> {
  const { pool, client } = place;
  const { user, passkeys } = makeStandIn(place, name);
  await readPasskeys(place, { user, store: ctx.world.store });
  return {
    now: ctx.now,
    pool,
    client,
    user: { ...user, passkeyMfa: passkeys.length > 0 },
    decoy: true,
    softwareTokens: [],
    passkeys,
    appOrigins: ctx.world.appOrigins ?? [],
  };
}

/** The person and the passkeys that an unknown name seems to have. */
function makeStandIn({ pool }: Place, name: string): { user: UserRecord; passkeys: PasskeyRecord[] } {
  const { id: poolId, settings } = pool;
  const key = pool.keys.for("fake-user");
  const user = decoyUser(key, { poolId, settings, name: foldName(settings, name) });
  return { user, passkeys: decoyPasskeys(key, { poolId, settings, sub: user.sub }) };
}

/**
 * The other half of the work, so that the time it takes to look for a name does not tell whether it was found: for somebody a
 * stand-in is made, for nobody a user is read, and none of it is used.
 */
export async function evenOut(
  ctx: CallContext,
  place: Place,
  given: { name: string; known: boolean },
): Promise<void> {
  const { users } = ctx.world.store;
  // No pool has an empty id, so this finds nothing where somebody was found.
  await users.findFirstWithSoftwareTokens(given.known ? "" : place.pool.id);
  if (given.known) makeStandIn(place, given.name);
}

/** The registration with its secret, which is opened when it is first looked at: most steps of a sign-in only count it. */
export function openSoftwareToken(pool: Pool, record: SoftwareTokenRecord): OpenSoftwareToken {
  const { sealedSecret, ...rest } = record;
  let opened: Uint8Array | undefined;
  return {
    ...rest,
    get secret() {
      opened ??= openStored(pool.keys.for("software-token"), sealedSecret, softwareTokenPlace(record));
      return opened;
    },
  };
}

/** Where a software token's secret is sealed to. */
export function softwareTokenPlace(token: Pick<SoftwareTokenRecord, "poolId" | "sub" | "id">): string {
  return `software_tokens|sealed_secret|${token.poolId}|${token.sub}|${token.id}`;
}
