import type {
  ClientSSOSessionConfigType,
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
  EmailMfaConfigType,
  LogConfigurationType,
  SmsMfaConfigType,
  SoftwareTokenMfaConfigType,
  UserPoolTokenSessionConfigType,
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
  SessionConfiguration?: PoolSessionConfiguration | undefined;
  /** The languages that there are message templates in; what only SetMessageTemplates writes. */
  MessageLocales?: string[] | undefined;
  /** What only SetLogDeliveryConfiguration writes. */
  LogConfigurations?: LogConfigurationType[] | undefined;
};

/** What only SetUserPoolSessionConfiguration writes. */
export interface PoolSessionConfiguration {
  UserSessionTracking: "ENABLED" | "DISABLED";
  TokenSession: UserPoolTokenSessionConfigType;
}

/**
 * An app client's settings as stored: what CreateUserPoolClient takes, without its identity and its secret, plus the structure
 * that only SetUserPoolClientSessionConfiguration writes.
 */
export type ClientSettings = Omit<
  CreateUserPoolClientRequest,
  "UserPoolId" | "ClientName" | "GenerateSecret" | "ClientSecret"
> & { SessionConfiguration?: ClientSessionConfiguration | undefined };

export interface ClientSessionConfiguration {
  SSOSession: ClientSSOSessionConfigType;
}
