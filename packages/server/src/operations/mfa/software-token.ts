/**
 * Registering a software token, by access token or inside a sign-in that demands one (contract: MFA, section 3). The use case
 * is the same; the two ways differ in how the person is known and in whether a next Session is handed out.
 */
import { encodeBase32 } from "@poolhouse/protocol";
import { invalidSession, ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { SoftwareTokenRecord, UserRecord } from "../../kernel/records.ts";
import { sealText } from "../../kernel/sealing.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { mfaOf } from "../../rules/pools/settings.ts";
import type { SignInSession } from "../../rules/sign-in/facts.ts";
import { nextStep } from "../../rules/sign-in/order.ts";
import { accountRefusal } from "../../rules/sign-in/account-gate.ts";
import { isFull, tooManyTokens } from "../../rules/software-tokens.ts";
import type { CallContext, Pool, TokenOrSessionContext } from "../operation.ts";
import { usedSession } from "../sign-in/refuse.ts";
import { softwareTokenPlace } from "../sign-in/facts.ts";
import { factsOf } from "../sign-in/respond.ts";
import { type OpenedSetup, openSetup } from "./setup-session.ts";

const secretLength = 32;

/** Whose registration it is, and the sign-in it belongs to, if any. */
export interface Registrant {
  readonly pool: Pool;
  readonly user: Pick<UserRecord, "poolId" | "sub">;
  readonly setup: OpenedSetup | undefined;
  /** The device of the session that asks, if it has one. */
  readonly deviceKey: string | undefined;
}

/** The person who registers. Throws SoftwareTokenMFANotFoundException if the pool does not offer software tokens. */
export async function findRegistrant(ctx: TokenOrSessionContext): Promise<Registrant> {
  if (ctx.session === undefined) {
    checkOffered(ctx.pool);
    const { pool, user, family } = ctx;
    return { pool, user, setup: undefined, deviceKey: family?.device?.key };
  }
  const setup = await openSetup(ctx, ctx.session);
  await requireSetUp(ctx, setup);
  checkOffered(setup.pool);
  const { pool, session } = setup;
  const user = { poolId: pool.id, sub: session.sub };
  return { pool, user, setup, deviceKey: session.deviceKey };
}

/** A sign-in session may register a factor only while the pool demands one and the user has none (no second one with half a sign-in). */
async function requireSetUp(ctx: CallContext, setup: OpenedSetup): Promise<void> {
  const { session } = setup;
  const facts = await factsOf(ctx, setup, session);
  const closed = accountRefusal(facts.user, setup.client.settings);
  if (closed?.type === "NotAuthorizedException") throw closed;
  if (closed !== undefined) throw invalidSession(closed.reason);
  const next = nextStep(facts, session.proven);
  if (next.next !== "challenge" || next.name !== "MFA_SETUP") throw invalidSession("setup_not_due");
}

function checkOffered(pool: Pool): void {
  const { mode, softwareToken } = mfaOf(pool.settings);
  if (mode !== "OFF" && softwareToken) return;
  const text = "Software Token MFA has not been enabled by the userPool.";
  throw new ServiceError("SoftwareTokenMFANotFoundException", text, "software_token_not_offered");
}

/** A fresh secret, pending until a first code proves it; an active registration goes on working until then. */
export async function createPending(
  ctx: CallContext,
  who: Registrant,
  also: (tx: StoreVerbs) => Promise<void>,
): Promise<{ id: string; secretCode: string }> {
  const { random, store } = ctx.world;
  const key = { poolId: who.pool.id, sub: who.user.sub, id: randomUuid(random) };
  const secret = random.bytes(secretLength);
  const binding = { place: softwareTokenPlace(key), random };
  const sealedSecret = sealText(who.pool.keys.for("software-token"), secret, binding);
  const record: SoftwareTokenRecord = {
    ...key,
    sealedSecret,
    state: "pending",
    lastStep: -1,
    createdAt: ctx.now,
  };
  await store.transaction(async (tx) => {
    await also(tx);
    // So that nobody scans a secret in vain; VerifySoftwareToken is who holds to the number.
    const present = await tx.softwareTokens.list(who.pool.id, who.user.sub);
    if (isFull(who.pool.settings, present)) throw tooManyTokens();
    await tx.softwareTokens.putPending(record);
  });
  return { id: key.id, secretCode: encodeBase32(secret) };
}

/** Uses a set-up session up; throws for whoever comes second. */
export async function consumeSetup(tx: StoreVerbs, session: SignInSession): Promise<void> {
  if (!(await tx.consumed.consume(session.poolId, session.id, session.expiresAt)))
    throw usedSession("session");
}
