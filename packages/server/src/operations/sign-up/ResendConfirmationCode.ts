import type { CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { invalidParameter, notAuthorized } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import {
  autoVerifiedAttributes,
  codeNotDelivered,
  type CodeTarget,
  resendLimit,
  signUpTarget,
} from "../../rules/codes.ts";
import { userClientUnknown } from "../../rules/sign-up.ts";
import { actingForUser } from "../callers/acting-for.ts";
import { resolveNamedUser } from "../callers/named-user.ts";
import { type PreparedCode, prepareCode, storeCode } from "../codes/confirmation-codes.ts";
import { type ClientContext, type Operation, operation } from "../operation.ts";
import { makeCharges } from "../messages/charge-message.ts";
import { type EventOwner, recordEvent, recordingRefusal } from "../risk/record-event.ts";
import { canDeliver } from "../triggers/message-triggers.ts";
import { findUserByName } from "../users/find-user.ts";
import { decoySub, decoyTarget } from "./unknown-user.ts";

/** Sends a new code to a person who signed up and is not confirmed; the older code is void. */
export const ResendConfirmationCode: Operation<"ResendConfirmationCode", "client"> = operation({
  name: "ResendConfirmationCode",
  caller: "client",
  async run(request, input) {
    const ctx = actingForUser(request, input.UserContextData);
    const found = await findUserByName(ctx.world, ctx.pool, input.Username);
    const { user, subject } = await resolveNamedUser(ctx, { input, user: found, limit: resendLimit });
    const owner = { poolId: ctx.pool.id, sub: subject, decoy: user === undefined };
    const details = await recordingRefusal(ctx, { owner, eventOf: () => ({ type: "ResendCode" }) }, () =>
      user === undefined ? pretendToResend(ctx, { name: input.Username, owner }) : resendTo(ctx, user, owner),
    );
    return { CodeDeliveryDetails: details };
  },
});

async function resendTo(
  ctx: ClientContext,
  user: UserRecord,
  owner: EventOwner,
): Promise<CodeDeliveryDetailsType> {
  const { pool, world } = ctx;
  checkNotConfirmed(user);
  const target = signUpTarget(pool.settings, user.attributes);
  if (target === undefined) throw nothingVerified();
  const code = await prepareFor(ctx, { sub: user.sub, target, user });
  await world.store.transaction(async (tx) => {
    const present = await tx.users.find(pool.id, user.sub);
    if (present === undefined) throw userClientUnknown();
    checkNotConfirmed(present);
    await storeCode(tx, code);
    await recordEvent(ctx, tx, owner, resent);
  });
  world.dispatch.wake();
  return code.details;
}

/** The same steps for a name that nobody has: a code is made and sealed, as many rows are written, and nothing is sent. */
async function pretendToResend(
  ctx: ClientContext,
  { name, owner }: { name: string; owner: EventOwner },
): Promise<CodeDeliveryDetailsType> {
  const { pool, world, now } = ctx;
  const [first, ...others] = autoVerifiedAttributes(pool.settings);
  if (first === undefined) throw nothingVerified();
  const target = decoyTarget(pool, name, [first, ...others]);
  const sub = decoySub(pool, name);
  const code = await prepareFor(ctx, { sub, target, user: undefined, isDecoy: true });
  await world.store.transaction(async (tx) => {
    await tx.users.find(pool.id, sub);
    const refusal = await makeCharges(tx, code.charges);
    if (refusal !== undefined) throw refusal;
    // In place of the code and of its message; stale at once.
    await tx.consumed.consume(pool.id, code.record.mac, now);
    await tx.consumed.consume(pool.id, code.message.id, now);
    await recordEvent(ctx, tx, owner, resent);
  });
  world.dispatch.wake();
  return code.details;
}

function prepareFor(
  ctx: ClientContext,
  given: { sub: string; target: CodeTarget; user: UserRecord | undefined; isDecoy?: boolean },
): Promise<PreparedCode> {
  if (!canDeliver(ctx, ctx.pool, given.target.channel)) throw codeNotDelivered();
  const clientId = ctx.client.id;
  return prepareCode(ctx, ctx.pool, { ...given, clientId, purpose: "sign-up", reason: "ResendCode" });
}

const resent = { type: "ResendCode", response: "Pass" } as const;

function checkNotConfirmed(user: UserRecord): void {
  if (user.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.", "user_confirmed");
}

/** The pool verifies nothing by itself, or nothing that this user has. */
function nothingVerified(): Error {
  return notAuthorized("Cannot resend codes. Auto verification not turned on.", "nothing_auto_verified");
}
