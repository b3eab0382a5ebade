/** What a session must have proven to change its owner's factors and addresses, where the pool has the preset strictNist. */
import { provesEnough } from "../../rules/assurance.ts";
import { isStrict, requireEnoughProven, requireRecentSignIn } from "../../rules/strict.ts";
import type { TokenContext } from "../operation.ts";

/** Throws NotAuthorizedException unless this session proved all that its owner's sign-in asks for; elsewhere does nothing. */
export async function requireFullSession(ctx: TokenContext): Promise<void> {
  const { user, pool, family, world } = ctx;
  if (!isStrict(pool.settings)) return;
  const tokens = await world.store.softwareTokens.list(pool.id, user.sub);
  const hasSoftwareToken = tokens.some((token) => token.state === "active");
  const facts = { settings: pool.settings, user, hasSoftwareToken };
  requireEnoughProven(provesEnough(facts, family?.proven ?? []));
}

/** {@link requireFullSession}, and the sign-in must be recent. */
export async function requireFreshSession(ctx: TokenContext): Promise<void> {
  if (!isStrict(ctx.pool.settings)) return;
  requireRecentSignIn(ctx.family?.authTime ?? 0, ctx.now);
  await requireFullSession(ctx);
}
