import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { mfaOf } from "../../rules/pools/settings.ts";
import { switchesOf } from "../../rules/pools/switches.ts";
import type { OpenSoftwareToken } from "../../rules/sign-in/facts.ts";
import { checkSoftwareToken } from "../../rules/software-token.ts";
import { isFull, pendingSince, tooManyTokens } from "../../rules/software-tokens.ts";
import { codeTolerance } from "../../rules/strict.ts";
import { requireFullSession } from "../callers/strict-session.ts";
import { forgetAfterChange } from "../devices/forget-after-change.ts";
import { type CallContext, operation } from "../operation.ts";
import { locked } from "../sign-in/refuse.ts";
import { openSoftwareToken } from "../sign-in/facts.ts";
import { changeUser } from "../users/change-user.ts";
import { countWrongCode } from "./attempt.ts";
import { nextSetupSession } from "./setup-session.ts";
import { consumeSetup, findRegistrant, type Registrant } from "./software-token.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";

/**
 * Proves a pending secret with a first code. The code is used up by it, so it cannot also sign in. The app takes the place of
 * the present one, or is added where the pool allows several.
 */
export const VerifySoftwareToken = operation({
  name: "VerifySoftwareToken",
  caller: "accessTokenOrSession",
  async run(ctx, input) {
    if (ctx.session === undefined) {
      requireSettled(ctx.user);
      await requireFullSession(ctx);
    }
    const who = await findRegistrant(ctx);
    const pending = await findPending(ctx, who);
    const moment = { now: ctx.now, tolerance: codeTolerance(who.pool.settings) };
    const checked = checkSoftwareToken([pending], input.UserCode, moment);
    if (checked.outcome !== "right") throw await countWrongCode(ctx, attemptKey(who), codeMismatch());
    const [{ step }] = checked.matches;
    await activate(ctx, who, { id: pending.id, step, friendlyName: input.FriendlyDeviceName });
    const { setup } = who;
    if (setup === undefined) return { Status: "SUCCESS" };
    const proven = [...setup.session.proven, "software-token" as const];
    return { Status: "SUCCESS", Session: nextSetupSession(ctx, setup, { proven, remembers: {} }) };
  },
});

/** The secret this call is about: inside a sign-in the very one its Session was handed, otherwise the user's pending one. */
async function findPending(ctx: CallContext, who: Registrant): Promise<OpenSoftwareToken> {
  const registrations = await ctx.world.store.softwareTokens.list(who.pool.id, who.user.sub);
  const expected = who.setup?.session.remembers["softwareToken"];
  const expired = pendingSince(who.pool.settings, ctx.now);
  const pending = registrations.find(
    (token) =>
      token.state === "pending" &&
      token.createdAt > expired &&
      (who.setup === undefined || token.id === expected),
  );
  if (pending !== undefined) return openSoftwareToken(who.pool, pending);
  throw notAssociated();
}

/** There is no pending secret, it has expired, or another call has just made it the active one. */
function notAssociated(): ServiceError {
  const text = "Software Token MFA does not exist for the user.";
  return new ServiceError("SoftwareTokenMFANotFoundException", text, "software_token_not_associated");
}

type Activation = { id: string; step: number; friendlyName: string | undefined };

/** One transaction: the session used up, the secret active and its step burnt, the factor switched on where the contract says. */
async function activate(ctx: CallContext, who: Registrant, activation: Activation): Promise<void> {
  const { poolId, sub } = who.user;
  await changeUser(ctx, who.user, {
    decide: (present) => enabling(who, present),
    async also(tx) {
      if (who.setup !== undefined) await consumeSetup(tx, who.setup.session);
      if (!(await tx.attempts.rebind(attemptKey(who), ctx.now))) throw locked("software-token");
      const limit = switchesOf(who.pool.settings).softwareTokensPerUser;
      const madeAfter = pendingSince(who.pool.settings, ctx.now);
      if (!(await tx.softwareTokens.activate({ poolId, sub, ...activation, limit, madeAfter })))
        throw await whyNotActivated(tx, who);
      await forgetAfterChange(tx, who.pool.settings, { poolId, sub, kept: who.deviceKey });
    },
  });
}

/** Only words the refusal: the statement that refused has decided. */
async function whyNotActivated(tx: StoreVerbs, who: Registrant): Promise<ServiceError> {
  const tokens = await tx.softwareTokens.list(who.pool.id, who.user.sub);
  return isFull(who.pool.settings, tokens) ? tooManyTokens() : notAssociated();
}

/** A verified token counts at once where MFA is demanded; where it is optional, the person switches it on (contract: MFA 3.2). */
function enabling(who: Registrant, present: UserRecord): Partial<UserRecord> {
  const atOnce = who.setup !== undefined || mfaOf(who.pool.settings).mode === "ON";
  if (!atOnce || present.enabledFactors.includes("SOFTWARE_TOKEN_MFA")) return {};
  return { enabledFactors: [...present.enabledFactors, "SOFTWARE_TOKEN_MFA"] };
}

const attemptKey = (
  who: Registrant,
): { poolId: string; subject: string; authenticator: "software-token" } => ({
  poolId: who.pool.id,
  subject: who.user.sub,
  authenticator: "software-token",
});

function codeMismatch(): ServiceError {
  return new ServiceError("EnableSoftwareTokenMFAException", "Code mismatch", "software_token_wrong");
}
