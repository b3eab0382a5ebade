/**
 * Triggers as use cases see them: a question to the function that the pool names, and its response read strictly. Functions
 * are other people's code behind a network: none is asked inside a transaction.
 */
import { ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import { TriggerRaised, TriggerUnavailable, TriggerUnreadable } from "../../ports/trigger.ts";
import { responseOf, type TriggerResponse, unrecognizableOutput } from "../../rules/triggers/answers.ts";
import { buildEvent, type TriggerQuestion } from "../../rules/triggers/events.ts";
import { triggerAddress, type TriggerName } from "../../rules/triggers/names.ts";
import type { CallContext, Pool } from "../operation.ts";

/** The longest message of a function that is passed on. */
const longestMessage = 2000;

/**
 * Asks the function that the pool names for this trigger; undefined if it names none, and then nothing is asked.
 *
 * @throws UserLambdaValidationException if the function refuses; UnexpectedLambdaException if it cannot be asked or stays
 * silent; InvalidLambdaResponseException if its answer is none.
 * @example await runTrigger(ctx, pool, { name: "PreSignUp", source: "SignUp", clientId, userName, request });
 */
export async function runTrigger<N extends TriggerName>(
  ctx: CallContext,
  pool: Pool,
  question: Omit<TriggerQuestion<N>, "poolId">,
): Promise<TriggerResponse | undefined> {
  const address = triggerAddress(pool.settings, question.name);
  if (address === undefined) return undefined;
  const event = buildEvent({ ...question, poolId: pool.id });
  const id = randomUuid(ctx.world.random);
  try {
    return responseOf(await ctx.world.triggers.run({ address, event, id }));
  } catch (error) {
    throw refusalOf(question.name, error);
  }
}

/** What the caller hears of a function that failed; a fault of ours stays a fault. */
function refusalOf(name: TriggerName, error: unknown): unknown {
  if (error instanceof TriggerRaised) {
    const text = `${name} failed with error ${error.message.slice(0, longestMessage)}.`;
    return new ServiceError("UserLambdaValidationException", text, "trigger_refused");
  }
  if (error instanceof TriggerUnavailable) {
    const text = `${name} invocation failed due to error ${error.word}.`;
    return new ServiceError("UnexpectedLambdaException", text, "trigger_unavailable");
  }
  return error instanceof TriggerUnreadable ? unrecognizableOutput() : error;
}
