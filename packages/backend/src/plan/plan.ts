/** What it takes to make a running pool what a definition says: steps in order, and what should be known before they are taken. */
import type {
  GroupType,
  IdentityProviderType,
  LambdaConfigType,
  OperationInputs,
  OperationOutputs,
  UserPoolClientType,
  UserPoolType,
} from "@poolhouse/protocol";
import type { SecretReference } from "../backend-definition.ts";

/** A pool as a server describes it. */
export interface LiveAuth {
  readonly pool: UserPoolType;
  readonly mfa: OperationOutputs["GetUserPoolMfaConfig"];
  /** Absent if the pool has no client of the definition's name. */
  readonly client?: UserPoolClientType;
  readonly groups: readonly GroupType[];
  /** As `DescribeIdentityProvider` shows each of them. */
  readonly identityProviders: readonly IdentityProviderType[];
}

/** What a definition does not say itself. */
export interface Surroundings {
  readonly poolName: string;
  readonly clientName: string;
  /** Which function is asked when, as the server knows it; nothing unless given. */
  readonly lambdaConfig?: LambdaConfigType;
  /** The prefix of a domain for pools with external providers, where the author gives none. */
  readonly domainPrefix?: string;
  /** The domain that passkeys are bound to, where the author leaves it to the tool; absent where there is none. */
  readonly relyingPartyId?: string;
  /** The value of a secret, to compare with what runs; undefined if it is not set. */
  findSecret?(this: void, name: string): string | undefined;
}

/** The operations that a plan is made of. */
export type PlannedOperation =
  | "AddCustomAttributes"
  | "CreateGroup"
  | "CreateIdentityProvider"
  | "CreateUserPool"
  | "CreateUserPoolClient"
  | "CreateUserPoolDomain"
  | "DeleteGroup"
  | "DeleteIdentityProvider"
  | "SetUserPoolMfaConfig"
  | "UpdateGroup"
  | "UpdateIdentityProvider"
  | "UpdateUserPool"
  | "UpdateUserPoolClient";

/** An operation's input without the ids, which a new pool does not have yet, and with the names of secrets in their place. */
export type PlannedInput<N extends PlannedOperation> = Readonly<
  Omit<OperationInputs[N], "UserPoolId" | "ClientId" | "ProviderDetails">
> &
  ("ProviderDetails" extends keyof OperationInputs[N]
    ? { readonly ProviderDetails: Readonly<Record<string, string | SecretReference>> }
    : unknown);

interface StepOf<N extends PlannedOperation> {
  readonly operation: N;
  readonly input: PlannedInput<N>;
  /** What changes, a readable line each: `MFA: OFF → REQUIRED (TOTP)`. */
  readonly lines: readonly string[];
  /** Whether something is lost by it. */
  readonly isDestructive: boolean;
}

/** One operation to call. */
export type Step = { [N in PlannedOperation]: StepOf<N> }[PlannedOperation];

/** A second factor by its name on the wire. */
export type FactorName = "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA";

/** People whom a change could keep from signing in; who they are, `isConcerned` says. */
export interface Concern {
  /** A second factor becomes required of everybody, or one goes that people use. */
  readonly kind: "becomes-required" | "factor-removed";
  /** The factor that goes. */
  readonly factor?: FactorName;
  /** What the pool offers afterwards. */
  readonly offered: readonly FactorName[];
  /** Whether they cannot sign in at all afterwards; else they are led to set a factor up. */
  readonly isLockOut: boolean;
  /** What happens to them, a sentence without a number. */
  readonly line: string;
}

/** Something that a pool cannot become. */
export interface Replacement {
  /** The member of the pool or the client: `UsernameAttributes`, or `custom:team`. */
  readonly member: string;
  readonly line: string;
  /** Whether the rest of the plan makes sense while this stays as it is. */
  readonly canStay: boolean;
}

/** A plan is empty if there are neither steps nor replacements. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Whose number should be known before the steps are taken. */
  readonly concerns: readonly Concern[];
  /** Why only a new pool would be what the definition says. */
  readonly replacements: readonly Replacement[];
}
