/** The triggers around the making of a user: may there be this one, and there is this one now (contract: sign-up). */
import type { AttributeType } from "@poolhouse/protocol";
import type { UserRecord } from "../../kernel/records.ts";
import type { TriggerResponse } from "../../rules/triggers/answers.ts";
import { userAttributesFor } from "../../rules/triggers/events.ts";
import type { TriggerSources } from "../../rules/triggers/names.ts";
import type { CallContext, Pool } from "../operation.ts";
import { runTrigger } from "./run-trigger.ts";

type NewUser = Pick<UserRecord, "username" | "attributes">;

/** Before anything is stored. There is no user yet, so there is neither a sub nor a status to tell. */
export async function runPreSignUp(
  ctx: CallContext,
  pool: Pool,
  given: NewUser & {
    source: TriggerSources["PreSignUp"];
    clientId?: string | undefined;
    validationData: readonly AttributeType[] | undefined;
  },
): Promise<TriggerResponse | undefined> {
  return runTrigger(ctx, pool, {
    name: "PreSignUp",
    source: given.source,
    clientId: given.clientId,
    userName: given.username,
    request: {
      userAttributes: given.attributes,
      validationData: Object.fromEntries(
        (given.validationData ?? []).map(({ Name, Value = "" }) => [Name, Value]),
      ),
      clientMetadata: ctx.clientMetadata,
    },
  });
}

/** After the user was confirmed; a refusal fails the call although the user stays confirmed. */
export async function runPostConfirmation(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; source: TriggerSources["PostConfirmation"]; clientId?: string | undefined },
): Promise<void> {
  await runTrigger(ctx, pool, {
    name: "PostConfirmation",
    source: given.source,
    clientId: given.clientId,
    userName: given.user.username,
    request: { userAttributes: userAttributesFor(given.user), clientMetadata: ctx.clientMetadata },
  });
}
