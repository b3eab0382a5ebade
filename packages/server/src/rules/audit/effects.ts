import type { OperationName } from "@poolhouse/protocol";

/**
 * What each operation does to what is stored, complete by type. A change is told in the audit trail, under the name of an event;
 * an operation that only reads, sends a code or signs somebody in is not told there.
 */
const effects = {
  // sign-in: a new password chosen on the way is told, see eventOf
  InitiateAuth: "signs in",
  RespondToAuthChallenge: "signs in",
  AdminInitiateAuth: "signs in",
  AdminRespondToAuthChallenge: "signs in",
  GetUserAuthFactors: "reads",
  AdminGetUserAuthFactors: "reads",
  // tokens
  GetTokensFromRefreshToken: "signs in",
  RevokeToken: "user.signed-out",
  GlobalSignOut: "user.signed-out",
  AdminUserGlobalSignOut: "user.signed-out",
  GetClientToken: "signs in",
  // sign-up
  SignUp: "user.created",
  ConfirmSignUp: "user.confirmed",
  ResendConfirmationCode: "sends",
  AdminConfirmSignUp: "user.confirmed",
  // passwords
  ChangePassword: "user.password-changed",
  ForgotPassword: "sends",
  ConfirmForgotPassword: "user.password-changed",
  AdminResetUserPassword: "user.password-reset",
  AdminSetUserPassword: "user.password-changed",
  // mfa: a registration that was only begun is no factor yet
  AssociateSoftwareToken: "sends",
  VerifySoftwareToken: "user.mfa-changed",
  SetUserMFAPreference: "user.mfa-changed",
  AdminSetUserMFAPreference: "user.mfa-changed",
  SetUserSettings: "user.mfa-changed",
  AdminSetUserSettings: "user.mfa-changed",
  AdminDeleteSoftwareToken: "user.mfa-changed",
  SetUserPoolMfaConfig: "pool.updated",
  GetUserPoolMfaConfig: "reads",
  // passkeys
  StartWebAuthnRegistration: "sends",
  CompleteWebAuthnRegistration: "user.passkey-added",
  ListWebAuthnCredentials: "reads",
  DeleteWebAuthnCredential: "user.passkey-removed",
  // devices
  ConfirmDevice: "user.device-added",
  GetDevice: "reads",
  ListDevices: "reads",
  ForgetDevice: "user.device-removed",
  UpdateDeviceStatus: "user.device-updated",
  AdminGetDevice: "reads",
  AdminListDevices: "reads",
  AdminForgetDevice: "user.device-removed",
  AdminUpdateDeviceStatus: "user.device-updated",
  // sessions
  ListUserSessions: "reads",
  RevokeUserSession: "user.session-revoked",
  AdminListUserSessions: "reads",
  AdminRevokeUserSession: "user.session-revoked",
  GetUserPoolSessionConfiguration: "reads",
  SetUserPoolSessionConfiguration: "pool.updated",
  GetUserPoolClientSessionConfiguration: "reads",
  SetUserPoolClientSessionConfiguration: "client.updated",
  // users
  GetUser: "reads",
  UpdateUserAttributes: "user.updated",
  DeleteUserAttributes: "user.updated",
  GetUserAttributeVerificationCode: "sends",
  VerifyUserAttribute: "user.updated",
  DeleteUser: "user.deleted",
  AdminCreateUser: "user.created",
  AdminGetUser: "reads",
  AdminUpdateUserAttributes: "user.updated",
  AdminDeleteUserAttributes: "user.updated",
  AdminDeleteUser: "user.deleted",
  AdminEnableUser: "user.enabled",
  AdminDisableUser: "user.disabled",
  ListUsers: "reads",
  // groups
  CreateGroup: "group.created",
  GetGroup: "reads",
  UpdateGroup: "group.updated",
  DeleteGroup: "group.deleted",
  ListGroups: "reads",
  ListUsersInGroup: "reads",
  AdminAddUserToGroup: "group.user-added",
  AdminRemoveUserFromGroup: "group.user-removed",
  AdminListGroupsForUser: "reads",
  // pools
  CreateUserPool: "pool.created",
  DescribeUserPool: "reads",
  UpdateUserPool: "pool.updated",
  DeleteUserPool: "pool.deleted",
  ListUserPools: "reads",
  AddCustomAttributes: "pool.updated",
  GetSigningCertificate: "reads",
  // replicas
  CreateUserPoolReplica: "pool.updated",
  DeleteUserPoolReplica: "pool.updated",
  ListUserPoolReplicas: "reads",
  UpdateUserPoolReplica: "pool.updated",
  // limits
  GetProvisionedLimit: "reads",
  UpdateProvisionedLimit: "limit.updated",
  // tags
  TagResource: "pool.updated",
  UntagResource: "pool.updated",
  ListTagsForResource: "reads",
  // clients
  CreateUserPoolClient: "client.created",
  DescribeUserPoolClient: "reads",
  UpdateUserPoolClient: "client.updated",
  DeleteUserPoolClient: "client.deleted",
  ListUserPoolClients: "reads",
  AddUserPoolClientSecret: "client.secret-added",
  DeleteUserPoolClientSecret: "client.secret-removed",
  ListUserPoolClientSecrets: "reads",
  // domains
  CreateUserPoolDomain: "domain.created",
  DescribeUserPoolDomain: "reads",
  UpdateUserPoolDomain: "domain.updated",
  DeleteUserPoolDomain: "domain.deleted",
  // resource-servers
  CreateResourceServer: "resource-server.created",
  DescribeResourceServer: "reads",
  UpdateResourceServer: "resource-server.updated",
  DeleteResourceServer: "resource-server.deleted",
  ListResourceServers: "reads",
  // identity-providers
  CreateIdentityProvider: "identity-provider.created",
  DescribeIdentityProvider: "reads",
  UpdateIdentityProvider: "identity-provider.updated",
  DeleteIdentityProvider: "identity-provider.deleted",
  ListIdentityProviders: "reads",
  GetIdentityProviderByIdentifier: "reads",
  AdminLinkProviderForUser: "user.identity-linked",
  AdminDisableProviderForUser: "user.identity-unlinked",
  // branding
  GetUICustomization: "reads",
  SetUICustomization: "branding.updated",
  CreateManagedLoginBranding: "branding.created",
  DescribeManagedLoginBranding: "reads",
  DescribeManagedLoginBrandingByClient: "reads",
  UpdateManagedLoginBranding: "branding.updated",
  DeleteManagedLoginBranding: "branding.deleted",
  // terms
  CreateTerms: "terms.created",
  DescribeTerms: "reads",
  DescribeTermsByClient: "reads",
  ListTerms: "reads",
  UpdateTerms: "terms.updated",
  DeleteTerms: "terms.deleted",
  // imports
  GetCSVHeader: "reads",
  CreateUserImportJob: "import.created",
  DescribeUserImportJob: "reads",
  ListUserImportJobs: "reads",
  StartUserImportJob: "import.started",
  StopUserImportJob: "import.stopped",
  // risk
  DescribeRiskConfiguration: "reads",
  SetRiskConfiguration: "pool.updated",
  AdminListUserAuthEvents: "reads",
  AdminUpdateAuthEventFeedback: "user.event-rated",
  UpdateAuthEventFeedback: "user.event-rated",
  GetLogDeliveryConfiguration: "reads",
  SetLogDeliveryConfiguration: "pool.updated",
  // extensions
  CreateRecoveryCodes: "user.mfa-changed",
  GetRecoveryCodeStatus: "reads",
  AdminDeleteRecoveryCodes: "user.mfa-changed",
  ResendSignInCode: "sends",
  ListSoftwareTokens: "reads",
  RenameSoftwareToken: "user.mfa-changed",
  DeleteSoftwareToken: "user.mfa-changed",
  AdminListSoftwareTokens: "reads",
  AdminCreateAuthEventFeedbackToken: "sends",
  AdminListWebAuthnCredentials: "reads",
  AdminDeleteWebAuthnCredential: "user.passkey-removed",
  GetMessageTemplates: "reads",
  SetMessageTemplates: "pool.updated",
  AdminImportUserPool: "pool.created",
  AdminImportUserPoolClient: "client.created",
  AdminImportUsers: "user.created",
  CreateEventWebhook: "webhook.created",
  DeleteEventWebhook: "webhook.deleted",
  ListEventWebhooks: "reads",
  UpdateEventWebhook: "webhook.updated",
  ListAuditEvents: "reads",
  VerifyAuditTrail: "reads",
} as const satisfies Record<OperationName, `${string}.${string}` | "reads" | "sends" | "signs in">;

/** What is changed beside the server, by the command line or at its start. */
export const localEvents = {
  CreateOperatorKey: "operator-key.created",
  DeleteOperatorKey: "operator-key.deleted",
  RotateSigningKeys: "pool.keys-rotated",
} as const;

export type LocalOperation = keyof typeof localEvents;

type Effect = (typeof effects)[OperationName];

/** The name of a kind of change, as webhooks subscribe to it. */
export type AuditEvent = Extract<Effect, `${string}.${string}`> | (typeof localEvents)[LocalOperation];

/** All kinds of change. */
export const auditEvents: readonly AuditEvent[] = [
  ...new Set([...Object.values(effects), ...Object.values(localEvents)].filter(isEvent)),
].toSorted();

/** Whether an operation does nothing but show what is stored. */
export const onlyReads = (name: OperationName): boolean => effects[name] === "reads";

function isEvent(effect: string): effect is AuditEvent {
  return effect.includes(".");
}

/** What a call would be told as if it changed something; undefined for one that is not told. */
export function eventOf(name: OperationName, input: object): AuditEvent | undefined {
  const effect: Effect = effects[name];
  if (isEvent(effect)) return effect;
  const isNewPassword = "ChallengeName" in input && input.ChallengeName === "NEW_PASSWORD_REQUIRED";
  return effect === "signs in" && isNewPassword ? "user.password-changed" : undefined;
}
