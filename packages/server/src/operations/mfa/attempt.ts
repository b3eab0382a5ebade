import type { ServiceError } from "../../kernel/errors.ts";
import type { AttemptKey } from "../../kernel/records.ts";
import type { CallContext } from "../operation.ts";
import { locked } from "../sign-in/refuse.ts";

/** Counts a wrong code outside a sign-in and says what to answer: `error`, or the lock text if no more guesses are heard. */
export async function countWrongCode(
  ctx: CallContext,
  key: AttemptKey,
  error: ServiceError,
): Promise<ServiceError> {
  const failure = await ctx.world.store.attempts.countFailure(key, ctx.now);
  return failure === undefined ? locked(key.authenticator) : error;
}
