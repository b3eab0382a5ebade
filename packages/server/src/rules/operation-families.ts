/**
 * The operations by family, each with the category that limits its requests a second (contract: request-rate categories). What
 * the reference leaves open goes where its neighbours are. Complete by type: an operation that is missing does not compile.
 */
import { isOperationName, type OperationName } from "@poolhouse/protocol";
import type { LimitCategory } from "./provisioned-limits.ts";

const families = {
  "sign-in": {
    InitiateAuth: "UserAuthentication",
    RespondToAuthChallenge: "UserAuthentication",
    AdminInitiateAuth: "UserAuthentication",
    AdminRespondToAuthChallenge: "UserAuthentication",
    GetUserAuthFactors: "UserRead",
    AdminGetUserAuthFactors: "UserRead",
  },
  tokens: {
    GetTokensFromRefreshToken: "UserToken",
    RevokeToken: "UserToken",
    GlobalSignOut: "UserToken",
    AdminUserGlobalSignOut: "UserToken",
    GetClientToken: "ClientAuthentication",
  },
  "sign-up": {
    SignUp: "UserCreation",
    ConfirmSignUp: "UserCreation",
    ResendConfirmationCode: "UserCreation",
    AdminConfirmSignUp: "UserCreation",
  },
  passwords: {
    ChangePassword: "UserAccountRecovery",
    ForgotPassword: "UserAccountRecovery",
    ConfirmForgotPassword: "UserAccountRecovery",
    AdminResetUserPassword: "UserAccountRecovery",
    AdminSetUserPassword: "UserAccountRecovery",
  },
  mfa: {
    AssociateSoftwareToken: "UserResourceUpdate",
    VerifySoftwareToken: "UserResourceUpdate",
    SetUserMFAPreference: "UserUpdate",
    AdminSetUserMFAPreference: "UserUpdate",
    SetUserSettings: "UserUpdate",
    AdminSetUserSettings: "UserUpdate",
    AdminDeleteSoftwareToken: "UserResourceUpdate",
    SetUserPoolMfaConfig: "UserPoolUpdate",
    GetUserPoolMfaConfig: "UserPoolRead",
  },
  passkeys: {
    StartWebAuthnRegistration: "UserResourceUpdate",
    CompleteWebAuthnRegistration: "UserResourceUpdate",
    ListWebAuthnCredentials: "UserResourceRead",
    DeleteWebAuthnCredential: "UserResourceUpdate",
  },
  devices: {
    ConfirmDevice: "UserResourceUpdate",
    GetDevice: "UserResourceRead",
    ListDevices: "UserResourceRead",
    ForgetDevice: "UserResourceUpdate",
    UpdateDeviceStatus: "UserResourceUpdate",
    AdminGetDevice: "UserResourceRead",
    AdminListDevices: "UserResourceRead",
    AdminForgetDevice: "UserResourceUpdate",
    AdminUpdateDeviceStatus: "UserResourceUpdate",
  },
  sessions: {
    ListUserSessions: "UserResourceRead",
    RevokeUserSession: "UserResourceUpdate",
    AdminListUserSessions: "UserResourceRead",
    AdminRevokeUserSession: "UserResourceUpdate",
    GetUserPoolSessionConfiguration: "UserPoolResourceRead",
    SetUserPoolSessionConfiguration: "UserPoolResourceUpdate",
    GetUserPoolClientSessionConfiguration: "UserPoolClientRead",
    SetUserPoolClientSessionConfiguration: "UserPoolClientUpdate",
  },
  users: {
    GetUser: "UserRead",
    UpdateUserAttributes: "UserUpdate",
    DeleteUserAttributes: "UserUpdate",
    GetUserAttributeVerificationCode: "UserUpdate",
    VerifyUserAttribute: "UserUpdate",
    DeleteUser: "UserUpdate",
    AdminCreateUser: "UserCreation",
    AdminGetUser: "UserRead",
    AdminUpdateUserAttributes: "UserUpdate",
    AdminDeleteUserAttributes: "UserUpdate",
    AdminDeleteUser: "UserUpdate",
    AdminEnableUser: "UserUpdate",
    AdminDisableUser: "UserUpdate",
    ListUsers: "UserList",
  },
  groups: {
    CreateGroup: "UserPoolResourceUpdate",
    GetGroup: "UserPoolResourceRead",
    UpdateGroup: "UserPoolResourceUpdate",
    DeleteGroup: "UserPoolResourceUpdate",
    ListGroups: "UserPoolResourceRead",
    ListUsersInGroup: "UserList",
    AdminAddUserToGroup: "UserResourceUpdate",
    AdminRemoveUserFromGroup: "UserResourceUpdate",
    AdminListGroupsForUser: "UserResourceRead",
  },
  pools: {
    CreateUserPool: "UserPoolUpdate",
    DescribeUserPool: "UserPoolRead",
    UpdateUserPool: "UserPoolUpdate",
    DeleteUserPool: "UserPoolUpdate",
    ListUserPools: "UserPoolRead",
    AddCustomAttributes: "UserPoolUpdate",
    GetSigningCertificate: "UserPoolRead",
  },
  replicas: {
    CreateUserPoolReplica: "UserPoolUpdate",
    DeleteUserPoolReplica: "UserPoolUpdate",
    ListUserPoolReplicas: "UserPoolRead",
    UpdateUserPoolReplica: "UserPoolUpdate",
  },
  limits: {
    GetProvisionedLimit: "LimitManagement",
    UpdateProvisionedLimit: "LimitManagement",
  },
  tags: {
    TagResource: "UserPoolUpdate",
    UntagResource: "UserPoolUpdate",
    ListTagsForResource: "UserPoolRead",
  },
  clients: {
    CreateUserPoolClient: "UserPoolClientUpdate",
    DescribeUserPoolClient: "UserPoolClientRead",
    UpdateUserPoolClient: "UserPoolClientUpdate",
    DeleteUserPoolClient: "UserPoolClientUpdate",
    ListUserPoolClients: "UserPoolClientRead",
    AddUserPoolClientSecret: "UserPoolClientUpdate",
    DeleteUserPoolClientSecret: "UserPoolClientUpdate",
    ListUserPoolClientSecrets: "UserPoolClientRead",
  },
  domains: {
    CreateUserPoolDomain: "UserPoolResourceUpdate",
    DescribeUserPoolDomain: "UserPoolResourceRead",
    UpdateUserPoolDomain: "UserPoolResourceUpdate",
    DeleteUserPoolDomain: "UserPoolResourceUpdate",
  },
  "resource-servers": {
    CreateResourceServer: "UserPoolResourceUpdate",
    DescribeResourceServer: "UserPoolResourceRead",
    UpdateResourceServer: "UserPoolResourceUpdate",
    DeleteResourceServer: "UserPoolResourceUpdate",
    ListResourceServers: "UserPoolResourceRead",
  },
  "identity-providers": {
    CreateIdentityProvider: "UserPoolResourceUpdate",
    DescribeIdentityProvider: "UserPoolResourceRead",
    UpdateIdentityProvider: "UserPoolResourceUpdate",
    DeleteIdentityProvider: "UserPoolResourceUpdate",
    ListIdentityProviders: "UserPoolResourceRead",
    GetIdentityProviderByIdentifier: "UserPoolResourceRead",
    AdminLinkProviderForUser: "UserResourceUpdate",
    AdminDisableProviderForUser: "UserResourceUpdate",
  },
  branding: {
    GetUICustomization: "UserPoolResourceRead",
    SetUICustomization: "UserPoolResourceUpdate",
    CreateManagedLoginBranding: "UserPoolResourceUpdate",
    DescribeManagedLoginBranding: "UserPoolResourceRead",
    DescribeManagedLoginBrandingByClient: "UserPoolResourceRead",
    UpdateManagedLoginBranding: "UserPoolResourceUpdate",
    DeleteManagedLoginBranding: "UserPoolResourceUpdate",
  },
  terms: {
    CreateTerms: "UserPoolResourceUpdate",
    DescribeTerms: "UserPoolResourceRead",
    DescribeTermsByClient: "UserPoolResourceRead",
    ListTerms: "UserPoolResourceRead",
    UpdateTerms: "UserPoolResourceUpdate",
    DeleteTerms: "UserPoolResourceUpdate",
  },
  imports: {
    GetCSVHeader: "UserPoolResourceRead",
    CreateUserImportJob: "UserPoolResourceUpdate",
    DescribeUserImportJob: "UserPoolResourceRead",
    ListUserImportJobs: "UserPoolResourceRead",
    StartUserImportJob: "UserPoolResourceUpdate",
    StopUserImportJob: "UserPoolResourceUpdate",
  },
  risk: {
    DescribeRiskConfiguration: "UserPoolResourceRead",
    SetRiskConfiguration: "UserPoolResourceUpdate",
    AdminListUserAuthEvents: "UserResourceRead",
    AdminUpdateAuthEventFeedback: "UserResourceUpdate",
    UpdateAuthEventFeedback: "UserResourceUpdate",
    GetLogDeliveryConfiguration: "UserPoolResourceRead",
    SetLogDeliveryConfiguration: "UserPoolResourceUpdate",
  },
  audit: {
    ListAuditEvents: "UserPoolResourceRead",
    VerifyAuditTrail: "UserPoolResourceRead",
  },
  webhooks: {
    CreateEventWebhook: "UserPoolResourceUpdate",
    DeleteEventWebhook: "UserPoolResourceUpdate",
    ListEventWebhooks: "UserPoolResourceRead",
    UpdateEventWebhook: "UserPoolResourceUpdate",
  },
  extensions: {
    CreateRecoveryCodes: "UserResourceUpdate",
    GetRecoveryCodeStatus: "UserResourceRead",
    AdminDeleteRecoveryCodes: "UserResourceUpdate",
    ResendSignInCode: "UserAuthentication",
    ListSoftwareTokens: "UserResourceRead",
    RenameSoftwareToken: "UserResourceUpdate",
    DeleteSoftwareToken: "UserResourceUpdate",
    AdminListSoftwareTokens: "UserResourceRead",
    AdminCreateAuthEventFeedbackToken: "UserResourceUpdate",
    AdminListWebAuthnCredentials: "UserResourceRead",
    AdminDeleteWebAuthnCredential: "UserResourceUpdate",
    GetMessageTemplates: "UserPoolResourceRead",
    SetMessageTemplates: "UserPoolResourceUpdate",
    AdminImportUserPool: "UserPoolUpdate",
    AdminImportUserPoolClient: "UserPoolClientUpdate",
    AdminImportUsers: "UserCreation",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, LimitCategory>>>>;

const categories: Readonly<Record<OperationName, LimitCategory>> = {
  ...families["sign-in"],
  ...families.tokens,
  ...families["sign-up"],
  ...families.passwords,
  ...families.mfa,
  ...families.passkeys,
  ...families.devices,
  ...families.sessions,
  ...families.users,
  ...families.groups,
  ...families.pools,
  ...families.replicas,
  ...families.limits,
  ...families.tags,
  ...families.clients,
  ...families.domains,
  ...families["resource-servers"],
  ...families["identity-providers"],
  ...families.branding,
  ...families.terms,
  ...families.imports,
  ...families.risk,
  ...families.audit,
  ...families.webhooks,
  ...families.extensions,
};

/** A group of operations that belong together, as the reference page lists them. */
type Family = keyof typeof families;

/** The family of a name. */
export function isFamily(name: string): name is Family {
  return Object.hasOwn(families, name);
}

/** The operations of a family. */
export function membersOf(family: Family): OperationName[] {
  return Object.keys(families[family]).filter(isOperationName);
}

/** The category whose limit an operation counts against, but for what {@link OperationName} alone does not say (rate-limits.ts). */
export const categoryOf = (name: OperationName): LimitCategory => categories[name];
