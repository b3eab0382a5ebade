/** The effects of a sign-in as conditional statements: each is done at most once, and whoever loses a race is refused. */
import { incorrectUsernameOrPassword, notAuthorized, ServiceError } from "../../kernel/errors.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { replayedCode } from "../../rules/sign-in/challenges/software-token-mfa.ts";
import type { Effect } from "../../rules/sign-in/facts.ts";
import type { CallContext } from "../operation.ts";
import type { Progress } from "./progress.ts";
import { locked, usedSession } from "./refuse.ts";
import { verifyAttribute } from "./verify-attribute.ts";

/** The effects of a passed answer; throws, and so undoes all of them, if one of them lost its race. */
export async function applyEffects(
  ctx: CallContext,
  tx: StoreVerbs,
  given: { effects: readonly Effect[]; progress: Progress },
): Promise<void> {
  const { poolId, sub, id } = given.progress.session;
  const { envelope, expiresAt } = given.progress;
  // First: of a session that is used up nothing else is said, right or wrong.
  if (envelope !== undefined && !(await tx.consumed.consume(poolId, id, expiresAt)))
    throw usedSession(envelope);
  for (const effect of given.effects) {
    const refusal = await applyEffect(ctx, tx, { effect, poolId, sub });
    if (refusal !== undefined) throw refusal;
  }
}

async function applyEffect(
  ctx: CallContext,
  tx: StoreVerbs,
  given: { effect: Effect; poolId: string; sub: string },
): Promise<ServiceError | undefined> {
  const { effect, poolId, sub } = given;
  switch (effect.kind) {
    case "advance-software-token":
      return (await tx.softwareTokens.advance({ poolId, sub, id: effect.id, step: effect.step }))
        ? undefined
        : replayedCode();
    case "authenticate-device": {
      const { key, renewsTrust } = effect;
      const { now, ipAddress } = ctx;
      const sign = { poolId, sub, key, now, ipAddress, ...(renewsTrust && { trustedSince: now }) };
      return (await tx.devices.authenticate(sign))
        ? undefined
        : incorrectUsernameOrPassword("device_changed");
    }
    case "use-passkey":
      return (await tx.passkeys.advance({ poolId, sub, ...effect, now: ctx.now }))
        ? undefined
        : incorrectUsernameOrPassword("passkey_replayed");
    case "consume-recovery-code":
      return (await tx.recoveryCodes.consume({ poolId, sub, mac: effect.mac })) ? undefined : effect.lost;
    case "clear-attempts": {
      const key = { poolId, subject: sub, authenticator: effect.authenticator };
      return (await tx.attempts.clear(key, ctx.now)) ? undefined : locked(effect.authenticator);
    }
    case "claim-name":
      return (await tx.users.claimName(poolId, sub, effect.name)) ? undefined : nameTaken(effect.name.kind);
    case "verify-attribute":
      return verifyAttribute(ctx, tx, { ...effect, poolId, sub });
    case "change-user":
      return (await changeStoredUser(ctx, tx, { effect, poolId, sub }))
        ? undefined
        : notAuthorized("Invalid session for the user.", "user_changed");
  }
}

/** False if somebody else has changed the user since it was read. */
async function changeStoredUser(
  ctx: CallContext,
  tx: StoreVerbs,
  given: { effect: Extract<Effect, { kind: "change-user" }>; poolId: string; sub: string },
): Promise<boolean> {
  const { changes, expectedVersion } = given.effect;
  const present = await tx.users.find(given.poolId, given.sub);
  if (present?.version !== expectedVersion) return false;
  return tx.users.update({ ...present, ...changes, modifiedAt: ctx.now }, expectedVersion);
}

function nameTaken(kind: string): ServiceError {
  return new ServiceError(
    "AliasExistsException",
    `An account with the given ${kind} already exists.`,
    "alias_taken",
  );
}
