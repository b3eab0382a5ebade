/** The triggers at both ends of a sign-in. Neither answers anything that is read: they may refuse, or know that it happened. */
import type { UserRecord } from "../../kernel/records.ts";
import { hidesUsers } from "../../rules/sign-in/account-gate.ts";
import type { SignInFacts } from "../../rules/sign-in/facts.ts";
import { type StringMap, userAttributesFor } from "../../rules/triggers/events.ts";
import type { CallContext, Client, Pool } from "../operation.ts";
import { runTrigger } from "./run-trigger.ts";

interface Place {
  readonly pool: Pool;
  readonly client: Client;
}

/** How triggers see the person of a sign-in. Only clients that hide users say whether there is one. */
export function personOf(
  facts: Pick<SignInFacts, "user" | "decoy" | "client">,
  typed: string,
): { userName: string; userAttributes: StringMap; userNotFound: boolean | undefined } {
  const userNotFound = hidesUsers(facts.client.settings) ? facts.decoy : undefined;
  if (facts.decoy) return { userName: typed, userAttributes: {}, userNotFound };
  return { userName: facts.user.username, userAttributes: userAttributesFor(facts.user), userNotFound };
}

/** Before the first factor: may this person try at all? `validationData` is the ClientMetadata of the request. */
export async function runPreAuthentication(
  ctx: CallContext,
  place: Place,
  given: { facts: SignInFacts; typed: string; validationData: StringMap | undefined },
): Promise<void> {
  const { userName, ...person } = personOf(given.facts, given.typed);
  await runTrigger(ctx, place.pool, {
    name: "PreAuthentication",
    source: "Authentication",
    clientId: place.client.id,
    userName,
    request: { ...person, validationData: given.validationData ?? {} },
  });
}

/** After the last factor, before tokens: somebody has signed in, and a refusal still ends the sign-in. */
export async function runPostAuthentication(
  ctx: CallContext,
  place: Place,
  given: { user: UserRecord; newDeviceUsed: boolean },
): Promise<void> {
  await runTrigger(ctx, place.pool, {
    name: "PostAuthentication",
    source: "Authentication",
    clientId: place.client.id,
    userName: given.user.username,
    request: {
      userAttributes: userAttributesFor(given.user),
      newDeviceUsed: given.newDeviceUsed,
      clientMetadata: ctx.clientMetadata,
    },
  });
}
