import type { ChangePasswordRequest } from "@poolhouse/protocol";
import { incorrectUsernameOrPassword, notAuthorized, type ServiceError } from "../../kernel/errors.ts";
import type { AttemptKey } from "../../kernel/records.ts";
import { changePasswordLimit } from "../../rules/account-recovery.ts";
import { checkPassword } from "../../rules/password-policy.ts";
import { requireSettled } from "../../rules/sign-in/account-gate.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { operation, type TokenContext } from "../operation.ts";
import { type EventFacts, type EventOwner, recordEvent, recordingRefusal } from "../risk/record-event.ts";
import { locked } from "../sign-in/refuse.ts";
import { changeUser } from "../users/change-user.ts";
import { checkHistory } from "./check-history.ts";
import { isPassword, recordPassword } from "./password-record.ts";

/** A person replaces the password by another, and proves the present one unless there is none. Tokens stay valid. */
export const ChangePassword = operation({
  name: "ChangePassword",
  caller: "accessToken",
  async run(ctx, input) {
    const { pool, user } = ctx;
    requireSettled(user);
    await chargeUse(ctx, pool, { subject: user.sub, limit: changePasswordLimit });
    const owner = { poolId: pool.id, sub: user.sub, decoy: false };
    await recordingRefusal(ctx, { owner, eventOf: failureOf }, () => replacePassword(ctx, owner, input));
    return {};
  },
});

async function replacePassword(
  ctx: TokenContext,
  owner: EventOwner,
  input: ChangePasswordRequest,
): Promise<void> {
  const { pool, user, now } = ctx;
  const guesses = { poolId: pool.id, subject: user.sub, authenticator: "password" } as const;
  await provePassword(ctx, guesses, input.PreviousPassword ?? "");
  checkPassword(pool.settings, input.ProposedPassword, "does not conform to");
  await checkHistory(ctx, pool, { user, password: input.ProposedPassword });
  const password = await recordPassword(ctx, pool, { user, password: input.ProposedPassword });
  await changeUser(ctx, user, {
    decide(present) {
      // What was proven is the password that was there then.
      if (present.password?.setAt !== user.password?.setAt)
        throw notAuthorized("The password was changed meanwhile.", "password_changed");
      return { password };
    },
    async also(tx) {
      if (!(await tx.attempts.clear(guesses, now))) throw locked("password");
      await tx.codes.remove(pool.id, user.sub, "reset-password");
      const challenges = user.password === undefined ? "" : "P+";
      await recordEvent(ctx, tx, owner, { type: "PasswordChange", challenges, response: "Pass" });
    },
  });
}

function failureOf({ reason }: ServiceError): EventFacts {
  return { type: "PasswordChange", challenges: reason === "password_wrong" ? "P-" : "" };
}

/** A wrong password counts like one at sign-in, and while those are locked no password is looked at. */
async function provePassword(ctx: TokenContext, guesses: AttemptKey, previous: string): Promise<void> {
  const { pool, user, world, now } = ctx;
  if (user.password === undefined) return;
  if (await isPassword(ctx, pool, { user, password: previous })) return;
  const failure = await world.store.attempts.countFailure(guesses, now);
  throw failure === undefined ? locked("password") : incorrectUsernameOrPassword("password_wrong");
}
