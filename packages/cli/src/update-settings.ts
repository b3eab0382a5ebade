/**
 * Changing some settings of a pool or an app client. The protocol's updates replace all settings at once, and what is left out
 * goes back to its default; so the present ones are read first and sent along. Whoever changes the same in between loses.
 */
import type { OperationInputs } from "@poolhouse/protocol";
import { CommandError } from "./command-error.ts";
import type { Given, Run } from "./command.ts";
import { printAnswer } from "./output.ts";
import { onClient, onPool } from "./pool-command.ts";
import { readSettings } from "./read-input.ts";

/** The members of an update, complete by type. */
type Members<N extends "UpdateUserPool" | "UpdateUserPoolClient"> = Readonly<
  Record<Exclude<keyof OperationInputs[N], "UserPoolId" | "ClientId" | "ClientSecret">, true>
>;

const ofPool: Members<"UpdateUserPool"> = {
  Policies: true,
  DeletionProtection: true,
  LambdaConfig: true,
  AutoVerifiedAttributes: true,
  SmsVerificationMessage: true,
  EmailVerificationMessage: true,
  EmailVerificationSubject: true,
  VerificationMessageTemplate: true,
  SmsAuthenticationMessage: true,
  UserAttributeUpdateSettings: true,
  MfaConfiguration: true,
  DeviceConfiguration: true,
  EmailConfiguration: true,
  SmsConfiguration: true,
  UserPoolTags: true,
  AdminCreateUserConfig: true,
  UserPoolAddOns: true,
  DcrConfiguration: true,
  AccountRecoverySetting: true,
  PoolName: true,
  UserPoolTier: true,
  KeyConfiguration: true,
  IssuerConfiguration: true,
  AcrConfiguration: true,
};

const ofClient: Members<"UpdateUserPoolClient"> = {
  ClientName: true,
  RefreshTokenValidity: true,
  AccessTokenValidity: true,
  IdTokenValidity: true,
  TokenValidityUnits: true,
  ReadAttributes: true,
  WriteAttributes: true,
  ExplicitAuthFlows: true,
  SupportedIdentityProviders: true,
  CallbackURLs: true,
  LogoutURLs: true,
  DefaultRedirectURI: true,
  AllowedOAuthFlows: true,
  AllowedOAuthScopes: true,
  AllowedOAuthFlowsUserPoolClient: true,
  AnalyticsConfiguration: true,
  PreventUserExistenceErrors: true,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: true,
  AuthSessionValidity: true,
  RefreshTokenRotation: true,
};

export const updatePool: Run = onPool(async ({ connection, given, pool }) => {
  const name = given.text("name");
  const protection = given.text("protect");
  const changes = await readChanges(given, {
    ...(name !== undefined && { PoolName: name }),
    ...(protection !== undefined && { DeletionProtection: protection === "on" ? "ACTIVE" : "INACTIVE" }),
  });
  const { UserPool = {} } = await connection.ask("DescribeUserPool", pool);
  await connection.ask("UpdateUserPool", { ...keep(UserPool, ofPool), ...changes, ...pool });
  printAnswer(given, pool, `${pool.UserPoolId} is changed: ${Object.keys(changes).join(", ")}.`);
});

export const updateClient: Run = onClient(async ({ connection, given, client }) => {
  const name = given.text("name");
  const flows = given.text("flows")?.split(",");
  const changes = await readChanges(given, {
    ...(name !== undefined && { ClientName: name }),
    ...(flows !== undefined && { ExplicitAuthFlows: flows }),
  });
  const { UserPoolClient = {} } = await connection.ask("DescribeUserPoolClient", client);
  await connection.ask("UpdateUserPoolClient", { ...keep(UserPoolClient, ofClient), ...changes, ...client });
  printAnswer(given, client, `${client.ClientId} is changed: ${Object.keys(changes).join(", ")}.`);
});

type Settings = Readonly<Record<string, unknown>>;

/** What the file and the flags say; the flags win. */
async function readChanges(given: Given, flags: Settings): Promise<Settings> {
  const changes = { ...(await readSettings(given)), ...flags };
  if (Object.keys(changes).length === 0) throw CommandError.usage("Say what to change.");
  return changes;
}

/** The settings that an update takes, of those that are in effect. */
function keep(present: object, members: Readonly<Record<string, true>>): Settings {
  return Object.fromEntries(
    Object.entries(present).filter(([name, value]) => Object.hasOwn(members, name) && value !== undefined),
  );
}
