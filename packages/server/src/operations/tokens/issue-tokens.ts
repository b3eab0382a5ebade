/**
 * The one place that issues tokens for a sign-in. Whatever led here, the user, the account's state and the factors that the
 * pool demands are read again inside the issuing transaction, and the order of the sign-in must still say: tokens.
 */
import type { AuthenticationResultType } from "@poolhouse/protocol";
import { invalidSession } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { apiScope } from "../../rules/claims.ts";
import { tokenValidityOf } from "../../rules/clients/settings.ts";
import { newDeviceKey } from "../../rules/devices.ts";
import { formatRefreshToken, macOfSecret } from "../../rules/refresh-token.ts";
import { accountRefusal } from "../../rules/sign-in/account-gate.ts";
import type { AuthFlow, Proof, SignInFacts, StepUp } from "../../rules/sign-in/facts.ts";
import { countProven, nextTowards } from "../../rules/sign-in/step-up.ts";
import { readGroupClaims } from "../groups/read-groups.ts";
import { toPool } from "../load.ts";
import type { CallContext } from "../operation.ts";
import { insertTracked, newSession } from "../sessions/track-session.ts";
import { type Place, readFacts } from "../sign-in/facts.ts";
import { nameDevice } from "../sign-in/name-device.ts";
import { findCredit } from "../sign-in/step-up.ts";
import { deviceOfFamily, newDeviceMetadata } from "./device-of-family.ts";
import { runLastTriggers } from "../triggers/last-triggers.ts";
import { signTokens } from "./sign-tokens.ts";

/** What was proven, by whom, and the effects that must come true together with the tokens. */
export interface Grant {
  readonly sub: string;
  readonly flow: AuthFlow;
  readonly proven: readonly Proof[];
  /** Which password was proven, by the instant it was set; absent if none was. */
  readonly passwordSetAt?: number | undefined;
  readonly eventId: string;
  /** The levels that were wanted, if any were, and the sign-in of before that counts, too. */
  readonly stepUp?: StepUp | undefined;
  readonly effects: (tx: StoreVerbs) => Promise<void>;
  /** Records in the same transaction that somebody has signed in. */
  readonly record: (tx: StoreVerbs) => Promise<void>;
  /** The device that the sign-in named. */
  readonly deviceKey?: string | undefined;
  /** Whether the tokens come with the key of a new device, unless the sign-in named one. */
  readonly offersDevice?: boolean;
}

export async function issueTokens(
  ctx: CallContext,
  place: Place,
  grant: Grant,
): Promise<AuthenticationResultType> {
  const secret = ctx.world.random.bytes(32).toString("base64url");
  const begun = newFamily(ctx, place, { grant, secret });
  const session = newSession(ctx);
  const newKey = grant.offersDevice === true ? newDeviceKey(place.pool.id, ctx.world.random) : undefined;
  const { user, family } = await ctx.world.store.transaction(async (tx) => {
    await grant.effects(tx);
    const present = await requireCompleted(ctx, place, { grant, tx });
    const device = deviceOfFamily(present.facts, { proven: grant.proven, newKey });
    const proven = provenBy(present.facts, grant);
    const issued = { ...begun, proven, ...(device !== undefined && { device }) };
    const tracked = { family: issued, session, user: present.user };
    await Promise.all([insertTracked(tx, present.settings, tracked), grant.record(tx)]);
    return { user: present.user, family: issued };
  });
  const newDeviceUsed = newKey !== undefined && family.device?.key === newKey;
  const groups = await readGroupClaims(ctx, user);
  const { proven } = grant;
  const changes = await runLastTriggers(ctx, place, { user, groups, family, proven, newDeviceUsed });
  const tokens = await signTokens(ctx, place, { user, groups, family, changes });
  const RefreshToken = formatRefreshToken(place.pool.keys.for("refresh"), {
    familyId: family.id,
    generation: 0,
    secret,
  });
  return { ...tokens, RefreshToken, ...newDeviceMetadata(place.pool, family.device) };
}

/** Reads user, pool and factors anew and refuses unless nothing more is demanded of this person. */
async function requireCompleted(
  ctx: CallContext,
  place: Place,
  given: { grant: Grant; tx: StoreVerbs },
): Promise<{ user: UserRecord; settings: PoolSettings; facts: SignInFacts }> {
  const { grant, tx } = given;
  const found = await tx.users.findWithPool(place.pool.id, grant.sub);
  if (found === undefined) throw invalidSession("user_deleted");
  const { user, softwareTokens, pool: record } = found;
  const closed = accountRefusal(user, place.client.settings);
  if (closed !== undefined) throw closed;
  const isSamePassword = user.password?.setAt === grant.passwordSetAt;
  if (grant.proven.includes("password") && !isSamePassword) throw invalidSession("password_changed");
  const pool = toPool(ctx.world, record);
  const read = await readFacts(ctx, { pool, client: place.client }, { user, softwareTokens, store: tx });
  const named = await nameDevice(tx, read, { parameters: {}, pending: grant });
  const facts = await findCredit(tx, named, grant.stepUp);
  if (nextTowards(facts, grant.proven, grant.flow).next !== "tokens") throw invalidSession("demands_changed");
  return { user, settings: pool.settings, facts };
}

/** What the family keeps: what was proven now, and in a step-up what that was credited with. */
function provenBy(facts: SignInFacts, { proven }: Grant): readonly Proof[] {
  return countProven(facts, proven).stepUp?.has ?? proven;
}

function newFamily(
  ctx: CallContext,
  place: Place,
  given: { grant: Grant; secret: string },
): TokenFamilyRecord {
  const { pool, client } = place;
  return {
    poolId: pool.id,
    id: randomUuid(ctx.world.random),
    sub: given.grant.sub,
    clientId: client.id,
    secretMac: macOfSecret(pool.keys.for("refresh"), given.secret),
    generation: 0,
    rotatedAt: ctx.now,
    authTime: ctx.now,
    proven: given.grant.proven,
    eventId: given.grant.eventId,
    scope: apiScope,
    createdAt: ctx.now,
    expiresAt: ctx.now + tokenValidityOf(client.settings).refreshSeconds * 1000,
  };
}
