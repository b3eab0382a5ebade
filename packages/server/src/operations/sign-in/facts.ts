import { openStored } from "../../kernel/sealing.ts";
import type { SoftwareTokenRecord, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
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
  given: { user: UserRecord; store: StoreVerbs },
): Promise<SignInFacts> {
  const records = await given.store.softwareTokens.list(place.pool.id, given.user.sub);
  const softwareTokens = records.map((record) => openSoftwareToken(place.pool, record));
  return {
    now: ctx.now,
    pool: place.pool,
    client: place.client,
    user: given.user,
    decoy: false,
    softwareTokens,
  };
}

/** The facts about somebody who does not exist. */
export function decoyFacts(ctx: CallContext, place: Place, name: string): SignInFacts {
  const { pool, client } = place;
  const folded = foldName(pool.settings, name);
  const user = decoyUser(pool.keys.for("fake-user"), {
    poolId: pool.id,
    settings: pool.settings,
    name: folded,
  });
  return { now: ctx.now, pool, client, user, decoy: true, softwareTokens: [] };
}

export function openSoftwareToken(pool: Pool, record: SoftwareTokenRecord): OpenSoftwareToken {
  const { sealedSecret, ...rest } = record;
  const secret = openStored(pool.keys.for("software-token"), sealedSecret, softwareTokenPlace(record));
  return { ...rest, secret };
}

/** Where a software token's secret is sealed to. */
export function softwareTokenPlace(token: Pick<SoftwareTokenRecord, "poolId" | "sub" | "id">): string {
  return `software_tokens|sealed_secret|${token.poolId}|${token.sub}|${token.id}`;
}
