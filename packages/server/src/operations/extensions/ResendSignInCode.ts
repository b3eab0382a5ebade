import { randomUuid } from "../../kernel/random.ts";
import { requireResend, type Resent, resendCode } from "../../rules/sign-in/resend.ts";
import { actingForUser } from "../callers/acting-for.ts";
import { checkSecretHash } from "../callers/secret-hash.ts";
import { type ClientContext, operation } from "../operation.ts";
import { usedSession } from "../sign-in/refuse.ts";
import { toolsOf } from "../sign-in/facts.ts";
import { factsOf, openInTime } from "../sign-in/respond.ts";
import { sealSession } from "../sign-in/seal-session.ts";
import { prepareSignInMessage, queueSignInMessage } from "../sign-in/sign-in-message.ts";

/** Sends a new code for the pending challenge of a sign-in, in exchange for its Session. */
export const ResendSignInCode = operation({
  name: "ResendSignInCode",
  caller: "client",
  async run(called, input) {
    const ctx = actingForUser(called, input.UserContextData);
    const { pool, client, world } = ctx;
    requireResend(pool.settings);
    const pending = openInTime(ctx, ctx, { sealed: input.Session, envelope: "session" });
    const facts = await factsOf(ctx, ctx, pending);
    const usernames = [pending.name, facts.user.username];
    checkSecretHash(client, { hash: input.SecretHash, usernames });
    const tools = toolsOf(world, pool);
    const resent = await resendCode(facts, tools, { session: pending, id: randomUuid(world.random) });
    await exchange(ctx, { pending, resent });
    return {
      ChallengeName: resent.session.challenge,
      Session: sealSession(world, pool, { session: resent.session, envelope: "session" }),
      ChallengeParameters: { ...resent.issued.parameters },
    };
  },
});

/**
 * One transaction: the old session used up, the message charged and queued. So one session sends one message, and a message that
 * may not be sent leaves the old session, and the code that belongs to it, as they were.
 */
async function exchange(
  ctx: ClientContext,
  { pending, resent }: { pending: Resent["session"]; resent: Resent },
): Promise<void> {
  const { poolId, sub, id, expiresAt, proven } = pending;
  const { message } = resent.issued;
  const prepared = await prepareSignInMessage(ctx, ctx, { message, sub, isFirstFactor: proven.length === 0 });
  await ctx.world.store.transaction(async (tx) => {
    if (!(await tx.consumed.consume(poolId, id, expiresAt))) throw usedSession("session");
    await queueSignInMessage(tx, prepared);
  });
  ctx.world.dispatch.wake();
}
