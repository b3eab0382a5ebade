/**
 * What a project's backend asks of a server, as plain data: the words of the protocol, so that a plan can compare it with what
 * runs and a server can be told it as it stands. The functions an author calls (`defineAuth` and its kin) lead here.
 */
import type { JsonObject, OperationInputs, OperationName } from "@poolhouse/protocol";

/** A value that is not in the definition: the tool that applies it looks it up by this name. */
export interface SecretReference {
  readonly secret: string;
}

/** The members of the protocol's `LambdaConfig` that name a function. */
export type TriggerName =
  | "CreateAuthChallenge"
  | "CustomEmailSender"
  | "CustomMessage"
  | "CustomSMSSender"
  | "DefineAuthChallenge"
  | "PostAuthentication"
  | "PostConfirmation"
  | "PreAuthentication"
  | "PreSignUp"
  | "PreTokenGeneration"
  | "UserMigration"
  | "VerifyAuthChallengeResponse";

/** A group of the pool; of several groups of a user the one with the lowest precedence comes first. */
export interface GroupDefinition {
  readonly name: string;
  readonly precedence: number;
}

/** An external identity provider, as `CreateIdentityProvider` takes it, but for its secrets. */
export interface ProviderDefinition extends Omit<
  OperationInputs["CreateIdentityProvider"],
  "UserPoolId" | "ProviderDetails"
> {
  readonly ProviderDetails: Readonly<Record<string, string | SecretReference>>;
}

/** What a sign-in with a choice of factors begins with. */
export type FirstChallenge = "EMAIL_OTP" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN";

/** A pool that the definition owns. */
export interface OwnAuth {
  readonly kind: "own";
  /** The friendly name; absent if the author gave none. */
  readonly name?: string;
  /** Without `MfaConfiguration`, which is a member of `mfa`. */
  readonly pool: Omit<OperationInputs["CreateUserPool"], "PoolName" | "LambdaConfig" | "MfaConfiguration">;
  /** A relying party that the tool chooses is the token `tokens.relyingPartyId`. */
  readonly mfa: Omit<OperationInputs["SetUserPoolMfaConfig"], "UserPoolId">;
  readonly client: Omit<OperationInputs["CreateUserPoolClient"], "UserPoolId" | "ClientName">;
  readonly groups: readonly GroupDefinition[];
  readonly identityProviders: readonly ProviderDefinition[];
  /** Which function (by `FunctionDefinition.name`) is asked when. */
  readonly triggers: Readonly<Partial<Record<TriggerName, string>>>;
  /** The prefix of the pool's domain; absent if the tool may choose one. */
  readonly domainPrefix?: string;
  /** What clients should offer first. No member of the protocol holds it: it is for the outputs. */
  readonly preferredChallenge?: FirstChallenge;
}

/** A pool that is there already and is only used. */
export interface ReferencedAuth {
  readonly kind: "reference";
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly identityPoolId?: string;
  /** The groups that the author names, with their roles, which mean nothing here. */
  readonly groups: readonly string[];
}

/** A function of the project that a pool's triggers name. */
export interface FunctionDefinition {
  readonly name: string;
  /** The absolute path of the module; its export `handler` is called. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string | SecretReference>>;
  readonly timeoutSeconds: number;
  /** The operators' operations that it may call on the pool. */
  readonly grants: readonly OperationName[];
}

/** Everything that a project's backend says. */
export interface BackendDefinition {
  /** Absent if the backend has no auth. */
  readonly auth?: OwnAuth | ReferencedAuth;
  readonly functions: readonly FunctionDefinition[];
  /** What the author adds to the `custom` member of the outputs. */
  readonly custom: JsonObject;
  /** What an author should know: properties that mean nothing here, for example. One sentence each. */
  readonly notices: readonly string[];
}
