import type { UserRecord } from "../../kernel/records.ts";
import type { GroupClaims } from "../../rules/groups.ts";
import { groupConfigurationOf, userAttributesFor } from "../../rules/triggers/events.ts";
import { tokenEventVersion, type TriggerSources } from "../../rules/triggers/names.ts";
import { readTokenChanges, type TokenChanges } from "../../rules/triggers/token-changes.ts";
import type { CallContext, Client, Pool } from "../operation.ts";
import { runTrigger } from "./run-trigger.ts";

/** Asks what to change in the tokens that are about to be signed; undefined if nothing. */
export async function runPreTokenGeneration(
  ctx: CallContext,
  place: { readonly pool: Pool; readonly client: Client },
  given: {
    user: UserRecord;
    groups: GroupClaims | undefined;
    scope: string;
    source: TriggerSources["PreTokenGeneration"];
  },
): Promise<TokenChanges | undefined> {
  const version = tokenEventVersion(place.pool.settings);
  const response = await runTrigger(ctx, place.pool, {
    name: "PreTokenGeneration",
    source: given.source,
    clientId: place.client.id,
    userName: given.user.username,
    version,
    request: {
      userAttributes: userAttributesFor(given.user),
      groupConfiguration: groupConfigurationOf(given.groups),
      scopes: version === "1" ? undefined : given.scope.split(" "),
      clientMetadata: ctx.clientMetadata,
    },
  });
  return response === undefined ? undefined : readTokenChanges(version, response);
}

/**
 * Asks what to change in the token of a machine; undefined if nothing. Only the third version of the event knows machines, and
 * only the access token's part of the answer concerns them.
 */
export async function runMachineTokenGeneration(
  ctx: CallContext,
  place: { readonly pool: Pool; readonly client: Client },
  scope: string,
): Promise<TokenChanges | undefined> {
  if (tokenEventVersion(place.pool.settings) !== "3") return undefined;
  const response = await runTrigger(ctx, place.pool, {
    name: "PreTokenGeneration",
    source: "ClientCredentials",
    clientId: place.client.id,
    userName: "ClientCredentials",
    version: "3",
    request: {
      userAttributes: {},
      groupConfiguration: groupConfigurationOf(undefined),
      scopes: scope.split(" "),
      clientMetadata: ctx.clientMetadata,
    },
  });
  const changes = response === undefined ? undefined : readTokenChanges("3", response);
  return changes && { ...changes, groups: undefined };
}
