/** What the written configuration of an app is made from, all of it read from the pool that runs. */
import type { JsonObject, OperationOutputs } from "@poolhouse/protocol";

/** A pool as a server describes it, and where that server is. */
export interface OutputFacts {
  /** Where operations are called, without a trailing slash. */
  readonly endpoint: string;
  readonly issuer: string;
  readonly region: string;
  readonly pool: NonNullable<OperationOutputs["DescribeUserPool"]["UserPool"]>;
  readonly mfa: OperationOutputs["GetUserPoolMfaConfig"];
  readonly client: NonNullable<OperationOutputs["DescribeUserPoolClient"]["UserPoolClient"]>;
  readonly groups: NonNullable<OperationOutputs["ListGroups"]["Groups"]>;
  readonly identityProviders: NonNullable<OperationOutputs["ListIdentityProviders"]["Providers"]>;
  readonly identityPoolId?: string;
  /** What the definition adds to the member `custom`. */
  readonly custom: JsonObject;
}
