import type { UserPoolClientType } from "@poolhouse/protocol";
import type { OwnAuth } from "../backend-definition.ts";
import { differencesOf, wordDifferences } from "./compare.ts";
import type { LiveAuth, PlannedInput, Step, Surroundings } from "./plan.ts";

/** The app client: made if there is none, replaced whole if it differs. */
export function clientSteps(desired: OwnAuth, live: LiveAuth | undefined, around: Surroundings): Step[] {
  const client = live?.client;
  if (client === undefined) {
    const input = { ...desired.client, ClientName: around.clientName };
    const lines = [`app client ${around.clientName}: new`];
    return [{ operation: "CreateUserPoolClient", input, lines, isDestructive: false }];
  }
  const input = updateOf(desired.client, client, around);
  const differences = differencesOf(settable(client), input);
  if (differences.length === 0) return [];
  const lines = wordDifferences(differences).map((line) => `app client ${line}`);
  return [{ operation: "UpdateUserPoolClient", input, lines, isDestructive: false }];
}

type Update = PlannedInput<"UpdateUserPoolClient">;

/** What the service sets where nobody says anything. */
const defaults: Partial<Update> = {
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AllowedOAuthFlowsUserPoolClient: false,
  AuthSessionValidity: 3,
};

function updateOf(given: OwnAuth["client"], live: UserPoolClientType, around: Surroundings): Update {
  const { GenerateSecret: _generate, ClientSecret: _secret, ...client } = given;
  const { ReadAttributes, WriteAttributes, AnalyticsConfiguration } = live;
  const unit = client.TokenValidityUnits?.RefreshToken ?? "days";
  return {
    ...(ReadAttributes && { ReadAttributes }),
    ...(WriteAttributes && { WriteAttributes }),
    ...(AnalyticsConfiguration && { AnalyticsConfiguration }),
    ...defaults,
    ...(unit === "days" && { RefreshTokenValidity: 30 }),
    ...client,
    ClientName: around.clientName,
  };
}

function settable(client: UserPoolClientType): object {
  const { UserPoolId: _pool, ClientId: _id, ClientSecret: _secret, ...rest } = client;
  const { CreationDate: _made, LastModifiedDate: _changed, ClientType: _type, ...shown } = rest;
  return shown;
}
