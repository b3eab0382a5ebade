import { ServiceError } from "../../kernel/errors.ts";
import type { AttemptKey, CodeRecord, PasswordRecord, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { recoveryLimit } from "../../rules/account-recovery.ts";
import { codeMismatch, tooManyWrongCodes } from "../../rules/codes.ts";
import { checkPassword } from "../../rules/password-policy.ts";
import { switchesOf } from "../../rules/pools/switches.ts";
import { hidesUsers, requireConfirmed } from "../../rules/sign-in/account-gate.ts";
import { actingForUser } from "../callers/acting-for.ts";
import { resolveNamedUser } from "../callers/named-user.ts";
import { redeemCode } from "../codes/confirmation-codes.ts";
import { type ClientContext, operation } from "../operation.ts";
import { type EventFacts, type EventOwner, recordEvent, recordingRefusal } from "../risk/record-event.ts";
import { runPostConfirmation } from "../triggers/sign-up-triggers.ts";
import { changeUser } from "../users/change-user.ts";
import { findUserByName } from "../users/find-user.ts";
import { passwordWasUsed, repeatsPassword } from "./check-history.ts";
import { recordPassword } from "./password-record.ts";

/** Takes the code that ForgotPassword sent in exchange for a new password. The user's second factors stay as they are. */
export const ConfirmForgotPassword = operation({
  name: "ConfirmForgotPassword",
  caller: "client",
  async run(request, input) {
    const ctx = actingForUser(request, input.UserContextData);
    const { pool, client, world } = ctx;
    const found = await findUserByName(world, pool, input.Username);
    const { user, subject } = await resolveNamedUser(ctx, { input, user: found, limit: recoveryLimit });
    checkPassword(pool.settings, input.Password, "does not conform to");
    const code = await world.store.codes.find(pool.id, subject, "reset-password");
    const owner = { username: input.Username, ...user, poolId: pool.id, sub: subject };
    const isRepeated = await repeatsPassword(ctx, pool, { user: owner, password: input.Password });
    const password = await recordPassword(ctx, pool, { user: owner, password: input.Password });
    const exchange = { user, subject, code, text: input.ConfirmationCode, password, isRepeated };
    const eventOf = (): EventFacts => ({ type: "PasswordChange" });
    const changed = await recordingRefusal(ctx, { owner: ownerOf(ctx, exchange), eventOf }, () =>
      countingGuesses(ctx, exchange),
    );
    const clientId = client.id;
    await runPostConfirmation(ctx, pool, { user: changed, clientId, source: "ConfirmForgotPassword" });
    return {};
  },
});

interface Exchange {
  readonly user: UserRecord | undefined;
  readonly subject: string;
  /** The code as it was sent; which text it is the store will say. */
  readonly code: CodeRecord | undefined;
  readonly text: string;
  readonly password: PasswordRecord;
  readonly isRepeated: boolean;
}

/** A wrong code counts against the account, in a transaction of its own so that the refusal does not undo the count. */
async function countingGuesses(ctx: ClientContext, exchange: Exchange): Promise<UserRecord> {
  try {
    return await (exchange.user === undefined
      ? pretendToExchange(ctx, exchange)
      : changePassword(ctx, exchange.user, exchange));
  } catch (error) {
    if (!(error instanceof ServiceError) || error.type !== "CodeMismatchException") throw error;
    const failure = await ctx.world.store.attempts.countFailure(guessesAt(ctx, exchange), ctx.now);
    throw failure === undefined ? tooManyWrongCodes() : error;
  }
}

/** Password, status, the end of the code and of what an intruder could still hold are one change. */
function changePassword(ctx: ClientContext, user: UserRecord, exchange: Exchange): Promise<UserRecord> {
  const { client, pool, now } = ctx;
  const endsSessions = switchesOf(pool.settings).resetEndsSessions;
  return changeUser(ctx, user, {
    // The code before the user: a wrong one must cost what it costs for nobody, and that is no row written.
    async decide(present, tx) {
      // Where users are hidden there is simply no code for somebody who is not confirmed.
      if (!hidesUsers(client.settings)) requireConfirmed(present);
      await proveCode(ctx, tx, exchange);
      // Only now: whoever has no code must not learn which passwords were used.
      if (exchange.isRepeated) throw passwordWasUsed();
      const { password } = exchange;
      return { password, status: "CONFIRMED", ...(endsSessions && { tokensValidFrom: now }) };
    },
    async also(tx, { poolId, sub }) {
      await tx.attempts.forget({ poolId, subject: sub, authenticator: "password" });
      await tx.devices.forgetAll(poolId, sub);
      await recordEvent(ctx, tx, ownerOf(ctx, exchange), { type: "PasswordChange", response: "Pass" });
      if (endsSessions) await tx.families.revokeAll(poolId, sub, now);
    },
  });
}

/** The same statements for somebody who does not exist; the code on record, if there is one, fits no text. */
async function pretendToExchange(ctx: ClientContext, exchange: Exchange): Promise<never> {
  await ctx.world.store.transaction(async (tx) => {
    await tx.users.find(ctx.pool.id, exchange.subject);
    await proveCode(ctx, tx, exchange);
  });
  throw codeMismatch("user_unknown_or_disabled");
}

async function proveCode(ctx: ClientContext, tx: StoreVerbs, exchange: Exchange): Promise<void> {
  const { code, text } = exchange;
  await redeemCode(tx, ctx.pool, { code, text, now: ctx.now });
  // Even the right code is not heard while wrong ones have closed the way.
  if (!(await tx.attempts.clear(guessesAt(ctx, exchange), ctx.now))) throw tooManyWrongCodes();
}

const ownerOf = ({ pool }: ClientContext, { user, subject }: Exchange): EventOwner => ({
  poolId: pool.id,
  sub: subject,
  decoy: user === undefined,
});

const guessesAt = ({ pool }: ClientContext, { subject }: Exchange): AttemptKey => ({
  poolId: pool.id,
  subject,
  authenticator: "reset-code",
});
