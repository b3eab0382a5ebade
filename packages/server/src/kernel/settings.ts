import type {
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
  EmailMfaConfigType,
  SmsMfaConfigType,
  SoftwareTokenMfaConfigType,
  WebAuthnConfigurationType,
} from "@poolhouse/protocol";

/**
 * A user pool's settings as stored: what CreateUserPool and UpdateUserPool take and DescribeUserPool shows, plus the
 * structures that only SetUserPoolMfaConfig writes.
 */
export type PoolSettings = Omit<CreateUserPoolRequest, "PoolName" | "UserPoolTags"> & {
  UserPoolTags?: Record<string, string> | undefined;
  SmsMfaConfiguration?: SmsMfaConfigType | undefined;
  EmailMfaConfiguration?: EmailMfaConfigType | undefined;
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType | undefined;
  WebAuthnConfiguration?: WebAuthnConfigurationType | undefined;
};

/** An app client's settings as stored: what CreateUserPoolClient takes, without its identity and its secret. */
export type ClientSettings = Omit<
  CreateUserPoolClientRequest,
  "UserPoolId" | "ClientName" | "GenerateSecret" | "ClientSecret"
>;
