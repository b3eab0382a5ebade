/**
 * The record of all operations, by family: the 140 of the protocol, and last those that Poolhouse adds to it. It is complete by type: a missing operation does not compile. The dispatcher,
 * the reference page and the tests that hold for every operation are loops over it.
 */
import type { OperationName } from "@poolhouse/protocol";
import type { AnyOperation } from "./operation.ts";
import { InitiateAuth } from "./sign-in/InitiateAuth.ts";
import { RespondToAuthChallenge } from "./sign-in/RespondToAuthChallenge.ts";
import { AdminInitiateAuth } from "./sign-in/AdminInitiateAuth.ts";
import { AdminRespondToAuthChallenge } from "./sign-in/AdminRespondToAuthChallenge.ts";
import { GetUserAuthFactors } from "./sign-in/GetUserAuthFactors.ts";
import { AdminGetUserAuthFactors } from "./sign-in/AdminGetUserAuthFactors.ts";
import { GetTokensFromRefreshToken } from "./tokens/GetTokensFromRefreshToken.ts";
import { RevokeToken } from "./tokens/RevokeToken.ts";
import { GlobalSignOut } from "./tokens/GlobalSignOut.ts";
import { AdminUserGlobalSignOut } from "./tokens/AdminUserGlobalSignOut.ts";
import { GetClientToken } from "./tokens/GetClientToken.ts";
import { AdminListUserAuthEvents } from "./risk/AdminListUserAuthEvents.ts";
import { AdminUpdateAuthEventFeedback } from "./risk/AdminUpdateAuthEventFeedback.ts";
import { DescribeRiskConfiguration } from "./risk/DescribeRiskConfiguration.ts";
import { SetRiskConfiguration } from "./risk/SetRiskConfiguration.ts";
import { UpdateAuthEventFeedback } from "./risk/UpdateAuthEventFeedback.ts";
import { AdminCreateAuthEventFeedbackToken } from "./extensions/AdminCreateAuthEventFeedbackToken.ts";
import { AdminForgetDevice } from "./devices/AdminForgetDevice.ts";
import { AdminGetDevice } from "./devices/AdminGetDevice.ts";
import { AdminListDevices } from "./devices/AdminListDevices.ts";
import { AdminUpdateDeviceStatus } from "./devices/AdminUpdateDeviceStatus.ts";
import { ConfirmDevice } from "./devices/ConfirmDevice.ts";
import { ForgetDevice } from "./devices/ForgetDevice.ts";
import { GetDevice } from "./devices/GetDevice.ts";
import { ListDevices } from "./devices/ListDevices.ts";
import { UpdateDeviceStatus } from "./devices/UpdateDeviceStatus.ts";
import { AssociateSoftwareToken } from "./mfa/AssociateSoftwareToken.ts";
import { VerifySoftwareToken } from "./mfa/VerifySoftwareToken.ts";
import { SetUserMFAPreference } from "./mfa/SetUserMFAPreference.ts";
import { AdminSetUserMFAPreference } from "./mfa/AdminSetUserMFAPreference.ts";
import { AdminImportUserPool } from "./extensions/AdminImportUserPool.ts";
import { AdminImportUserPoolClient } from "./extensions/AdminImportUserPoolClient.ts";
import { AdminImportUsers } from "./extensions/AdminImportUsers.ts";
import { AdminDeleteWebAuthnCredential } from "./extensions/AdminDeleteWebAuthnCredential.ts";
import { AdminListSoftwareTokens } from "./extensions/AdminListSoftwareTokens.ts";
import { AdminListWebAuthnCredentials } from "./extensions/AdminListWebAuthnCredentials.ts";
import { DeleteSoftwareToken } from "./extensions/DeleteSoftwareToken.ts";
import { GetMessageTemplates } from "./extensions/GetMessageTemplates.ts";
import { ListSoftwareTokens } from "./extensions/ListSoftwareTokens.ts";
import { SetMessageTemplates } from "./extensions/SetMessageTemplates.ts";
import { RenameSoftwareToken } from "./extensions/RenameSoftwareToken.ts";
import { SignUp } from "./sign-up/SignUp.ts";
import { ConfirmSignUp } from "./sign-up/ConfirmSignUp.ts";
import { ResendConfirmationCode } from "./sign-up/ResendConfirmationCode.ts";
import { AdminResetUserPassword } from "./passwords/AdminResetUserPassword.ts";
import { ChangePassword } from "./passwords/ChangePassword.ts";
import { ConfirmForgotPassword } from "./passwords/ConfirmForgotPassword.ts";
import { ForgotPassword } from "./passwords/ForgotPassword.ts";
import { AdminConfirmSignUp } from "./sign-up/AdminConfirmSignUp.ts";
import { AdminSetUserPassword } from "./passwords/AdminSetUserPassword.ts";
import { GetUser } from "./users/GetUser.ts";
import { AdminGetUser } from "./users/AdminGetUser.ts";
import { AdminCreateUser } from "./users/AdminCreateUser.ts";
import { AdminDeleteUser } from "./users/AdminDeleteUser.ts";
import { AdminEnableUser } from "./users/AdminEnableUser.ts";
import { AdminDisableUser } from "./users/AdminDisableUser.ts";
import { DeleteUser } from "./users/DeleteUser.ts";
import { UpdateUserAttributes } from "./users/UpdateUserAttributes.ts";
import { DeleteUserAttributes } from "./users/DeleteUserAttributes.ts";
import { AdminUpdateUserAttributes } from "./users/AdminUpdateUserAttributes.ts";
import { AdminDeleteUserAttributes } from "./users/AdminDeleteUserAttributes.ts";
import { GetUserAttributeVerificationCode } from "./users/GetUserAttributeVerificationCode.ts";
import { VerifyUserAttribute } from "./users/VerifyUserAttribute.ts";
import { ListUsers } from "./users/ListUsers.ts";
import { CreateGroup } from "./groups/CreateGroup.ts";
import { GetGroup } from "./groups/GetGroup.ts";
import { UpdateGroup } from "./groups/UpdateGroup.ts";
import { DeleteGroup } from "./groups/DeleteGroup.ts";
import { ListGroups } from "./groups/ListGroups.ts";
import { ListUsersInGroup } from "./groups/ListUsersInGroup.ts";
import { AdminAddUserToGroup } from "./groups/AdminAddUserToGroup.ts";
import { AdminRemoveUserFromGroup } from "./groups/AdminRemoveUserFromGroup.ts";
import { AdminListGroupsForUser } from "./groups/AdminListGroupsForUser.ts";
import { SetUserPoolMfaConfig } from "./mfa/SetUserPoolMfaConfig.ts";
import { GetUserPoolMfaConfig } from "./mfa/GetUserPoolMfaConfig.ts";
import { AdminDeleteSoftwareToken } from "./mfa/AdminDeleteSoftwareToken.ts";
import { SetUserSettings } from "./mfa/SetUserSettings.ts";
import { AdminSetUserSettings } from "./mfa/AdminSetUserSettings.ts";
import { CompleteWebAuthnRegistration } from "./passkeys/CompleteWebAuthnRegistration.ts";
import { DeleteWebAuthnCredential } from "./passkeys/DeleteWebAuthnCredential.ts";
import { ListWebAuthnCredentials } from "./passkeys/ListWebAuthnCredentials.ts";
import { StartWebAuthnRegistration } from "./passkeys/StartWebAuthnRegistration.ts";
import { CreateUserPool } from "./pools/CreateUserPool.ts";
import { DescribeUserPool } from "./pools/DescribeUserPool.ts";
import { UpdateUserPool } from "./pools/UpdateUserPool.ts";
import { DeleteUserPool } from "./pools/DeleteUserPool.ts";
import { ListUserPools } from "./pools/ListUserPools.ts";
import { AddCustomAttributes } from "./pools/AddCustomAttributes.ts";
import { GetSigningCertificate } from "./pools/GetSigningCertificate.ts";
import { GetProvisionedLimit } from "./limits/GetProvisionedLimit.ts";
import { UpdateProvisionedLimit } from "./limits/UpdateProvisionedLimit.ts";
import { CreateUserPoolReplica } from "./replicas/CreateUserPoolReplica.ts";
import { DeleteUserPoolReplica } from "./replicas/DeleteUserPoolReplica.ts";
import { ListUserPoolReplicas } from "./replicas/ListUserPoolReplicas.ts";
import { UpdateUserPoolReplica } from "./replicas/UpdateUserPoolReplica.ts";
import { CreateUserPoolClient } from "./clients/CreateUserPoolClient.ts";
import { DescribeUserPoolClient } from "./clients/DescribeUserPoolClient.ts";
import { UpdateUserPoolClient } from "./clients/UpdateUserPoolClient.ts";
import { DeleteUserPoolClient } from "./clients/DeleteUserPoolClient.ts";
import { ListUserPoolClients } from "./clients/ListUserPoolClients.ts";
import { AdminDeleteRecoveryCodes } from "./extensions/AdminDeleteRecoveryCodes.ts";
import { CreateRecoveryCodes } from "./extensions/CreateRecoveryCodes.ts";
import { GetRecoveryCodeStatus } from "./extensions/GetRecoveryCodeStatus.ts";
import { ResendSignInCode } from "./extensions/ResendSignInCode.ts";
import { ListAuditEvents } from "./audit/ListAuditEvents.ts";
import { VerifyAuditTrail } from "./audit/VerifyAuditTrail.ts";
import { CreateEventWebhook } from "./webhooks/CreateEventWebhook.ts";
import { DeleteEventWebhook } from "./webhooks/DeleteEventWebhook.ts";
import { ListEventWebhooks } from "./webhooks/ListEventWebhooks.ts";
import { UpdateEventWebhook } from "./webhooks/UpdateEventWebhook.ts";
import { TagResource } from "./tags/TagResource.ts";
import { UntagResource } from "./tags/UntagResource.ts";
import { ListTagsForResource } from "./tags/ListTagsForResource.ts";
import { AddUserPoolClientSecret } from "./clients/AddUserPoolClientSecret.ts";
import { DeleteUserPoolClientSecret } from "./clients/DeleteUserPoolClientSecret.ts";
import { ListUserPoolClientSecrets } from "./clients/ListUserPoolClientSecrets.ts";
import { ListUserSessions } from "./sessions/ListUserSessions.ts";
import { RevokeUserSession } from "./sessions/RevokeUserSession.ts";
import { AdminListUserSessions } from "./sessions/AdminListUserSessions.ts";
import { AdminRevokeUserSession } from "./sessions/AdminRevokeUserSession.ts";
import { GetUserPoolSessionConfiguration } from "./sessions/GetUserPoolSessionConfiguration.ts";
import { SetUserPoolSessionConfiguration } from "./sessions/SetUserPoolSessionConfiguration.ts";
import { GetUserPoolClientSessionConfiguration } from "./sessions/GetUserPoolClientSessionConfiguration.ts";
import { SetUserPoolClientSessionConfiguration } from "./sessions/SetUserPoolClientSessionConfiguration.ts";
import { CreateResourceServer } from "./resource-servers/CreateResourceServer.ts";
import { DescribeResourceServer } from "./resource-servers/DescribeResourceServer.ts";
import { UpdateResourceServer } from "./resource-servers/UpdateResourceServer.ts";
import { DeleteResourceServer } from "./resource-servers/DeleteResourceServer.ts";
import { ListResourceServers } from "./resource-servers/ListResourceServers.ts";
import { CreateIdentityProvider } from "./identity-providers/CreateIdentityProvider.ts";
import { DescribeIdentityProvider } from "./identity-providers/DescribeIdentityProvider.ts";
import { UpdateIdentityProvider } from "./identity-providers/UpdateIdentityProvider.ts";
import { DeleteIdentityProvider } from "./identity-providers/DeleteIdentityProvider.ts";
import { ListIdentityProviders } from "./identity-providers/ListIdentityProviders.ts";
import { GetIdentityProviderByIdentifier } from "./identity-providers/GetIdentityProviderByIdentifier.ts";
import { AdminLinkProviderForUser } from "./identity-providers/AdminLinkProviderForUser.ts";
import { AdminDisableProviderForUser } from "./identity-providers/AdminDisableProviderForUser.ts";
import { CreateUserPoolDomain } from "./domains/CreateUserPoolDomain.ts";
import { DescribeUserPoolDomain } from "./domains/DescribeUserPoolDomain.ts";
import { UpdateUserPoolDomain } from "./domains/UpdateUserPoolDomain.ts";
import { DeleteUserPoolDomain } from "./domains/DeleteUserPoolDomain.ts";
import { GetCSVHeader } from "./imports/GetCSVHeader.ts";
import { CreateUserImportJob } from "./imports/CreateUserImportJob.ts";
import { DescribeUserImportJob } from "./imports/DescribeUserImportJob.ts";
import { ListUserImportJobs } from "./imports/ListUserImportJobs.ts";
import { StartUserImportJob } from "./imports/StartUserImportJob.ts";
import { StopUserImportJob } from "./imports/StopUserImportJob.ts";
import { CreateTerms } from "./terms/CreateTerms.ts";
import { DescribeTerms } from "./terms/DescribeTerms.ts";
import { DescribeTermsByClient } from "./terms/DescribeTermsByClient.ts";
import { ListTerms } from "./terms/ListTerms.ts";
import { UpdateTerms } from "./terms/UpdateTerms.ts";
import { DeleteTerms } from "./terms/DeleteTerms.ts";
import { GetUICustomization } from "./branding/GetUICustomization.ts";
import { SetUICustomization } from "./branding/SetUICustomization.ts";
import { CreateManagedLoginBranding } from "./branding/CreateManagedLoginBranding.ts";
import { DescribeManagedLoginBranding } from "./branding/DescribeManagedLoginBranding.ts";
import { DescribeManagedLoginBrandingByClient } from "./branding/DescribeManagedLoginBrandingByClient.ts";
import { UpdateManagedLoginBranding } from "./branding/UpdateManagedLoginBranding.ts";
import { DeleteManagedLoginBranding } from "./branding/DeleteManagedLoginBranding.ts";
import { GetLogDeliveryConfiguration } from "./risk/GetLogDeliveryConfiguration.ts";
import { SetLogDeliveryConfiguration } from "./risk/SetLogDeliveryConfiguration.ts";

export const operations: { readonly [N in OperationName]: AnyOperation<N> } = {
  // sign-in
  InitiateAuth,
  RespondToAuthChallenge,
  AdminInitiateAuth,
  AdminRespondToAuthChallenge,
  GetUserAuthFactors,
  AdminGetUserAuthFactors,
  // tokens
  GetTokensFromRefreshToken,
  RevokeToken,
  GlobalSignOut,
  AdminUserGlobalSignOut,
  GetClientToken,
  // sign-up
  SignUp,
  ConfirmSignUp,
  ResendConfirmationCode,
  AdminConfirmSignUp,
  // passwords
  ChangePassword,
  ForgotPassword,
  ConfirmForgotPassword,
  AdminResetUserPassword,
  AdminSetUserPassword,
  // mfa
  AssociateSoftwareToken,
  VerifySoftwareToken,
  SetUserMFAPreference,
  AdminSetUserMFAPreference,
  SetUserSettings,
  AdminSetUserSettings,
  AdminDeleteSoftwareToken,
  SetUserPoolMfaConfig,
  GetUserPoolMfaConfig,
  // passkeys
  StartWebAuthnRegistration,
  CompleteWebAuthnRegistration,
  ListWebAuthnCredentials,
  DeleteWebAuthnCredential,
  // devices
  ConfirmDevice,
  GetDevice,
  ListDevices,
  ForgetDevice,
  UpdateDeviceStatus,
  AdminGetDevice,
  AdminListDevices,
  AdminForgetDevice,
  AdminUpdateDeviceStatus,
  // sessions
  ListUserSessions,
  RevokeUserSession,
  AdminListUserSessions,
  AdminRevokeUserSession,
  GetUserPoolSessionConfiguration,
  SetUserPoolSessionConfiguration,
  GetUserPoolClientSessionConfiguration,
  SetUserPoolClientSessionConfiguration,
  // users
  GetUser,
  UpdateUserAttributes,
  DeleteUserAttributes,
  GetUserAttributeVerificationCode,
  VerifyUserAttribute,
  DeleteUser,
  AdminCreateUser,
  AdminGetUser,
  AdminUpdateUserAttributes,
  AdminDeleteUserAttributes,
  AdminDeleteUser,
  AdminEnableUser,
  AdminDisableUser,
  ListUsers,
  // groups
  CreateGroup,
  GetGroup,
  UpdateGroup,
  DeleteGroup,
  ListGroups,
  ListUsersInGroup,
  AdminAddUserToGroup,
  AdminRemoveUserFromGroup,
  AdminListGroupsForUser,
  // pools
  CreateUserPool,
  DescribeUserPool,
  UpdateUserPool,
  DeleteUserPool,
  ListUserPools,
  AddCustomAttributes,
  GetSigningCertificate,
  // replicas
  CreateUserPoolReplica,
  DeleteUserPoolReplica,
  ListUserPoolReplicas,
  UpdateUserPoolReplica,
  // limits
  GetProvisionedLimit,
  UpdateProvisionedLimit,
  // tags
  TagResource,
  UntagResource,
  ListTagsForResource,
  // clients
  CreateUserPoolClient,
  DescribeUserPoolClient,
  UpdateUserPoolClient,
  DeleteUserPoolClient,
  ListUserPoolClients,
  AddUserPoolClientSecret,
  DeleteUserPoolClientSecret,
  ListUserPoolClientSecrets,
  // domains
  CreateUserPoolDomain,
  DescribeUserPoolDomain,
  UpdateUserPoolDomain,
  DeleteUserPoolDomain,
  // resource-servers
  CreateResourceServer,
  DescribeResourceServer,
  UpdateResourceServer,
  DeleteResourceServer,
  ListResourceServers,
  // identity-providers
  CreateIdentityProvider,
  DescribeIdentityProvider,
  UpdateIdentityProvider,
  DeleteIdentityProvider,
  ListIdentityProviders,
  GetIdentityProviderByIdentifier,
  AdminLinkProviderForUser,
  AdminDisableProviderForUser,
  // branding
  GetUICustomization,
  SetUICustomization,
  CreateManagedLoginBranding,
  DescribeManagedLoginBranding,
  DescribeManagedLoginBrandingByClient,
  UpdateManagedLoginBranding,
  DeleteManagedLoginBranding,
  // terms
  CreateTerms,
  DescribeTerms,
  DescribeTermsByClient,
  ListTerms,
  UpdateTerms,
  DeleteTerms,
  // imports
  GetCSVHeader,
  CreateUserImportJob,
  DescribeUserImportJob,
  ListUserImportJobs,
  StartUserImportJob,
  StopUserImportJob,
  // risk
  DescribeRiskConfiguration,
  SetRiskConfiguration,
  AdminListUserAuthEvents,
  AdminUpdateAuthEventFeedback,
  UpdateAuthEventFeedback,
  GetLogDeliveryConfiguration,
  SetLogDeliveryConfiguration,
  // audit
  ListAuditEvents,
  VerifyAuditTrail,
  // webhooks
  CreateEventWebhook,
  DeleteEventWebhook,
  ListEventWebhooks,
  UpdateEventWebhook,
  // extensions
  CreateRecoveryCodes,
  GetRecoveryCodeStatus,
  AdminDeleteRecoveryCodes,
  ResendSignInCode,
  ListSoftwareTokens,
  RenameSoftwareToken,
  DeleteSoftwareToken,
  AdminImportUserPool,
  AdminImportUserPoolClient,
  AdminImportUsers,
  AdminListSoftwareTokens,
  AdminCreateAuthEventFeedbackToken,
  AdminListWebAuthnCredentials,
  AdminDeleteWebAuthnCredential,
  GetMessageTemplates,
  SetMessageTemplates,
};
