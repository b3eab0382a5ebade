import type { TokenFamilyRecord, UserRecord } from "../../kernel/records.ts";
import type { GroupClaims } from "../../rules/groups.ts";
import type { Proof } from "../../rules/sign-in/facts.ts";
import type { TriggerSources } from "../../rules/triggers/names.ts";
import type { TokenChanges } from "../../rules/triggers/token-changes.ts";
import type { CallContext, Client, Pool } from "../operation.ts";
import { runPostAuthentication } from "./sign-in-triggers.ts";
import { runPreTokenGeneration } from "./token-trigger.ts";

/**
 * PostAuthentication, then PreTokenGeneration, of a sign-in whose tokens may be signed: everything is proven and written. If
 * one of them fails the sign-in fails, and the family of tokens that nobody got is ended.
 */
export async function runLastTriggers(
  ctx: CallContext,
  place: { readonly pool: Pool; readonly client: Client },
  given: {
    user: UserRecord;
    groups: GroupClaims | undefined;
    family: TokenFamilyRecord;
    proven: readonly Proof[];
    newDeviceUsed: boolean;
  },
): Promise<TokenChanges | undefined> {
  const { user, groups, family, proven } = given;
  try {
    await runPostAuthentication(ctx, place, given);
    const { scope } = family;
    return await runPreTokenGeneration(ctx, place, { user, groups, scope, source: sourceOf(proven) });
  } catch (error) {
    await ctx.world.store.families.revoke(family.poolId, family.id, ctx.now);
    throw error;
  }
}

/** What the token trigger hears about how the person signed in. */
function sourceOf(proven: readonly Proof[]): TriggerSources["PreTokenGeneration"] {
  if (proven.includes("new-password")) return "NewPasswordChallenge";
  return proven.includes("device") ? "AuthenticateDevice" : "Authentication";
}
