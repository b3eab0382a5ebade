// Generated from model/operations.json and model/extensions.json by tools/generate-operations.ts (npm run generate). Do not edit.
// Members are absent, never null; timestamps are seconds since the epoch; blobs are base64 text.
import type { JsonValue } from "./json.ts";

/** at most 12; `[0-9]+` */
export type AWSAccountIdType = string;

export interface AccessDeniedException {
  message?: MessageType | undefined;
}

/** 1 to 86400 */
export type AccessTokenValidityType = number;

export interface AccountRecoverySettingType {
  RecoveryMechanisms?: RecoveryMechanismsType | undefined;
}

export type AccountTakeoverActionNotifyType = boolean;

export interface AccountTakeoverActionType {
  Notify: AccountTakeoverActionNotifyType;
  EventAction: AccountTakeoverEventActionType;
}

export interface AccountTakeoverActionsType {
  LowAction?: AccountTakeoverActionType | undefined;
  MediumAction?: AccountTakeoverActionType | undefined;
  HighAction?: AccountTakeoverActionType | undefined;
}

export type AccountTakeoverEventActionType = "BLOCK" | "MFA_IF_CONFIGURED" | "MFA_REQUIRED" | "NO_ACTION";

export interface AccountTakeoverRiskConfigurationType {
  NotifyConfiguration?: NotifyConfigurationType | undefined;
  Actions: AccountTakeoverActionsType;
}

export type AcrConfigurationType = { [key: string]: AcrLevelConfigType };

export interface AcrLevelConfigType {
  AcrValue: AcrValueType;
}

/** `Level[1-4]` */
export type AcrLevelKeyType = string;

/** `Level[1-4]` */
export type AcrMappingKeyType = string;

export type AcrMappingType = { [key: string]: AcrValueType };

/** 1 to 64; `[\x21\x23-\x5B\x5D-\x7E]+` */
export type AcrValueType = string;

export interface AddCustomAttributesRequest {
  UserPoolId: UserPoolIdType;
  CustomAttributes: CustomAttributesListType;
}

export interface AddCustomAttributesResponse {}

export interface AddUserPoolClientSecretRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  ClientSecret?: ClientSecretType | undefined;
}

export interface AddUserPoolClientSecretResponse {
  ClientSecretDescriptor?: ClientSecretDescriptorType | undefined;
}

export interface AdminAddUserToGroupRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  GroupName: GroupNameType;
}

export interface AdminConfirmSignUpRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface AdminConfirmSignUpResponse {}

export interface AdminCreateAuthEventFeedbackTokenRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  EventId: EventIdType;
}

export interface AdminCreateAuthEventFeedbackTokenResponse {
  FeedbackToken: TokenModelType;
  ExpirationDate: DateType;
}

export interface AdminCreateUserConfigType {
  AllowAdminCreateUserOnly?: BooleanType | undefined;
  UnusedAccountValidityDays?: AdminCreateUserUnusedAccountValidityDaysType | undefined;
  InviteMessageTemplate?: MessageTemplateType | undefined;
}

export interface AdminCreateUserRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  UserAttributes?: AttributeListType | undefined;
  ValidationData?: AttributeListType | undefined;
  TemporaryPassword?: PasswordType | undefined;
  ForceAliasCreation?: ForceAliasCreation | undefined;
  MessageAction?: MessageActionType | undefined;
  DesiredDeliveryMediums?: DeliveryMediumListType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface AdminCreateUserResponse {
  User?: UserType | undefined;
}

/** 0 to 365 */
export type AdminCreateUserUnusedAccountValidityDaysType = number;

export interface AdminDeleteRecoveryCodesRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminDeleteRecoveryCodesResponse {}

export interface AdminDeleteSoftwareTokenRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminDeleteSoftwareTokenResponse {}

export interface AdminDeleteUserAttributesRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  UserAttributeNames: AttributeNameListType;
}

export interface AdminDeleteUserAttributesResponse {}

export interface AdminDeleteUserRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminDeleteWebAuthnCredentialRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  CredentialId: StringType;
}

export interface AdminDeleteWebAuthnCredentialResponse {}

export interface AdminDisableProviderForUserRequest {
  UserPoolId: StringType;
  User: ProviderUserIdentifierType;
}

export interface AdminDisableProviderForUserResponse {}

export interface AdminDisableUserRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminDisableUserResponse {}

export interface AdminEnableUserRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminEnableUserResponse {}

export interface AdminForgetDeviceRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  DeviceKey: DeviceKeyType;
}

export interface AdminGetDeviceRequest {
  DeviceKey: DeviceKeyType;
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminGetDeviceResponse {
  Device: DeviceType;
}

export interface AdminGetUserAuthFactorsRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminGetUserAuthFactorsResponse {
  Username: UsernameType;
  PreferredMfaSetting?: StringType | undefined;
  UserMFASettingList?: UserMFASettingListType | undefined;
  ConfiguredUserAuthFactors?: ConfiguredUserAuthFactorsListType | undefined;
}

export interface AdminGetUserRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminGetUserResponse {
  Username: UsernameType;
  UserAttributes?: AttributeListType | undefined;
  UserCreateDate?: DateType | undefined;
  UserLastModifiedDate?: DateType | undefined;
  Enabled?: BooleanType | undefined;
  UserStatus?: UserStatusType | undefined;
  MFAOptions?: MFAOptionListType | undefined;
  PreferredMfaSetting?: StringType | undefined;
  UserMFASettingList?: UserMFASettingListType | undefined;
}

export interface AdminImportUserPoolClientRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  CreationDate?: DateType | undefined;
  ClientName: ClientNameType;
  GenerateSecret?: GenerateSecret | undefined;
  ClientSecret?: ClientSecretType | undefined;
  RefreshTokenValidity?: RefreshTokenValidityType | undefined;
  AccessTokenValidity?: AccessTokenValidityType | undefined;
  IdTokenValidity?: IdTokenValidityType | undefined;
  TokenValidityUnits?: TokenValidityUnitsType | undefined;
  ReadAttributes?: ClientPermissionListType | undefined;
  WriteAttributes?: ClientPermissionListType | undefined;
  ExplicitAuthFlows?: ExplicitAuthFlowsListType | undefined;
  SupportedIdentityProviders?: SupportedIdentityProvidersListType | undefined;
  CallbackURLs?: CallbackURLsListType | undefined;
  LogoutURLs?: LogoutURLsListType | undefined;
  DefaultRedirectURI?: RedirectUrlType | undefined;
  AllowedOAuthFlows?: OAuthFlowsType | undefined;
  AllowedOAuthScopes?: ScopeListType | undefined;
  AllowedOAuthFlowsUserPoolClient?: BooleanType | undefined;
  AnalyticsConfiguration?: AnalyticsConfigurationType | undefined;
  PreventUserExistenceErrors?: PreventUserExistenceErrorTypes | undefined;
  EnableTokenRevocation?: WrappedBooleanType | undefined;
  EnablePropagateAdditionalUserContextData?: WrappedBooleanType | undefined;
  AuthSessionValidity?: AuthSessionValidityType | undefined;
  RefreshTokenRotation?: RefreshTokenRotationType | undefined;
}

export interface AdminImportUserPoolClientResponse {
  UserPoolClient?: UserPoolClientType | undefined;
}

export interface AdminImportUserPoolRequest {
  UserPoolId: UserPoolIdType;
  CreationDate?: DateType | undefined;
  PoolName: UserPoolNameType;
  Policies?: UserPoolPolicyType | undefined;
  DeletionProtection?: DeletionProtectionType | undefined;
  LambdaConfig?: LambdaConfigType | undefined;
  AutoVerifiedAttributes?: VerifiedAttributesListType | undefined;
  AliasAttributes?: AliasAttributesListType | undefined;
  UsernameAttributes?: UsernameAttributesListType | undefined;
  SmsVerificationMessage?: SmsVerificationMessageType | undefined;
  EmailVerificationMessage?: EmailVerificationMessageType | undefined;
  EmailVerificationSubject?: EmailVerificationSubjectType | undefined;
  VerificationMessageTemplate?: VerificationMessageTemplateType | undefined;
  SmsAuthenticationMessage?: SmsVerificationMessageType | undefined;
  MfaConfiguration?: UserPoolMfaType | undefined;
  UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType | undefined;
  DeviceConfiguration?: DeviceConfigurationType | undefined;
  EmailConfiguration?: EmailConfigurationType | undefined;
  SmsConfiguration?: SmsConfigurationType | undefined;
  UserPoolTags?: UserPoolTagsType | undefined;
  AdminCreateUserConfig?: AdminCreateUserConfigType | undefined;
  Schema?: SchemaAttributesListType | undefined;
  UserPoolAddOns?: UserPoolAddOnsType | undefined;
  DcrConfiguration?: DcrConfigurationType | undefined;
  UsernameConfiguration?: UsernameConfigurationType | undefined;
  AccountRecoverySetting?: AccountRecoverySettingType | undefined;
  UserPoolTier?: UserPoolTierType | undefined;
  KeyConfiguration?: KeyConfigurationType | undefined;
  IssuerConfiguration?: IssuerConfigurationType | undefined;
  AcrConfiguration?: AcrConfigurationType | undefined;
}

export interface AdminImportUserPoolResponse {
  UserPool?: UserPoolType | undefined;
}

export interface AdminImportUsersRequest {
  UserPoolId: UserPoolIdType;
  Users: ImportedUserListType;
}

export interface AdminImportUsersResponse {
  Results?: ImportedUserResultListType | undefined;
}

export interface AdminInitiateAuthRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  AuthFlow: AuthFlowType;
  AuthParameters?: AuthParametersType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  ContextData?: ContextDataType | undefined;
  Session?: SessionType | undefined;
}

export interface AdminInitiateAuthResponse {
  ChallengeName?: ChallengeNameType | undefined;
  Session?: SessionType | undefined;
  ChallengeParameters?: ChallengeParametersType | undefined;
  AuthenticationResult?: AuthenticationResultType | undefined;
  AvailableChallenges?: AvailableChallengeListType | undefined;
}

export interface AdminLinkProviderForUserRequest {
  UserPoolId: StringType;
  DestinationUser: ProviderUserIdentifierType;
  SourceUser: ProviderUserIdentifierType;
}

export interface AdminLinkProviderForUserResponse {}

export interface AdminListDevicesRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  Limit?: QueryLimitType | undefined;
  PaginationToken?: SearchPaginationTokenType | undefined;
}

export interface AdminListDevicesResponse {
  Devices?: DeviceListType | undefined;
  PaginationToken?: SearchPaginationTokenType | undefined;
}

export interface AdminListGroupsForUserRequest {
  Username: UsernameType;
  UserPoolId: UserPoolIdType;
  Limit?: QueryLimitType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface AdminListGroupsForUserResponse {
  Groups?: GroupListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface AdminListSoftwareTokensRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminListSoftwareTokensResponse {
  SoftwareTokens?: SoftwareTokenListType | undefined;
}

export interface AdminListUserAuthEventsRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  MaxResults?: QueryLimitType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface AdminListUserAuthEventsResponse {
  AuthEvents?: AuthEventsType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface AdminListUserSessionsRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  NextToken?: PaginationKey | undefined;
}

export interface AdminListUserSessionsResponse {
  Sessions?: SessionsListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface AdminListWebAuthnCredentialsRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminListWebAuthnCredentialsResponse {
  Credentials?: WebAuthnCredentialDescriptionListType | undefined;
}

export interface AdminRemoveUserFromGroupRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  GroupName: GroupNameType;
}

export interface AdminResetUserPasswordRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface AdminResetUserPasswordResponse {}

export interface AdminRespondToAuthChallengeRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  ChallengeName: ChallengeNameType;
  ChallengeResponses?: ChallengeResponsesType | undefined;
  Session?: SessionType | undefined;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  ContextData?: ContextDataType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface AdminRespondToAuthChallengeResponse {
  ChallengeName?: ChallengeNameType | undefined;
  Session?: SessionType | undefined;
  ChallengeParameters?: ChallengeParametersType | undefined;
  AuthenticationResult?: AuthenticationResultType | undefined;
  AvailableChallenges?: AvailableChallengeListType | undefined;
}

export interface AdminRevokeUserSessionRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  SessionId: SessionIdType;
  RevokeAssociatedSessions?: RevokeAssociatedSessionsType | undefined;
}

export interface AdminRevokeUserSessionResponse {}

export interface AdminSetUserMFAPreferenceRequest {
  SMSMfaSettings?: SMSMfaSettingsType | undefined;
  SoftwareTokenMfaSettings?: SoftwareTokenMfaSettingsType | undefined;
  EmailMfaSettings?: EmailMfaSettingsType | undefined;
  WebAuthnMfaSettings?: WebAuthnMfaSettingsType | undefined;
  Username: UsernameType;
  UserPoolId: UserPoolIdType;
}

export interface AdminSetUserMFAPreferenceResponse {}

export interface AdminSetUserPasswordRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  Password: PasswordType;
  Permanent?: BooleanType | undefined;
}

export interface AdminSetUserPasswordResponse {}

export interface AdminSetUserSettingsRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  MFAOptions: MFAOptionListType;
}

export interface AdminSetUserSettingsResponse {}

export interface AdminUpdateAuthEventFeedbackRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  EventId: EventIdType;
  FeedbackValue: FeedbackValueType;
}

export interface AdminUpdateAuthEventFeedbackResponse {}

export interface AdminUpdateDeviceStatusRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  DeviceKey: DeviceKeyType;
  DeviceRememberedStatus?: DeviceRememberedStatusType | undefined;
}

export interface AdminUpdateDeviceStatusResponse {}

export interface AdminUpdateUserAttributesRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  UserAttributes: AttributeListType;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface AdminUpdateUserAttributesResponse {}

export interface AdminUserGlobalSignOutRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
}

export interface AdminUserGlobalSignOutResponse {}

export interface AdvancedSecurityAdditionalFlowsType {
  CustomAuthMode?: AdvancedSecurityEnabledModeType | undefined;
}

export type AdvancedSecurityEnabledModeType = "AUDIT" | "ENFORCED";

export type AdvancedSecurityModeType = "OFF" | "AUDIT" | "ENFORCED";

export type AliasAttributeType = "phone_number" | "email" | "preferred_username";

export type AliasAttributesListType = AliasAttributeType[];

export interface AliasExistsException {
  message?: MessageType | undefined;
}

/** 1 to 5 */
export type AllowedFirstAuthFactorsListType = AuthFactorType[];

export interface AnalyticsConfigurationType {
  ApplicationId?: HexStringType | undefined;
  ApplicationArn?: ArnType | undefined;
  RoleArn?: ArnType | undefined;
  ExternalId?: StringType | undefined;
  UserDataShared?: BooleanType | undefined;
}

export interface AnalyticsMetadataType {
  AnalyticsEndpointId?: StringType | undefined;
}

/** 20 to 2048; `arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?` */
export type ArnType = string;

/** at most 1000000 */
export type AssetBytesType = string;

export type AssetCategoryType = "FAVICON_ICO" | "FAVICON_SVG" | "EMAIL_GRAPHIC" | "SMS_GRAPHIC" | "AUTH_APP_GRAPHIC" | "PASSWORD_GRAPHIC" | "PASSKEY_GRAPHIC" | "PAGE_HEADER_LOGO" | "PAGE_HEADER_BACKGROUND" | "PAGE_FOOTER_LOGO" | "PAGE_FOOTER_BACKGROUND" | "PAGE_BACKGROUND" | "FORM_BACKGROUND" | "FORM_LOGO" | "IDP_BUTTON_ICON";

export type AssetExtensionType = "ICO" | "JPEG" | "PNG" | "SVG" | "WEBP";

/** 0 to 40 */
export type AssetListType = AssetType[];

export interface AssetType {
  Category: AssetCategoryType;
  ColorMode: ColorSchemeModeType;
  Extension: AssetExtensionType;
  Bytes?: AssetBytesType | undefined;
  ResourceId?: ResourceIdType | undefined;
}

export interface AssociateSoftwareTokenRequest {
  AccessToken?: TokenModelType | undefined;
  Session?: SessionType | undefined;
}

export interface AssociateSoftwareTokenResponse {
  SecretCode?: SecretCodeType | undefined;
  Session?: SessionType | undefined;
}

export type AttributeDataType = "String" | "Number" | "DateTime" | "Boolean";

export type AttributeListType = AttributeType[];

/** 1 to 32 */
export type AttributeMappingKeyType = string;

export type AttributeMappingType = { [key: string]: StringType };

export type AttributeNameListType = AttributeNameType[];

/** 1 to 32; `[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+` */
export type AttributeNameType = string;

export interface AttributeType {
  Name: AttributeNameType;
  Value?: AttributeValueType | undefined;
}

/** at most 2048 */
export type AttributeValueType = string;

export type AttributesRequireVerificationBeforeUpdateType = VerifiedAttributeType[];

export type AuditActorType = "client" | "local" | "operator" | "user";

/** 3 to 64; `[1-9]\d*:[\w-]{43}` */
export type AuditCheckpointType = string;

export type AuditEventListType = AuditEventType[];

export interface AuditEventType {
  SequenceNumber?: AuditSequenceType | undefined;
  EventId?: StringType | undefined;
  EventType?: StringType | undefined;
  OperationName?: StringType | undefined;
  ActorType?: AuditActorType | undefined;
  Actor?: StringType | undefined;
  IpAddress?: StringType | undefined;
  RequestId?: StringType | undefined;
  UserPoolId?: StringType | undefined;
  UserSub?: StringType | undefined;
  Details?: StringType | undefined;
  CreationDate?: DateType | undefined;
  Link?: StringType | undefined;
}

export type AuditFindingKindType = "ALTERED" | "CUT_OFF" | "FORGED" | "MISPLACED" | "MISSING";

export type AuditFindingListType = AuditFindingType[];

export interface AuditFindingType {
  Kind?: AuditFindingKindType | undefined;
  SequenceNumber?: AuditSequenceType | undefined;
  EventId?: StringType | undefined;
}

/** 1 to 128; `[\w.-]+` */
export type AuditNameType = string;

/** 1 to 1000 */
export type AuditQueryLimitType = number;

/** at least 0 */
export type AuditSequenceType = number;

/** 1 to 10000 */
export type AuditVerifyLimitType = number;

export interface AuthEventType {
  EventId?: StringType | undefined;
  EventType?: EventType | undefined;
  CreationDate?: DateType | undefined;
  EventResponse?: EventResponseType | undefined;
  EventRisk?: EventRiskType | undefined;
  ChallengeResponses?: ChallengeResponseListType | undefined;
  EventContextData?: EventContextDataType | undefined;
  EventFeedback?: EventFeedbackType | undefined;
}

export type AuthEventsType = AuthEventType[];

export type AuthFactorType = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN" | "SOFTWARE_TOKEN";

export type AuthFlowType = "USER_SRP_AUTH" | "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN" | "CUSTOM_AUTH" | "ADMIN_NO_SRP_AUTH" | "USER_PASSWORD_AUTH" | "ADMIN_USER_PASSWORD_AUTH" | "USER_AUTH";

export type AuthParametersType = { [key: string]: StringType };

/** 3 to 15 */
export type AuthSessionValidityType = number;

export interface AuthenticationResultType {
  AccessToken?: TokenModelType | undefined;
  ExpiresIn?: IntegerType | undefined;
  TokenType?: StringType | undefined;
  RefreshToken?: TokenModelType | undefined;
  IdToken?: TokenModelType | undefined;
  NewDeviceMetadata?: NewDeviceMetadataType | undefined;
}

export type AvailableChallengeListType = ChallengeNameType[];

/** at most 200 */
export type BlockedIPRangeListType = StringType[];

export type BooleanType = boolean;

/** 0 to 131072 */
export type CSSType = string;

export type CSSVersionType = string;

/** 0 to 100 */
export type CallbackURLsListType = RedirectUrlType[];

export type ChallengeName = "Password" | "Mfa";

export type ChallengeNameType = "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP";

export type ChallengeParametersType = { [key: string]: StringType };

export type ChallengeResponse = "Success" | "Failure";

export type ChallengeResponseListType = ChallengeResponseType[];

export interface ChallengeResponseType {
  ChallengeName?: ChallengeName | undefined;
  ChallengeResponse?: ChallengeResponse | undefined;
}

export type ChallengeResponsesType = { [key: string]: StringType };

export interface ChangePasswordRequest {
  PreviousPassword?: PasswordType | undefined;
  ProposedPassword: PasswordType;
  AccessToken: TokenModelType;
}

export interface ChangePasswordResponse {}

export interface ClientAuthenticationResultType {
  AccessToken?: TokenModelType | undefined;
  ExpiresIn?: IntegerType | undefined;
  TokenType?: StringType | undefined;
}

/** 1 to 128; `[\w+]+` */
export type ClientIdType = string;

export type ClientMetadataType = { [key: string]: StringType };

/** 1 to 128; `[\w\s+=,.@-]+` */
export type ClientNameType = string;

export type ClientPermissionListType = ClientPermissionType[];

/** 1 to 2048 */
export type ClientPermissionType = string;

export interface ClientSSOSessionConfigType {
  MaxValidityMinutes: SSOSessionMaxValidityMinutesType;
}

export type ClientSecretDescriptorListType = ClientSecretDescriptorType[];

export interface ClientSecretDescriptorType {
  ClientSecretId?: ClientSecretIdType | undefined;
  ClientSecretValue?: ClientSecretType | undefined;
  ClientSecretCreateDate?: DateType | undefined;
}

/** 1 to 128 */
export type ClientSecretIdType = string;

/** 24 to 64; `[\w+]+` */
export type ClientSecretType = string;

export type ClientTypeType = "REGULAR" | "DCR";

export interface CloudWatchLogsConfigurationType {
  LogGroupArn?: ArnType | undefined;
}

export type CodeDeliveryDetailsListType = CodeDeliveryDetailsType[];

export interface CodeDeliveryDetailsType {
  Destination?: StringType | undefined;
  DeliveryMedium?: DeliveryMediumType | undefined;
  AttributeName?: AttributeNameType | undefined;
}

export interface CodeDeliveryFailureException {
  message?: MessageType | undefined;
}

export interface CodeMismatchException {
  message?: MessageType | undefined;
}

export type ColorSchemeModeType = "LIGHT" | "DARK" | "DYNAMIC";

export interface CompleteWebAuthnRegistrationRequest {
  AccessToken: TokenModelType;
  Credential: Document;
}

export interface CompleteWebAuthnRegistrationResponse {}

/** 1 to 128; `[\w]+` */
export type CompletionMessageType = string;

export interface CompromisedCredentialsActionsType {
  EventAction: CompromisedCredentialsEventActionType;
}

export type CompromisedCredentialsEventActionType = "BLOCK" | "NO_ACTION";

export interface CompromisedCredentialsRiskConfigurationType {
  EventFilter?: EventFiltersType | undefined;
  Actions: CompromisedCredentialsActionsType;
}

export interface ConcurrentModificationException {
  message?: MessageType | undefined;
}

/** 0 to 8 */
export type ConfiguredUserAuthFactorsListType = AuthFactorType[];

export interface ConfirmDeviceRequest {
  AccessToken: TokenModelType;
  DeviceKey: DeviceKeyType;
  DeviceSecretVerifierConfig?: DeviceSecretVerifierConfigType | undefined;
  DeviceName?: DeviceNameType | undefined;
}

export interface ConfirmDeviceResponse {
  UserConfirmationNecessary?: BooleanType | undefined;
}

export interface ConfirmForgotPasswordRequest {
  ClientId: ClientIdType;
  SecretHash?: SecretHashType | undefined;
  Username: UsernameType;
  ConfirmationCode: ConfirmationCodeType;
  Password: PasswordType;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  UserContextData?: UserContextDataType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface ConfirmForgotPasswordResponse {}

export interface ConfirmSignUpRequest {
  ClientId: ClientIdType;
  SecretHash?: SecretHashType | undefined;
  Username: UsernameType;
  ConfirmationCode: ConfirmationCodeType;
  ForceAliasCreation?: ForceAliasCreation | undefined;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  UserContextData?: UserContextDataType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
  Session?: SessionType | undefined;
}

export interface ConfirmSignUpResponse {
  Session?: SessionType | undefined;
}

/** 1 to 2048; `[\S]+` */
export type ConfirmationCodeType = string;

export interface ContextDataType {
  IpAddress: StringType;
  ServerName: StringType;
  ServerPath: StringType;
  HttpHeaders: HttpHeaderList;
  EncodedData?: StringType | undefined;
}

export interface CreateEventWebhookRequest {
  Url: EventWebhookUrlType;
  EventTypes: EventWebhookEventsType;
  Description?: DescriptionType | undefined;
  UserPoolId?: UserPoolIdType | undefined;
}

export interface CreateEventWebhookResponse {
  EventWebhook?: EventWebhookType | undefined;
  Secret?: EventWebhookSecretType | undefined;
}

export interface CreateGroupRequest {
  GroupName: GroupNameType;
  UserPoolId: UserPoolIdType;
  Description?: DescriptionType | undefined;
  RoleArn?: ArnType | undefined;
  Precedence?: PrecedenceType | undefined;
}

export interface CreateGroupResponse {
  Group?: GroupType | undefined;
}

export interface CreateIdentityProviderRequest {
  UserPoolId: UserPoolIdType;
  ProviderName: ProviderNameTypeV2;
  ProviderType: IdentityProviderTypeType;
  ProviderDetails: ProviderDetailsType;
  AttributeMapping?: AttributeMappingType | undefined;
  IdpIdentifiers?: IdpIdentifiersListType | undefined;
  AcrMapping?: AcrMappingType | undefined;
}

export interface CreateIdentityProviderResponse {
  IdentityProvider: IdentityProviderType;
}

export interface CreateManagedLoginBrandingRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  UseCognitoProvidedValues?: BooleanType | undefined;
  Settings?: Document | undefined;
  Assets?: AssetListType | undefined;
}

export interface CreateManagedLoginBrandingResponse {
  ManagedLoginBranding?: ManagedLoginBrandingType | undefined;
}

export interface CreateRecoveryCodesRequest {
  AccessToken: TokenModelType;
}

export interface CreateRecoveryCodesResponse {
  RecoveryCodes?: RecoveryCodeListType | undefined;
}

export interface CreateResourceServerRequest {
  UserPoolId: UserPoolIdType;
  Identifier: ResourceServerIdentifierType;
  Name: ResourceServerNameType;
  Scopes?: ResourceServerScopeListType | undefined;
}

export interface CreateResourceServerResponse {
  ResourceServer: ResourceServerType;
}

export interface CreateTermsRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  TermsName: TermsNameType;
  TermsSource: TermsSourceType;
  Enforcement: TermsEnforcementType;
  Links?: LinksType | undefined;
}

export interface CreateTermsResponse {
  Terms?: TermsType | undefined;
}

export interface CreateUserImportJobRequest {
  JobName: UserImportJobNameType;
  UserPoolId: UserPoolIdType;
  CloudWatchLogsRoleArn: ArnType;
  PasswordHashingAlgorithm?: PasswordHashingAlgorithmType | undefined;
}

export interface CreateUserImportJobResponse {
  UserImportJob?: UserImportJobType | undefined;
}

export interface CreateUserPoolClientRequest {
  UserPoolId: UserPoolIdType;
  ClientName: ClientNameType;
  GenerateSecret?: GenerateSecret | undefined;
  ClientSecret?: ClientSecretType | undefined;
  RefreshTokenValidity?: RefreshTokenValidityType | undefined;
  AccessTokenValidity?: AccessTokenValidityType | undefined;
  IdTokenValidity?: IdTokenValidityType | undefined;
  TokenValidityUnits?: TokenValidityUnitsType | undefined;
  ReadAttributes?: ClientPermissionListType | undefined;
  WriteAttributes?: ClientPermissionListType | undefined;
  ExplicitAuthFlows?: ExplicitAuthFlowsListType | undefined;
  SupportedIdentityProviders?: SupportedIdentityProvidersListType | undefined;
  CallbackURLs?: CallbackURLsListType | undefined;
  LogoutURLs?: LogoutURLsListType | undefined;
  DefaultRedirectURI?: RedirectUrlType | undefined;
  AllowedOAuthFlows?: OAuthFlowsType | undefined;
  AllowedOAuthScopes?: ScopeListType | undefined;
  AllowedOAuthFlowsUserPoolClient?: BooleanType | undefined;
  AnalyticsConfiguration?: AnalyticsConfigurationType | undefined;
  PreventUserExistenceErrors?: PreventUserExistenceErrorTypes | undefined;
  EnableTokenRevocation?: WrappedBooleanType | undefined;
  EnablePropagateAdditionalUserContextData?: WrappedBooleanType | undefined;
  AuthSessionValidity?: AuthSessionValidityType | undefined;
  RefreshTokenRotation?: RefreshTokenRotationType | undefined;
}

export interface CreateUserPoolClientResponse {
  UserPoolClient?: UserPoolClientType | undefined;
}

export interface CreateUserPoolDomainRequest {
  Domain: DomainType;
  UserPoolId: UserPoolIdType;
  ManagedLoginVersion?: WrappedIntegerType | undefined;
  CustomDomainConfig?: CustomDomainConfigType | undefined;
  Routing?: RoutingType | undefined;
}

export interface CreateUserPoolDomainResponse {
  ManagedLoginVersion?: WrappedIntegerType | undefined;
  CloudFrontDomain?: DomainType | undefined;
  Routing?: RoutingType | undefined;
}

export interface CreateUserPoolReplicaRequest {
  UserPoolId: UserPoolIdType;
  RegionName: RegionNameType;
  UserPoolTags?: UserPoolTagsType | undefined;
}

export interface CreateUserPoolReplicaResponse {
  UserPoolReplica?: UserPoolReplicaType | undefined;
}

export interface CreateUserPoolRequest {
  PoolName: UserPoolNameType;
  Policies?: UserPoolPolicyType | undefined;
  DeletionProtection?: DeletionProtectionType | undefined;
  LambdaConfig?: LambdaConfigType | undefined;
  AutoVerifiedAttributes?: VerifiedAttributesListType | undefined;
  AliasAttributes?: AliasAttributesListType | undefined;
  UsernameAttributes?: UsernameAttributesListType | undefined;
  SmsVerificationMessage?: SmsVerificationMessageType | undefined;
  EmailVerificationMessage?: EmailVerificationMessageType | undefined;
  EmailVerificationSubject?: EmailVerificationSubjectType | undefined;
  VerificationMessageTemplate?: VerificationMessageTemplateType | undefined;
  SmsAuthenticationMessage?: SmsVerificationMessageType | undefined;
  MfaConfiguration?: UserPoolMfaType | undefined;
  UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType | undefined;
  DeviceConfiguration?: DeviceConfigurationType | undefined;
  EmailConfiguration?: EmailConfigurationType | undefined;
  SmsConfiguration?: SmsConfigurationType | undefined;
  UserPoolTags?: UserPoolTagsType | undefined;
  AdminCreateUserConfig?: AdminCreateUserConfigType | undefined;
  Schema?: SchemaAttributesListType | undefined;
  UserPoolAddOns?: UserPoolAddOnsType | undefined;
  DcrConfiguration?: DcrConfigurationType | undefined;
  UsernameConfiguration?: UsernameConfigurationType | undefined;
  AccountRecoverySetting?: AccountRecoverySettingType | undefined;
  UserPoolTier?: UserPoolTierType | undefined;
  KeyConfiguration?: KeyConfigurationType | undefined;
  IssuerConfiguration?: IssuerConfigurationType | undefined;
  AcrConfiguration?: AcrConfigurationType | undefined;
}

export interface CreateUserPoolResponse {
  UserPool?: UserPoolType | undefined;
}

/** 1 to 20; `[\p{L}\p{M}\p{S}\p{N}\p{P}]+` */
export type CustomAttributeNameType = string;

/** 1 to 25 */
export type CustomAttributesListType = SchemaAttributeType[];

export interface CustomDomainConfigType {
  CertificateArn: ArnType;
  SecurityPolicy?: SecurityPolicyType | undefined;
}

export interface CustomEmailLambdaVersionConfigType {
  LambdaVersion: CustomEmailSenderLambdaVersionType;
  LambdaArn: ArnType;
}

export type CustomEmailSenderLambdaVersionType = "V1_0";

export interface CustomSMSLambdaVersionConfigType {
  LambdaVersion: CustomSMSSenderLambdaVersionType;
  LambdaArn: ArnType;
}

export type CustomSMSSenderLambdaVersionType = "V1_0";

export type DateType = number;

export interface DcrConfigurationType {
  EnableStatus?: StatusType | undefined;
  OpenDcrEnabled?: BooleanType | undefined;
  AuthenticatedGrantTypes?: OAuthFlowsType | undefined;
  OpenDcrGrantTypes?: OAuthFlowsType | undefined;
  AllowedScopes?: ScopeListType | undefined;
}

export type DefaultEmailOptionType = "CONFIRM_WITH_LINK" | "CONFIRM_WITH_CODE";

export interface DeleteEventWebhookRequest {
  EventWebhookId: EventWebhookIdType;
}

export interface DeleteEventWebhookResponse {}

export interface DeleteGroupRequest {
  GroupName: GroupNameType;
  UserPoolId: UserPoolIdType;
}

export interface DeleteIdentityProviderRequest {
  UserPoolId: UserPoolIdType;
  ProviderName: ProviderNameType;
}

export interface DeleteManagedLoginBrandingRequest {
  ManagedLoginBrandingId: ManagedLoginBrandingIdType;
  UserPoolId: UserPoolIdType;
}

export interface DeleteResourceServerRequest {
  UserPoolId: UserPoolIdType;
  Identifier: ResourceServerIdentifierType;
}

export interface DeleteSoftwareTokenRequest {
  AccessToken: TokenModelType;
  SoftwareTokenId: SoftwareTokenIdType;
}

export interface DeleteSoftwareTokenResponse {}

export interface DeleteTermsRequest {
  TermsId: TermsIdType;
  UserPoolId: UserPoolIdType;
}

export interface DeleteUserAttributesRequest {
  UserAttributeNames: AttributeNameListType;
  AccessToken: TokenModelType;
}

export interface DeleteUserAttributesResponse {}

export interface DeleteUserPoolClientRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
}

export interface DeleteUserPoolClientSecretRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  ClientSecretId: ClientSecretIdType;
}

export interface DeleteUserPoolClientSecretResponse {}

export interface DeleteUserPoolDomainRequest {
  Domain: DomainType;
  UserPoolId: UserPoolIdType;
}

export interface DeleteUserPoolDomainResponse {}

export interface DeleteUserPoolReplicaRequest {
  UserPoolId: UserPoolIdType;
  RegionName: RegionNameType;
}

export interface DeleteUserPoolReplicaResponse {
  UserPoolReplica?: UserPoolReplicaType | undefined;
}

export interface DeleteUserPoolRequest {
  UserPoolId: UserPoolIdType;
}

export interface DeleteUserRequest {
  AccessToken: TokenModelType;
}

export interface DeleteWebAuthnCredentialRequest {
  AccessToken: TokenModelType;
  CredentialId: StringType;
}

export interface DeleteWebAuthnCredentialResponse {}

export type DeletionProtectionType = "ACTIVE" | "INACTIVE";

export type DeliveryMediumListType = DeliveryMediumType[];

export type DeliveryMediumType = "SMS" | "EMAIL";

export interface DescribeIdentityProviderRequest {
  UserPoolId: UserPoolIdType;
  ProviderName: ProviderNameType;
}

export interface DescribeIdentityProviderResponse {
  IdentityProvider: IdentityProviderType;
}

export interface DescribeManagedLoginBrandingByClientRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  ReturnMergedResources?: BooleanType | undefined;
}

export interface DescribeManagedLoginBrandingByClientResponse {
  ManagedLoginBranding?: ManagedLoginBrandingType | undefined;
}

export interface DescribeManagedLoginBrandingRequest {
  UserPoolId: UserPoolIdType;
  ManagedLoginBrandingId: ManagedLoginBrandingIdType;
  ReturnMergedResources?: BooleanType | undefined;
}

export interface DescribeManagedLoginBrandingResponse {
  ManagedLoginBranding?: ManagedLoginBrandingType | undefined;
}

export interface DescribeResourceServerRequest {
  UserPoolId: UserPoolIdType;
  Identifier: ResourceServerIdentifierType;
}

export interface DescribeResourceServerResponse {
  ResourceServer: ResourceServerType;
}

export interface DescribeRiskConfigurationRequest {
  UserPoolId: UserPoolIdType;
  ClientId?: ClientIdType | undefined;
}

export interface DescribeRiskConfigurationResponse {
  RiskConfiguration: RiskConfigurationType;
}

export interface DescribeTermsByClientRequest {
  ClientId: ClientIdType;
  UserPoolId: UserPoolIdType;
  TermsName: TermsNameType;
}

export interface DescribeTermsByClientResponse {
  Terms?: TermsType | undefined;
}

export interface DescribeTermsRequest {
  TermsId: TermsIdType;
  UserPoolId: UserPoolIdType;
}

export interface DescribeTermsResponse {
  Terms?: TermsType | undefined;
}

export interface DescribeUserImportJobRequest {
  UserPoolId: UserPoolIdType;
  JobId: UserImportJobIdType;
}

export interface DescribeUserImportJobResponse {
  UserImportJob?: UserImportJobType | undefined;
}

export interface DescribeUserPoolClientRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
}

export interface DescribeUserPoolClientResponse {
  UserPoolClient?: UserPoolClientType | undefined;
}

export interface DescribeUserPoolDomainRequest {
  Domain: DomainType;
}

export interface DescribeUserPoolDomainResponse {
  DomainDescription?: DomainDescriptionType | undefined;
}

export interface DescribeUserPoolRequest {
  UserPoolId: UserPoolIdType;
}

export interface DescribeUserPoolResponse {
  UserPool?: UserPoolType | undefined;
}

/** at most 2048 */
export type DescriptionType = string;

export interface DeviceConfigurationType {
  ChallengeRequiredOnNewDevice?: BooleanType | undefined;
  DeviceOnlyRememberedOnUserPrompt?: BooleanType | undefined;
}

export interface DeviceKeyExistsException {
  message?: MessageType | undefined;
}

/** 1 to 55; `[\w-]+_[0-9a-f-]+` */
export type DeviceKeyType = string;

export type DeviceListType = DeviceType[];

/** 1 to 1024 */
export type DeviceNameType = string;

export type DeviceRememberedStatusType = "remembered" | "not_remembered";

export interface DeviceSecretVerifierConfigType {
  PasswordVerifier?: StringType | undefined;
  Salt?: StringType | undefined;
}

export interface DeviceType {
  DeviceKey?: DeviceKeyType | undefined;
  DeviceAttributes?: AttributeListType | undefined;
  DeviceCreateDate?: DateType | undefined;
  DeviceLastModifiedDate?: DateType | undefined;
  DeviceLastAuthenticatedDate?: DateType | undefined;
}

/** Any JSON value, inline. */
export type Document = JsonValue;

export interface DomainDescriptionType {
  UserPoolId?: UserPoolIdType | undefined;
  AWSAccountId?: AWSAccountIdType | undefined;
  Domain?: DomainType | undefined;
  S3Bucket?: S3BucketType | undefined;
  CloudFrontDistribution?: StringType | undefined;
  Version?: DomainVersionType | undefined;
  Status?: DomainStatusType | undefined;
  CustomDomainConfig?: CustomDomainConfigType | undefined;
  ManagedLoginVersion?: WrappedIntegerType | undefined;
  Routing?: RoutingType | undefined;
}

export type DomainStatusType = "CREATING" | "DELETING" | "UPDATING" | "ACTIVE" | "FAILED";

/** 1 to 63; `^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$` */
export type DomainType = string;

/** 1 to 20 */
export type DomainVersionType = string;

export interface DuplicateProviderException {
  message?: MessageType | undefined;
}

/** `[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+` */
export type EmailAddressType = string;

export interface EmailConfigurationType {
  SourceArn?: ArnType | undefined;
  ReplyToEmailAddress?: EmailAddressType | undefined;
  EmailSendingAccount?: EmailSendingAccountType | undefined;
  From?: StringType | undefined;
  ConfigurationSet?: SESConfigurationSet | undefined;
}

/** 6 to 20000; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*` */
export type EmailInviteMessageType = string;

export interface EmailMfaConfigType {
  Message?: EmailMfaMessageType | undefined;
  Subject?: EmailMfaSubjectType | undefined;
}

/** 6 to 20000; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*` */
export type EmailMfaMessageType = string;

export interface EmailMfaSettingsType {
  Enabled?: BooleanType | undefined;
  PreferredMfa?: BooleanType | undefined;
}

/** `[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+` */
export type EmailMfaSubjectType = string;

/** 6 to 20000; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]+` */
export type EmailNotificationBodyType = string;

/** 1 to 140; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+` */
export type EmailNotificationSubjectType = string;

export type EmailSendingAccountType = "COGNITO_DEFAULT" | "DEVELOPER";

/** 6 to 20000; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*` */
export type EmailVerificationMessageByLinkType = string;

/** 6 to 20000; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*` */
export type EmailVerificationMessageType = string;

/** 1 to 140; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+` */
export type EmailVerificationSubjectByLinkType = string;

/** 1 to 140; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+` */
export type EmailVerificationSubjectType = string;

export interface EnableSoftwareTokenMFAException {
  message?: MessageType | undefined;
}

/** 20 to 2048; `arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?` */
export type EncryptionKeyArnType = string;

export type EncryptionKeyType = "AWS_OWNED_KEY" | "CUSTOMER_MANAGED_KEY";

export interface EumsSmsConfigurationType {
  CallerArn: ArnType;
  ExternalId?: StringType | undefined;
  OriginationIdentity?: StringType | undefined;
  ConfigurationSetName?: StringType | undefined;
  InEntityId?: StringType | undefined;
  InTemplateId?: StringType | undefined;
  Region?: RegionCodeType | undefined;
}

export interface EventContextDataType {
  IpAddress?: StringType | undefined;
  DeviceName?: StringType | undefined;
  Timezone?: StringType | undefined;
  City?: StringType | undefined;
  Country?: StringType | undefined;
}

export interface EventFeedbackType {
  FeedbackValue: FeedbackValueType;
  Provider: StringType;
  FeedbackDate?: DateType | undefined;
}

export type EventFilterType = "SIGN_IN" | "PASSWORD_CHANGE" | "SIGN_UP";

export type EventFiltersType = EventFilterType[];

/** 1 to 50; `[\w+-]+` */
export type EventIdType = string;

export type EventResponseType = "Pass" | "Fail" | "InProgress";

export interface EventRiskType {
  RiskDecision?: RiskDecisionType | undefined;
  RiskLevel?: RiskLevelType | undefined;
  CompromisedCredentialsDetected?: WrappedBooleanType | undefined;
}

export type EventSourceName = "userNotification" | "userAuthEvents";

export type EventType = "SignIn" | "SignUp" | "ForgotPassword" | "PasswordChange" | "ResendCode";

/** 1 to 64; `\*|[a-z-]+\.(\*|[a-z-]+)` */
export type EventWebhookEventType = string;

/** 1 to 50 */
export type EventWebhookEventsType = EventWebhookEventType[];

/** exactly 36; `[0-9a-f-]+` */
export type EventWebhookIdType = string;

export type EventWebhookListType = EventWebhookType[];

export type EventWebhookSecretType = string;

export type EventWebhookStatusType = "DISABLED" | "ENABLED";

export interface EventWebhookType {
  EventWebhookId?: EventWebhookIdType | undefined;
  Url?: EventWebhookUrlType | undefined;
  EventTypes?: EventWebhookEventsType | undefined;
  Description?: StringType | undefined;
  UserPoolId?: StringType | undefined;
  Status?: EventWebhookStatusType | undefined;
  CreationDate?: DateType | undefined;
  LastModifiedDate?: DateType | undefined;
  FailingSince?: DateType | undefined;
  LastFailure?: StringType | undefined;
}

/** 8 to 2048; `https?://[^\s#@]+` */
export type EventWebhookUrlType = string;

export interface ExpiredCodeException {
  message?: MessageType | undefined;
}

export type ExplicitAuthFlowsListType = ExplicitAuthFlowsType[];

export type ExplicitAuthFlowsType = "ADMIN_NO_SRP_AUTH" | "CUSTOM_AUTH_FLOW_ONLY" | "USER_PASSWORD_AUTH" | "ALLOW_ADMIN_USER_PASSWORD_AUTH" | "ALLOW_CUSTOM_AUTH" | "ALLOW_USER_PASSWORD_AUTH" | "ALLOW_USER_SRP_AUTH" | "ALLOW_REFRESH_TOKEN_AUTH" | "ALLOW_USER_AUTH" | "ALLOW_CLIENT_TOKEN_AUTH";

export interface FailoverType {
  SecondaryRegion: RegionNameType;
  PrimaryRoute53HealthCheckId: HealthCheckIdType;
}

export type FeatureType = "ENABLED" | "DISABLED";

export interface FeatureUnavailableInTierException {
  message?: MessageType | undefined;
}

export type FeedbackValueType = "Valid" | "Invalid";

export interface FirehoseConfigurationType {
  StreamArn?: ArnType | undefined;
}

export interface ForbiddenException {
  message?: MessageType | undefined;
}

export type ForceAliasCreation = boolean;

export interface ForgetDeviceRequest {
  AccessToken?: TokenModelType | undefined;
  DeviceKey: DeviceKeyType;
}

export interface ForgotPasswordRequest {
  ClientId: ClientIdType;
  SecretHash?: SecretHashType | undefined;
  UserContextData?: UserContextDataType | undefined;
  Username: UsernameType;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface ForgotPasswordResponse {
  CodeDeliveryDetails?: CodeDeliveryDetailsType | undefined;
}

export type GenerateSecret = boolean;

export interface GetCSVHeaderRequest {
  UserPoolId: UserPoolIdType;
}

export interface GetCSVHeaderResponse {
  UserPoolId?: UserPoolIdType | undefined;
  CSVHeader?: ListOfStringTypes | undefined;
}

export interface GetClientTokenRequest {
  ClientId: ClientIdType;
  Secret: ClientSecretType;
  Scopes?: ScopeListType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface GetClientTokenResponse {
  ClientAuthenticationResult?: ClientAuthenticationResultType | undefined;
}

export interface GetDeviceRequest {
  DeviceKey: DeviceKeyType;
  AccessToken?: TokenModelType | undefined;
}

export interface GetDeviceResponse {
  Device: DeviceType;
}

export interface GetGroupRequest {
  GroupName: GroupNameType;
  UserPoolId: UserPoolIdType;
}

export interface GetGroupResponse {
  Group?: GroupType | undefined;
}

export interface GetIdentityProviderByIdentifierRequest {
  UserPoolId: UserPoolIdType;
  IdpIdentifier: IdpIdentifierType;
}

export interface GetIdentityProviderByIdentifierResponse {
  IdentityProvider: IdentityProviderType;
}

export interface GetLogDeliveryConfigurationRequest {
  UserPoolId: UserPoolIdType;
}

export interface GetLogDeliveryConfigurationResponse {
  LogDeliveryConfiguration?: LogDeliveryConfigurationType | undefined;
}

export interface GetMessageTemplatesRequest {
  UserPoolId: UserPoolIdType;
  Locale?: MessageLocaleType | undefined;
}

export interface GetMessageTemplatesResponse {
  Locales?: MessageLocaleListType | undefined;
  Templates?: MessageTemplateListType | undefined;
}

export interface GetProvisionedLimitRequest {
  LimitDefinition: LimitDefinitionType;
}

export interface GetProvisionedLimitResponse {
  Limit: LimitType;
}

export interface GetRecoveryCodeStatusRequest {
  AccessToken: TokenModelType;
}

export interface GetRecoveryCodeStatusResponse {
  RemainingCodes?: RecoveryCodeCountType | undefined;
  CreationDate?: DateType | undefined;
}

export interface GetSigningCertificateRequest {
  UserPoolId: UserPoolIdType;
}

export interface GetSigningCertificateResponse {
  Certificate?: StringType | undefined;
}

export interface GetTokensFromRefreshTokenRequest {
  RefreshToken: TokenModelType;
  ClientId: ClientIdType;
  ClientSecret?: ClientSecretType | undefined;
  DeviceKey?: DeviceKeyType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface GetTokensFromRefreshTokenResponse {
  AuthenticationResult?: AuthenticationResultType | undefined;
}

export interface GetUICustomizationRequest {
  UserPoolId: UserPoolIdType;
  ClientId?: ClientIdType | undefined;
}

export interface GetUICustomizationResponse {
  UICustomization: UICustomizationType;
}

export interface GetUserAttributeVerificationCodeRequest {
  AccessToken: TokenModelType;
  AttributeName: AttributeNameType;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface GetUserAttributeVerificationCodeResponse {
  CodeDeliveryDetails?: CodeDeliveryDetailsType | undefined;
}

export interface GetUserAuthFactorsRequest {
  AccessToken: TokenModelType;
}

export interface GetUserAuthFactorsResponse {
  Username: UsernameType;
  PreferredMfaSetting?: StringType | undefined;
  UserMFASettingList?: UserMFASettingListType | undefined;
  ConfiguredUserAuthFactors?: ConfiguredUserAuthFactorsListType | undefined;
}

export interface GetUserPoolClientSessionConfigurationRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
}

export interface GetUserPoolClientSessionConfigurationResponse {
  UserPoolId?: UserPoolIdType | undefined;
  ClientId?: ClientIdType | undefined;
  SSOSession?: ClientSSOSessionConfigType | undefined;
}

export interface GetUserPoolMfaConfigRequest {
  UserPoolId: UserPoolIdType;
}

export interface GetUserPoolMfaConfigResponse {
  SmsMfaConfiguration?: SmsMfaConfigType | undefined;
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType | undefined;
  EmailMfaConfiguration?: EmailMfaConfigType | undefined;
  MfaConfiguration?: UserPoolMfaType | undefined;
  WebAuthnConfiguration?: WebAuthnConfigurationType | undefined;
}

export interface GetUserPoolSessionConfigurationRequest {
  UserPoolId: UserPoolIdType;
}

export interface GetUserPoolSessionConfigurationResponse {
  UserPoolId?: UserPoolIdType | undefined;
  UserSessionTracking?: UserSessionTrackingType | undefined;
  TokenSession?: UserPoolTokenSessionConfigType | undefined;
}

export interface GetUserRequest {
  AccessToken: TokenModelType;
}

export interface GetUserResponse {
  Username: UsernameType;
  UserAttributes: AttributeListType;
  MFAOptions?: MFAOptionListType | undefined;
  PreferredMfaSetting?: StringType | undefined;
  UserMFASettingList?: UserMFASettingListType | undefined;
}

export interface GlobalSignOutRequest {
  AccessToken: TokenModelType;
}

export interface GlobalSignOutResponse {}

export interface GroupExistsException {
  message?: MessageType | undefined;
}

export type GroupListType = GroupType[];

/** 1 to 128; `[\p{L}\p{M}\p{S}\p{N}\p{P}]+` */
export type GroupNameType = string;

export interface GroupType {
  GroupName?: GroupNameType | undefined;
  UserPoolId?: UserPoolIdType | undefined;
  Description?: DescriptionType | undefined;
  RoleArn?: ArnType | undefined;
  Precedence?: PrecedenceType | undefined;
  LastModifiedDate?: DateType | undefined;
  CreationDate?: DateType | undefined;
}

/** at most 64 */
export type HealthCheckIdType = string;

/** `^[0-9a-fA-F]+$` */
export type HexStringType = string;

export interface HttpHeader {
  headerName?: StringType | undefined;
  headerValue?: StringType | undefined;
}

export type HttpHeaderList = HttpHeader[];

/** 1 to 86400 */
export type IdTokenValidityType = number;

export interface IdentityProviderType {
  UserPoolId?: UserPoolIdType | undefined;
  ProviderName?: ProviderNameType | undefined;
  ProviderType?: IdentityProviderTypeType | undefined;
  ProviderDetails?: ProviderDetailsType | undefined;
  AttributeMapping?: AttributeMappingType | undefined;
  IdpIdentifiers?: IdpIdentifiersListType | undefined;
  AcrMapping?: AcrMappingType | undefined;
  LastModifiedDate?: DateType | undefined;
  CreationDate?: DateType | undefined;
}

export type IdentityProviderTypeType = "SAML" | "Facebook" | "Google" | "LoginWithAmazon" | "SignInWithApple" | "OIDC";

/** 1 to 40; `[\w\s+=.@-]+` */
export type IdpIdentifierType = string;

/** 0 to 50 */
export type IdpIdentifiersListType = IdpIdentifierType[];

/** 0 to 131072 */
export type ImageFileType = string;

export type ImageUrlType = string;

/** at most 100 */
export type ImportedGroupListType = GroupNameType[];

/** 1 to 1024 */
export type ImportedPasswordHashType = string;

export interface ImportedPasswordVerifierType {
  Salt: PasswordSaltType;
  Verifier: PasswordVerifierTextType;
  SetDate?: DateType | undefined;
}

/** 1 to 60 */
export type ImportedUserListType = ImportedUserType[];

export type ImportedUserOutcomeType = "IMPORTED" | "JOINED" | "PRESENT" | "REFUSED";

export type ImportedUserResultListType = ImportedUserResultType[];

export interface ImportedUserResultType {
  Sub?: StringType | undefined;
  Username?: UsernameType | undefined;
  Outcome?: ImportedUserOutcomeType | undefined;
  Reason?: StringType | undefined;
}

export interface ImportedUserType {
  Sub: UserSubType;
  Username: UsernameType;
  Attributes?: AttributeListType | undefined;
  UserStatus?: UserStatusType | undefined;
  Enabled?: WrappedBooleanType | undefined;
  UserCreateDate?: DateType | undefined;
  UserLastModifiedDate?: DateType | undefined;
  UserMFASettingList?: UserMFASettingListType | undefined;
  PreferredMfaSetting?: StringType | undefined;
  Groups?: ImportedGroupListType | undefined;
  PasswordHash?: ImportedPasswordHashType | undefined;
  PasswordHashingAlgorithm?: PasswordHashingAlgorithmType | undefined;
  PasswordVerifier?: ImportedPasswordVerifierType | undefined;
}

export interface InboundFederationLambdaType {
  LambdaVersion: InboundFederationLambdaVersionType;
  LambdaArn: ArnType;
}

export type InboundFederationLambdaVersionType = "V1_0";

export interface InitiateAuthRequest {
  AuthFlow: AuthFlowType;
  AuthParameters?: AuthParametersType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
  ClientId: ClientIdType;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  UserContextData?: UserContextDataType | undefined;
  Session?: SessionType | undefined;
}

export interface InitiateAuthResponse {
  ChallengeName?: ChallengeNameType | undefined;
  Session?: SessionType | undefined;
  ChallengeParameters?: ChallengeParametersType | undefined;
  AuthenticationResult?: AuthenticationResultType | undefined;
  AvailableChallenges?: AvailableChallengeListType | undefined;
}

export type IntegerType = number;

export interface InternalErrorException {
  message?: MessageType | undefined;
}

export interface InternalServerException {
  message?: MessageType | undefined;
}

export interface InvalidEmailRoleAccessPolicyException {
  message?: MessageType | undefined;
}

export interface InvalidLambdaResponseException {
  message?: MessageType | undefined;
}

export interface InvalidOAuthFlowException {
  message?: MessageType | undefined;
}

export interface InvalidParameterException {
  message?: MessageType | undefined;
  reasonCode?: InvalidParameterExceptionReasonCodeType | undefined;
}

export type InvalidParameterExceptionReasonCodeType = string;

export interface InvalidPasswordException {
  message?: MessageType | undefined;
}

export interface InvalidSmsRoleAccessPolicyException {
  message?: MessageType | undefined;
}

export interface InvalidSmsRoleTrustRelationshipException {
  message?: MessageType | undefined;
}

export interface InvalidUserPoolConfigurationException {
  message?: MessageType | undefined;
}

export interface IssuerConfigurationType {
  Type?: IssuerType | undefined;
}

export type IssuerType = "ORIGINAL" | "UPDATED";

export interface KeyConfigurationType {
  KeyType?: EncryptionKeyType | undefined;
  KmsKeyArn?: EncryptionKeyArnType | undefined;
}

export interface LambdaConfigType {
  PreSignUp?: ArnType | undefined;
  CustomMessage?: ArnType | undefined;
  PostConfirmation?: ArnType | undefined;
  PreAuthentication?: ArnType | undefined;
  PostAuthentication?: ArnType | undefined;
  DefineAuthChallenge?: ArnType | undefined;
  CreateAuthChallenge?: ArnType | undefined;
  VerifyAuthChallengeResponse?: ArnType | undefined;
  PreTokenGeneration?: ArnType | undefined;
  UserMigration?: ArnType | undefined;
  PreTokenGenerationConfig?: PreTokenGenerationVersionConfigType | undefined;
  CustomSMSSender?: CustomSMSLambdaVersionConfigType | undefined;
  CustomEmailSender?: CustomEmailLambdaVersionConfigType | undefined;
  KMSKeyID?: ArnType | undefined;
  InboundFederation?: InboundFederationLambdaType | undefined;
}

/** `^cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|portuguese-brazil|chinese-(simplified|traditional))$` */
export type LanguageIdType = string;

export type LimitClass = "API_CATEGORY";

export interface LimitDefinitionType {
  LimitClass: LimitClass;
  Attributes: StringToStringMapType;
}

export interface LimitExceededException {
  message?: MessageType | undefined;
}

export interface LimitType {
  LimitDefinition: LimitDefinitionType;
  ProvisionedLimitValue: IntegerType;
  FreeLimitValue: IntegerType;
}

/** 1 to 1024; `^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$` */
export type LinkUrlType = string;

/** 1 to 13 */
export type LinksType = { [key: string]: LinkUrlType };

export interface ListAuditEventsRequest {
  UserPoolId?: UserPoolIdType | undefined;
  Actor?: AuditNameType | undefined;
  OperationName?: AuditNameType | undefined;
  EventType?: AuditNameType | undefined;
  Username?: UsernameType | undefined;
  StartTime?: DateType | undefined;
  EndTime?: DateType | undefined;
  MaxResults?: AuditQueryLimitType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListAuditEventsResponse {
  AuditEvents?: AuditEventListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListDevicesRequest {
  AccessToken: TokenModelType;
  Limit?: QueryLimitType | undefined;
  PaginationToken?: SearchPaginationTokenType | undefined;
}

export interface ListDevicesResponse {
  Devices?: DeviceListType | undefined;
  PaginationToken?: SearchPaginationTokenType | undefined;
}

export interface ListEventWebhooksRequest {
  MaxResults?: PoolQueryLimitType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListEventWebhooksResponse {
  EventWebhooks?: EventWebhookListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListGroupsRequest {
  UserPoolId: UserPoolIdType;
  Limit?: QueryLimitType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListGroupsResponse {
  Groups?: GroupListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListIdentityProvidersRequest {
  UserPoolId: UserPoolIdType;
  MaxResults?: ListProvidersLimitType | undefined;
  NextToken?: PaginationKeyType | undefined;
}

export interface ListIdentityProvidersResponse {
  Providers: ProvidersListType;
  NextToken?: PaginationKeyType | undefined;
}

export type ListOfStringTypes = StringType[];

/** 0 to 60 */
export type ListProvidersLimitType = number;

/** 1 to 50 */
export type ListResourceServersLimitType = number;

export interface ListResourceServersRequest {
  UserPoolId: UserPoolIdType;
  MaxResults?: ListResourceServersLimitType | undefined;
  NextToken?: PaginationKeyType | undefined;
}

export interface ListResourceServersResponse {
  ResourceServers: ResourceServersListType;
  NextToken?: PaginationKeyType | undefined;
}

export interface ListSoftwareTokensRequest {
  AccessToken: TokenModelType;
}

export interface ListSoftwareTokensResponse {
  SoftwareTokens?: SoftwareTokenListType | undefined;
}

export interface ListTagsForResourceRequest {
  ResourceArn: ArnType;
}

export interface ListTagsForResourceResponse {
  Tags?: UserPoolTagsType | undefined;
}

export interface ListTermsRequest {
  UserPoolId: UserPoolIdType;
  MaxResults?: ListTermsRequestMaxResultsInteger | undefined;
  NextToken?: StringType | undefined;
}

/** 1 to 60 */
export type ListTermsRequestMaxResultsInteger = number;

export interface ListTermsResponse {
  Terms: TermsDescriptionListType;
  NextToken?: StringType | undefined;
}

export interface ListUserImportJobsRequest {
  UserPoolId: UserPoolIdType;
  MaxResults: PoolQueryLimitType;
  PaginationToken?: PaginationKeyType | undefined;
}

export interface ListUserImportJobsResponse {
  UserImportJobs?: UserImportJobsListType | undefined;
  PaginationToken?: PaginationKeyType | undefined;
}

export interface ListUserPoolClientSecretsRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  NextToken?: PaginationKey | undefined;
}

export interface ListUserPoolClientSecretsResponse {
  ClientSecrets?: ClientSecretDescriptorListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListUserPoolClientsRequest {
  UserPoolId: UserPoolIdType;
  MaxResults?: QueryLimit | undefined;
  NextToken?: PaginationKey | undefined;
  ClientType?: ClientTypeType | undefined;
}

export interface ListUserPoolClientsResponse {
  UserPoolClients?: UserPoolClientListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListUserPoolReplicasRequest {
  UserPoolId: UserPoolIdType;
  NextToken?: PaginationKeyType | undefined;
}

export interface ListUserPoolReplicasResponse {
  UserPoolReplicas?: UserPoolReplicaListType | undefined;
  NextToken?: PaginationKeyType | undefined;
}

export interface ListUserPoolsRequest {
  NextToken?: PaginationKeyType | undefined;
  MaxResults: PoolQueryLimitType;
}

export interface ListUserPoolsResponse {
  UserPools?: UserPoolListType | undefined;
  NextToken?: PaginationKeyType | undefined;
}

export interface ListUserSessionsRequest {
  AccessToken: TokenModelType;
  NextToken?: PaginationKey | undefined;
}

export interface ListUserSessionsResponse {
  Sessions?: SessionsListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListUsersInGroupRequest {
  UserPoolId: UserPoolIdType;
  GroupName: GroupNameType;
  Limit?: QueryLimitType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListUsersInGroupResponse {
  Users?: UsersListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface ListUsersRequest {
  UserPoolId: UserPoolIdType;
  AttributesToGet?: SearchedAttributeNamesListType | undefined;
  Limit?: QueryLimitType | undefined;
  PaginationToken?: SearchPaginationTokenType | undefined;
  Filter?: UserFilterType | undefined;
}

export interface ListUsersResponse {
  Users?: UsersListType | undefined;
  PaginationToken?: SearchPaginationTokenType | undefined;
}

export interface ListWebAuthnCredentialsRequest {
  AccessToken: TokenModelType;
  NextToken?: PaginationKey | undefined;
  MaxResults?: WebAuthnCredentialsQueryLimitType | undefined;
}

export interface ListWebAuthnCredentialsResponse {
  Credentials: WebAuthnCredentialDescriptionListType;
  NextToken?: PaginationKey | undefined;
}

/** 0 to 2 */
export type LogConfigurationListType = LogConfigurationType[];

export interface LogConfigurationType {
  LogLevel: LogLevel;
  EventSource: EventSourceName;
  CloudWatchLogsConfiguration?: CloudWatchLogsConfigurationType | undefined;
  S3Configuration?: S3ConfigurationType | undefined;
  FirehoseConfiguration?: FirehoseConfigurationType | undefined;
}

export interface LogDeliveryConfigurationType {
  UserPoolId: UserPoolIdType;
  LogConfigurations: LogConfigurationListType;
}

export type LogLevel = "ERROR" | "INFO";

/** 0 to 100 */
export type LogoutURLsListType = RedirectUrlType[];

export type LongType = number;

export interface MFAMethodNotFoundException {
  message?: MessageType | undefined;
}

export type MFAOptionListType = MFAOptionType[];

export interface MFAOptionType {
  DeliveryMedium?: DeliveryMediumType | undefined;
  AttributeName?: AttributeNameType | undefined;
}

export interface ManagedLoginBrandingExistsException {
  message?: MessageType | undefined;
}

/** `^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$` */
export type ManagedLoginBrandingIdType = string;

export interface ManagedLoginBrandingType {
  ManagedLoginBrandingId?: ManagedLoginBrandingIdType | undefined;
  UserPoolId?: UserPoolIdType | undefined;
  UseCognitoProvidedValues?: BooleanType | undefined;
  Settings?: Document | undefined;
  Assets?: AssetListType | undefined;
  CreationDate?: DateType | undefined;
  LastModifiedDate?: DateType | undefined;
}

export type MessageActionType = "RESEND" | "SUPPRESS";

export type MessageLocaleListType = MessageLocaleType[];

/** 1 to 35; `[A-Za-z0-9_-]+` */
export type MessageLocaleType = string;

export type MessagePurposeType = "SignUp" | "ResendCode" | "ForgotPassword" | "UpdateUserAttribute" | "VerifyUserAttribute" | "Verification" | "AdminCreateUser" | "Authentication" | "OneTimePassword" | "RecoveryCodeUsed";

/** 1 to 140; `[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+` */
export type MessageSubjectType = string;

export interface MessageTemplateEntryType {
  Purpose: MessagePurposeType;
  Channel: DeliveryMediumType;
  Subject?: MessageSubjectType | undefined;
  Text?: MessageTextType | undefined;
  Html?: MessageTextType | undefined;
}

/** at most 20 */
export type MessageTemplateListType = MessageTemplateEntryType[];

export interface MessageTemplateType {
  SMSMessage?: SmsInviteMessageType | undefined;
  EmailMessage?: EmailInviteMessageType | undefined;
  EmailSubject?: EmailVerificationSubjectType | undefined;
}

/** 1 to 20000 */
export type MessageTextType = string;

export type MessageType = string;

export interface NewDeviceMetadataType {
  DeviceKey?: DeviceKeyType | undefined;
  DeviceGroupKey?: StringType | undefined;
}

export interface NotAuthorizedException {
  message?: MessageType | undefined;
}

export interface NotifyConfigurationType {
  From?: StringType | undefined;
  ReplyTo?: StringType | undefined;
  SourceArn: ArnType;
  BlockEmail?: NotifyEmailType | undefined;
  NoActionEmail?: NotifyEmailType | undefined;
  MfaEmail?: NotifyEmailType | undefined;
}

export interface NotifyEmailType {
  Subject: EmailNotificationSubjectType;
  HtmlBody?: EmailNotificationBodyType | undefined;
  TextBody?: EmailNotificationBodyType | undefined;
}

export interface NumberAttributeConstraintsType {
  MinValue?: StringType | undefined;
  MaxValue?: StringType | undefined;
}

export type OAuthFlowType = "code" | "implicit" | "client_credentials";

/** 0 to 3 */
export type OAuthFlowsType = OAuthFlowType[];

export interface OperationNotEnabledException {
  message?: MessageType | undefined;
}

/** 0 to 2048; `(arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?)?` */
export type OptionalArnType = string;

/** 1 to 131072; `[\S]+` */
export type PaginationKey = string;

/** at least 1; `[\S]+` */
export type PaginationKeyType = string;

export type PasswordHashingAlgorithmType = "BCRYPT" | "SCRYPT" | "ARGON2ID" | "PBKDF2_SHA256";

export interface PasswordHistoryPolicyViolationException {
  message?: MessageType | undefined;
}

/** 0 to 24 */
export type PasswordHistorySizeType = number;

/** 6 to 99 */
export type PasswordPolicyMinLengthType = number;

export interface PasswordPolicyType {
  MinimumLength?: PasswordPolicyMinLengthType | undefined;
  RequireUppercase?: BooleanType | undefined;
  RequireLowercase?: BooleanType | undefined;
  RequireNumbers?: BooleanType | undefined;
  RequireSymbols?: BooleanType | undefined;
  PasswordHistorySize?: PasswordHistorySizeType | undefined;
  TemporaryPasswordValidityDays?: TemporaryPasswordValidityDaysType | undefined;
}

export interface PasswordResetRequiredException {
  message?: MessageType | undefined;
}

/** exactly 32; `[0-9a-f]+` */
export type PasswordSaltType = string;

/** at most 256; `[\S]+` */
export type PasswordType = string;

/** 1 to 768; `[0-9a-f]+` */
export type PasswordVerifierTextType = string;

/** 1 to 60 */
export type PoolQueryLimitType = number;

/** 0 to 2048 */
export type PreSignedUrlType = string;

export type PreTokenGenerationLambdaVersionType = "V1_0" | "V2_0" | "V3_0";

export interface PreTokenGenerationVersionConfigType {
  LambdaVersion: PreTokenGenerationLambdaVersionType;
  LambdaArn: ArnType;
}

/** at least 0 */
export type PrecedenceType = number;

export interface PreconditionNotMetException {
  message?: MessageType | undefined;
}

export type PreventUserExistenceErrorTypes = "LEGACY" | "ENABLED";

/** 1 to 2 */
export type PriorityType = number;

export interface ProviderDescription {
  ProviderName?: ProviderNameType | undefined;
  ProviderType?: IdentityProviderTypeType | undefined;
  LastModifiedDate?: DateType | undefined;
  CreationDate?: DateType | undefined;
}

export type ProviderDetailsType = { [key: string]: StringType };

/** 1 to 32; `[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+` */
export type ProviderNameType = string;

/** 1 to 32; `[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+` */
export type ProviderNameTypeV2 = string;

export interface ProviderUserIdentifierType {
  ProviderName?: ProviderNameType | undefined;
  ProviderAttributeName?: StringType | undefined;
  ProviderAttributeValue?: StringType | undefined;
}

/** 0 to 50 */
export type ProvidersListType = ProviderDescription[];

/** 1 to 60 */
export type QueryLimit = number;

/** 0 to 60 */
export type QueryLimitType = number;

/** 0 to 10 */
export type RecoveryCodeCountType = number;

/** at most 10 */
export type RecoveryCodeListType = RecoveryCodeType[];

/** 24 to 29 */
export type RecoveryCodeType = string;

/** 1 to 2 */
export type RecoveryMechanismsType = RecoveryOptionType[];

export type RecoveryOptionNameType = "verified_email" | "verified_phone_number" | "admin_only";

export interface RecoveryOptionType {
  Priority: PriorityType;
  Name: RecoveryOptionNameType;
}

/** 1 to 1024; `[\p{L}\p{M}\p{S}\p{N}\p{P}]+` */
export type RedirectUrlType = string;

export interface RefreshTokenReuseException {
  message?: MessageType | undefined;
}

export interface RefreshTokenRotationType {
  Feature: FeatureType;
  RetryGracePeriodSeconds?: RetryGracePeriodSecondsType | undefined;
}

/** 0 to 315360000 */
export type RefreshTokenValidityType = number;

/** 5 to 32 */
export type RegionCodeType = string;

/** 5 to 32 */
export type RegionNameType = string;

/** 1 to 127 */
export type RelyingPartyIdType = string;

export interface RenameSoftwareTokenRequest {
  AccessToken: TokenModelType;
  SoftwareTokenId: SoftwareTokenIdType;
  FriendlyDeviceName: SoftwareTokenNameType;
}

export interface RenameSoftwareTokenResponse {}

export type ReplicaRegionsType = StringType[];

export type ReplicaRoleType = "PRIMARY" | "SECONDARY";

export type ReplicaStatusType = "CREATING" | "ACTIVE" | "INACTIVE" | "DELETING";

export interface ResendConfirmationCodeRequest {
  ClientId: ClientIdType;
  SecretHash?: SecretHashType | undefined;
  UserContextData?: UserContextDataType | undefined;
  Username: UsernameType;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface ResendConfirmationCodeResponse {
  CodeDeliveryDetails?: CodeDeliveryDetailsType | undefined;
}

export interface ResendSignInCodeRequest {
  ClientId: ClientIdType;
  Session: SessionType;
  SecretHash?: SecretHashType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
  UserContextData?: UserContextDataType | undefined;
}

export interface ResendSignInCodeResponse {
  ChallengeName?: ChallengeNameType | undefined;
  Session?: SessionType | undefined;
  ChallengeParameters?: ChallengeParametersType | undefined;
}

/** 1 to 40; `^[\w\- ]+$` */
export type ResourceIdType = string;

export interface ResourceNotFoundException {
  message?: MessageType | undefined;
}

/** 1 to 256; `[\x21\x23-\x5B\x5D-\x7E]+` */
export type ResourceServerIdentifierType = string;

export type ResourceServerManagedByType = "COGNITO";

/** 1 to 256; `[\w\s+=,.@-]+` */
export type ResourceServerNameType = string;

/** 1 to 256 */
export type ResourceServerScopeDescriptionType = string;

/** at most 100 */
export type ResourceServerScopeListType = ResourceServerScopeType[];

/** 1 to 256; `[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+` */
export type ResourceServerScopeNameType = string;

export interface ResourceServerScopeType {
  ScopeName: ResourceServerScopeNameType;
  ScopeDescription: ResourceServerScopeDescriptionType;
}

export interface ResourceServerType {
  UserPoolId?: UserPoolIdType | undefined;
  Identifier?: ResourceServerIdentifierType | undefined;
  Name?: ResourceServerNameType | undefined;
  Scopes?: ResourceServerScopeListType | undefined;
  ManagedBy?: ResourceServerManagedByType | undefined;
}

export type ResourceServersListType = ResourceServerType[];

export interface RespondToAuthChallengeRequest {
  ClientId: ClientIdType;
  ChallengeName: ChallengeNameType;
  Session?: SessionType | undefined;
  ChallengeResponses?: ChallengeResponsesType | undefined;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  UserContextData?: UserContextDataType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface RespondToAuthChallengeResponse {
  ChallengeName?: ChallengeNameType | undefined;
  Session?: SessionType | undefined;
  ChallengeParameters?: ChallengeParametersType | undefined;
  AuthenticationResult?: AuthenticationResultType | undefined;
  AvailableChallenges?: AvailableChallengeListType | undefined;
}

/** 0 to 60 */
export type RetryGracePeriodSecondsType = number;

export type RevokeAssociatedSessionsType = "NONE" | "LINKED";

export interface RevokeTokenRequest {
  Token: TokenModelType;
  ClientId: ClientIdType;
  ClientSecret?: ClientSecretType | undefined;
  RevokeAssociatedSessions?: RevokeAssociatedSessionsType | undefined;
}

export interface RevokeTokenResponse {}

export interface RevokeUserSessionRequest {
  AccessToken: TokenModelType;
  SessionId: SessionIdType;
  RevokeAssociatedSessions?: RevokeAssociatedSessionsType | undefined;
}

export interface RevokeUserSessionResponse {}

export interface RiskConfigurationType {
  UserPoolId?: UserPoolIdType | undefined;
  ClientId?: ClientIdType | undefined;
  CompromisedCredentialsRiskConfiguration?: CompromisedCredentialsRiskConfigurationType | undefined;
  AccountTakeoverRiskConfiguration?: AccountTakeoverRiskConfigurationType | undefined;
  RiskExceptionConfiguration?: RiskExceptionConfigurationType | undefined;
  LastModifiedDate?: DateType | undefined;
}

export type RiskDecisionType = "NoRisk" | "AccountTakeover" | "Block";

export interface RiskExceptionConfigurationType {
  BlockedIPRangeList?: BlockedIPRangeListType | undefined;
  SkippedIPRangeList?: SkippedIPRangeListType | undefined;
}

export type RiskLevelType = "Low" | "Medium" | "High";

export interface RoutingType {
  Failover?: FailoverType | undefined;
}

/** 3 to 1024; `arn:[\w+=/,.@-]+:[\w+=/,.@-]+:::[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?` */
export type S3ArnType = string;

/** 3 to 1024; `^[0-9A-Za-z\.\-_]*(?<!\.)$` */
export type S3BucketType = string;

export interface S3ConfigurationType {
  BucketArn?: S3ArnType | undefined;
}

/** 1 to 64; `^[a-zA-Z0-9_-]+$` */
export type SESConfigurationSet = string;

export interface SMSMfaSettingsType {
  Enabled?: BooleanType | undefined;
  PreferredMfa?: BooleanType | undefined;
}

/** 0 to 129600 */
export type SSOSessionMaxValidityMinutesType = number;

export interface SchemaAttributeType {
  Name?: CustomAttributeNameType | undefined;
  AttributeDataType?: AttributeDataType | undefined;
  DeveloperOnlyAttribute?: BooleanType | undefined;
  Mutable?: BooleanType | undefined;
  Required?: BooleanType | undefined;
  NumberAttributeConstraints?: NumberAttributeConstraintsType | undefined;
  StringAttributeConstraints?: StringAttributeConstraintsType | undefined;
}

/** 1 to 50 */
export type SchemaAttributesListType = SchemaAttributeType[];

export interface ScopeDoesNotExistException {
  message?: MessageType | undefined;
}

/** at most 50 */
export type ScopeListType = ScopeType[];

/** 1 to 256; `[\x21\x23-\x5B\x5D-\x7E]+` */
export type ScopeType = string;

/** at least 1; `[\S]+` */
export type SearchPaginationTokenType = string;

export type SearchedAttributeNamesListType = AttributeNameType[];

/** at least 16; `[A-Za-z0-9]+` */
export type SecretCodeType = string;

/** 1 to 128; `[\w+=/]+` */
export type SecretHashType = string;

export type SecurityPolicyType = "TLS_V1" | "TLS_V1_2_2021" | "TLS_V1_3_2025";

export interface ServiceQuotaExceededException {
  message?: MessageType | undefined;
}

export interface SessionDescriptionType {
  SessionId?: SessionIdType | undefined;
  SessionType?: SessionTypeType | undefined;
  ClientId?: ClientIdType | undefined;
  CreateDate?: DateType | undefined;
  LastActiveDate?: DateType | undefined;
  DeviceType?: SessionDeviceType | undefined;
  LastIPAddress?: SessionIpAddressType | undefined;
  LastLocation?: SessionLocationType | undefined;
  OriginSessionId?: SessionIdType | undefined;
  IsCurrentSession?: BooleanType | undefined;
}

/** 0 to 1024 */
export type SessionDeviceType = string;

/** exactly 28; `(tkn|sso)[a-z0-9]{25}` */
export type SessionIdType = string;

/** at most 128 */
export type SessionIpAddressType = string;

export interface SessionLocationType {
  City?: SessionPlaceNameType | undefined;
  Country?: SessionPlaceNameType | undefined;
}

/** 0 to 256 */
export type SessionPlaceNameType = string;

/** 20 to 2048 */
export type SessionType = string;

export type SessionTypeType = "TOKEN" | "SSO";

export type SessionsListType = SessionDescriptionType[];

export interface SetLogDeliveryConfigurationRequest {
  UserPoolId: UserPoolIdType;
  LogConfigurations: LogConfigurationListType;
}

export interface SetLogDeliveryConfigurationResponse {
  LogDeliveryConfiguration?: LogDeliveryConfigurationType | undefined;
}

export interface SetMessageTemplatesRequest {
  UserPoolId: UserPoolIdType;
  Locale: MessageLocaleType;
  Templates: MessageTemplateListType;
}

export interface SetMessageTemplatesResponse {}

export interface SetRiskConfigurationRequest {
  UserPoolId: UserPoolIdType;
  ClientId?: ClientIdType | undefined;
  CompromisedCredentialsRiskConfiguration?: CompromisedCredentialsRiskConfigurationType | undefined;
  AccountTakeoverRiskConfiguration?: AccountTakeoverRiskConfigurationType | undefined;
  RiskExceptionConfiguration?: RiskExceptionConfigurationType | undefined;
}

export interface SetRiskConfigurationResponse {
  RiskConfiguration: RiskConfigurationType;
}

export interface SetUICustomizationRequest {
  UserPoolId: UserPoolIdType;
  ClientId?: ClientIdType | undefined;
  CSS?: CSSType | undefined;
  ImageFile?: ImageFileType | undefined;
}

export interface SetUICustomizationResponse {
  UICustomization: UICustomizationType;
}

export interface SetUserMFAPreferenceRequest {
  SMSMfaSettings?: SMSMfaSettingsType | undefined;
  SoftwareTokenMfaSettings?: SoftwareTokenMfaSettingsType | undefined;
  EmailMfaSettings?: EmailMfaSettingsType | undefined;
  WebAuthnMfaSettings?: WebAuthnMfaSettingsType | undefined;
  AccessToken: TokenModelType;
}

export interface SetUserMFAPreferenceResponse {}

export interface SetUserPoolClientSessionConfigurationRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  SSOSession: ClientSSOSessionConfigType;
}

export interface SetUserPoolClientSessionConfigurationResponse {
  UserPoolId?: UserPoolIdType | undefined;
  ClientId?: ClientIdType | undefined;
  SSOSession?: ClientSSOSessionConfigType | undefined;
}

export interface SetUserPoolMfaConfigRequest {
  UserPoolId: UserPoolIdType;
  SmsMfaConfiguration?: SmsMfaConfigType | undefined;
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType | undefined;
  EmailMfaConfiguration?: EmailMfaConfigType | undefined;
  MfaConfiguration?: UserPoolMfaType | undefined;
  WebAuthnConfiguration?: WebAuthnConfigurationType | undefined;
}

export interface SetUserPoolMfaConfigResponse {
  SmsMfaConfiguration?: SmsMfaConfigType | undefined;
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType | undefined;
  EmailMfaConfiguration?: EmailMfaConfigType | undefined;
  MfaConfiguration?: UserPoolMfaType | undefined;
  WebAuthnConfiguration?: WebAuthnConfigurationType | undefined;
}

export interface SetUserPoolSessionConfigurationRequest {
  UserPoolId: UserPoolIdType;
  UserSessionTracking: UserSessionTrackingType;
  TokenSession: UserPoolTokenSessionConfigType;
}

export interface SetUserPoolSessionConfigurationResponse {
  UserPoolId?: UserPoolIdType | undefined;
  UserSessionTracking?: UserSessionTrackingType | undefined;
  TokenSession?: UserPoolTokenSessionConfigType | undefined;
}

export interface SetUserSettingsRequest {
  AccessToken: TokenModelType;
  MFAOptions: MFAOptionListType;
}

export interface SetUserSettingsResponse {}

export interface SignInPolicyType {
  AllowedFirstAuthFactors?: AllowedFirstAuthFactorsListType | undefined;
}

export interface SignUpRequest {
  ClientId: ClientIdType;
  SecretHash?: SecretHashType | undefined;
  Username: UsernameType;
  Password?: PasswordType | undefined;
  UserAttributes?: AttributeListType | undefined;
  ValidationData?: AttributeListType | undefined;
  AnalyticsMetadata?: AnalyticsMetadataType | undefined;
  UserContextData?: UserContextDataType | undefined;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface SignUpResponse {
  UserConfirmed: BooleanType;
  CodeDeliveryDetails?: CodeDeliveryDetailsType | undefined;
  UserSub: StringType;
  Session?: SessionType | undefined;
}

/** at most 200 */
export type SkippedIPRangeListType = StringType[];

export interface SmsConfigurationType {
  SnsCallerArn?: OptionalArnType | undefined;
  ExternalId?: StringType | undefined;
  SnsRegion?: RegionCodeType | undefined;
  EumsSms?: EumsSmsConfigurationType | undefined;
}

/** 6 to 140; `(?s).*` */
export type SmsInviteMessageType = string;

export interface SmsMfaConfigType {
  SmsAuthenticationMessage?: SmsVerificationMessageType | undefined;
  SmsConfiguration?: SmsConfigurationType | undefined;
}

/** 6 to 140; `.*\{####\}.*` */
export type SmsVerificationMessageType = string;

/** 1 to 64; `[\w-]+` */
export type SoftwareTokenIdType = string;

export type SoftwareTokenListType = SoftwareTokenSummaryType[];

export interface SoftwareTokenMFANotFoundException {
  message?: MessageType | undefined;
}

/** exactly 6; `[0-9]+` */
export type SoftwareTokenMFAUserCodeType = string;

export interface SoftwareTokenMfaConfigType {
  Enabled?: BooleanType | undefined;
}

export interface SoftwareTokenMfaSettingsType {
  Enabled?: BooleanType | undefined;
  PreferredMfa?: BooleanType | undefined;
}

/** 1 to 128 */
export type SoftwareTokenNameType = string;

export interface SoftwareTokenSummaryType {
  SoftwareTokenId?: SoftwareTokenIdType | undefined;
  FriendlyDeviceName?: StringType | undefined;
  CreationDate?: DateType | undefined;
  LastUsedDate?: DateType | undefined;
}

export interface StartUserImportJobRequest {
  UserPoolId: UserPoolIdType;
  JobId: UserImportJobIdType;
}

export interface StartUserImportJobResponse {
  UserImportJob?: UserImportJobType | undefined;
}

export interface StartWebAuthnRegistrationRequest {
  AccessToken: TokenModelType;
}

export interface StartWebAuthnRegistrationResponse {
  CredentialCreationOptions: Document;
}

export type StatusType = "Enabled" | "Disabled";

export interface StopUserImportJobRequest {
  UserPoolId: UserPoolIdType;
  JobId: UserImportJobIdType;
}

export interface StopUserImportJobResponse {
  UserImportJob?: UserImportJobType | undefined;
}

export interface StringAttributeConstraintsType {
  MinLength?: StringType | undefined;
  MaxLength?: StringType | undefined;
}

export type StringToStringMapType = { [key: string]: StringType };

/** 0 to 131072 */
export type StringType = string;

export type SupportedIdentityProvidersListType = ProviderNameType[];

/** 1 to 128 */
export type TagKeysType = string;

export interface TagResourceRequest {
  ResourceArn: ArnType;
  Tags: UserPoolTagsType;
}

export interface TagResourceResponse {}

/** 0 to 256 */
export type TagValueType = string;

/** 0 to 365 */
export type TemporaryPasswordValidityDaysType = number;

export type TermsDescriptionListType = TermsDescriptionType[];

export interface TermsDescriptionType {
  TermsId: TermsIdType;
  TermsName: TermsNameType;
  Enforcement: TermsEnforcementType;
  CreationDate: DateType;
  LastModifiedDate: DateType;
}

export type TermsEnforcementType = "NONE";

export interface TermsExistsException {
  message?: MessageType | undefined;
}

/** `^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$` */
export type TermsIdType = string;

/** `^(terms-of-use|privacy-policy)$` */
export type TermsNameType = string;

export type TermsSourceType = "LINK";

export interface TermsType {
  TermsId: TermsIdType;
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  TermsName: TermsNameType;
  TermsSource: TermsSourceType;
  Enforcement: TermsEnforcementType;
  Links: LinksType;
  CreationDate: DateType;
  LastModifiedDate: DateType;
}

export interface TierChangeNotAllowedException {
  message?: MessageType | undefined;
}

export type TimeUnitsType = "seconds" | "minutes" | "hours" | "days";

/** `[A-Za-z0-9-_=.]+` */
export type TokenModelType = string;

/** 1 to 100 */
export type TokenSessionMaxPerUserType = number;

export interface TokenValidityUnitsType {
  AccessToken?: TimeUnitsType | undefined;
  IdToken?: TimeUnitsType | undefined;
  RefreshToken?: TimeUnitsType | undefined;
}

export interface TooManyFailedAttemptsException {
  message?: MessageType | undefined;
}

export interface TooManyRequestsException {
  message?: MessageType | undefined;
}

export interface UICustomizationType {
  UserPoolId?: UserPoolIdType | undefined;
  ClientId?: ClientIdType | undefined;
  ImageUrl?: ImageUrlType | undefined;
  CSS?: CSSType | undefined;
  CSSVersion?: CSSVersionType | undefined;
  LastModifiedDate?: DateType | undefined;
  CreationDate?: DateType | undefined;
}

export interface UnauthorizedException {
  message?: MessageType | undefined;
}

export interface UnexpectedLambdaException {
  message?: MessageType | undefined;
}

export interface UnsupportedIdentityProviderException {
  message?: MessageType | undefined;
}

export interface UnsupportedOperationException {
  message?: MessageType | undefined;
}

export interface UnsupportedTokenTypeException {
  message?: MessageType | undefined;
}

export interface UnsupportedUserStateException {
  message?: MessageType | undefined;
}

export interface UntagResourceRequest {
  ResourceArn: ArnType;
  TagKeys: UserPoolTagsListType;
}

export interface UntagResourceResponse {}

export interface UpdateAuthEventFeedbackRequest {
  UserPoolId: UserPoolIdType;
  Username: UsernameType;
  EventId: EventIdType;
  FeedbackToken: TokenModelType;
  FeedbackValue: FeedbackValueType;
}

export interface UpdateAuthEventFeedbackResponse {}

export interface UpdateDeviceStatusRequest {
  AccessToken: TokenModelType;
  DeviceKey: DeviceKeyType;
  DeviceRememberedStatus?: DeviceRememberedStatusType | undefined;
}

export interface UpdateDeviceStatusResponse {}

export interface UpdateEventWebhookRequest {
  EventWebhookId: EventWebhookIdType;
  EventTypes?: EventWebhookEventsType | undefined;
  Description?: DescriptionType | undefined;
  Status?: EventWebhookStatusType | undefined;
}

export interface UpdateEventWebhookResponse {
  EventWebhook?: EventWebhookType | undefined;
}

export interface UpdateGroupRequest {
  GroupName: GroupNameType;
  UserPoolId: UserPoolIdType;
  Description?: DescriptionType | undefined;
  RoleArn?: ArnType | undefined;
  Precedence?: PrecedenceType | undefined;
}

export interface UpdateGroupResponse {
  Group?: GroupType | undefined;
}

export interface UpdateIdentityProviderRequest {
  UserPoolId: UserPoolIdType;
  ProviderName: ProviderNameType;
  ProviderDetails?: ProviderDetailsType | undefined;
  AttributeMapping?: AttributeMappingType | undefined;
  IdpIdentifiers?: IdpIdentifiersListType | undefined;
  AcrMapping?: AcrMappingType | undefined;
}

export interface UpdateIdentityProviderResponse {
  IdentityProvider: IdentityProviderType;
}

export interface UpdateManagedLoginBrandingRequest {
  UserPoolId?: UserPoolIdType | undefined;
  ManagedLoginBrandingId?: ManagedLoginBrandingIdType | undefined;
  UseCognitoProvidedValues?: BooleanType | undefined;
  Settings?: Document | undefined;
  Assets?: AssetListType | undefined;
}

export interface UpdateManagedLoginBrandingResponse {
  ManagedLoginBranding?: ManagedLoginBrandingType | undefined;
}

export interface UpdateProvisionedLimitRequest {
  LimitDefinition: LimitDefinitionType;
  RequestedLimitValue: IntegerType;
}

export interface UpdateProvisionedLimitResponse {
  Limit: LimitType;
}

export type UpdateReplicaStatusType = "ACTIVE" | "INACTIVE";

export interface UpdateResourceServerRequest {
  UserPoolId: UserPoolIdType;
  Identifier: ResourceServerIdentifierType;
  Name: ResourceServerNameType;
  Scopes?: ResourceServerScopeListType | undefined;
}

export interface UpdateResourceServerResponse {
  ResourceServer: ResourceServerType;
}

export interface UpdateTermsRequest {
  TermsId: TermsIdType;
  UserPoolId: UserPoolIdType;
  TermsName?: TermsNameType | undefined;
  TermsSource?: TermsSourceType | undefined;
  Enforcement?: TermsEnforcementType | undefined;
  Links?: LinksType | undefined;
}

export interface UpdateTermsResponse {
  Terms?: TermsType | undefined;
}

export interface UpdateUserAttributesRequest {
  UserAttributes: AttributeListType;
  AccessToken: TokenModelType;
  ClientMetadata?: ClientMetadataType | undefined;
}

export interface UpdateUserAttributesResponse {
  CodeDeliveryDetailsList?: CodeDeliveryDetailsListType | undefined;
}

export interface UpdateUserPoolClientRequest {
  UserPoolId: UserPoolIdType;
  ClientId: ClientIdType;
  ClientName?: ClientNameType | undefined;
  RefreshTokenValidity?: RefreshTokenValidityType | undefined;
  AccessTokenValidity?: AccessTokenValidityType | undefined;
  IdTokenValidity?: IdTokenValidityType | undefined;
  TokenValidityUnits?: TokenValidityUnitsType | undefined;
  ReadAttributes?: ClientPermissionListType | undefined;
  WriteAttributes?: ClientPermissionListType | undefined;
  ExplicitAuthFlows?: ExplicitAuthFlowsListType | undefined;
  SupportedIdentityProviders?: SupportedIdentityProvidersListType | undefined;
  CallbackURLs?: CallbackURLsListType | undefined;
  LogoutURLs?: LogoutURLsListType | undefined;
  DefaultRedirectURI?: RedirectUrlType | undefined;
  AllowedOAuthFlows?: OAuthFlowsType | undefined;
  AllowedOAuthScopes?: ScopeListType | undefined;
  AllowedOAuthFlowsUserPoolClient?: BooleanType | undefined;
  AnalyticsConfiguration?: AnalyticsConfigurationType | undefined;
  PreventUserExistenceErrors?: PreventUserExistenceErrorTypes | undefined;
  EnableTokenRevocation?: WrappedBooleanType | undefined;
  EnablePropagateAdditionalUserContextData?: WrappedBooleanType | undefined;
  AuthSessionValidity?: AuthSessionValidityType | undefined;
  RefreshTokenRotation?: RefreshTokenRotationType | undefined;
}

export interface UpdateUserPoolClientResponse {
  UserPoolClient?: UserPoolClientType | undefined;
}

export interface UpdateUserPoolDomainRequest {
  Domain: DomainType;
  UserPoolId: UserPoolIdType;
  ManagedLoginVersion?: WrappedIntegerType | undefined;
  CustomDomainConfig?: CustomDomainConfigType | undefined;
  Routing?: RoutingType | undefined;
}

export interface UpdateUserPoolDomainResponse {
  ManagedLoginVersion?: WrappedIntegerType | undefined;
  CloudFrontDomain?: DomainType | undefined;
  Routing?: RoutingType | undefined;
}

export interface UpdateUserPoolReplicaRequest {
  UserPoolId: UserPoolIdType;
  RegionName: RegionNameType;
  Status: UpdateReplicaStatusType;
}

export interface UpdateUserPoolReplicaResponse {
  UserPoolReplica?: UserPoolReplicaType | undefined;
}

export interface UpdateUserPoolRequest {
  UserPoolId: UserPoolIdType;
  Policies?: UserPoolPolicyType | undefined;
  DeletionProtection?: DeletionProtectionType | undefined;
  LambdaConfig?: LambdaConfigType | undefined;
  AutoVerifiedAttributes?: VerifiedAttributesListType | undefined;
  SmsVerificationMessage?: SmsVerificationMessageType | undefined;
  EmailVerificationMessage?: EmailVerificationMessageType | undefined;
  EmailVerificationSubject?: EmailVerificationSubjectType | undefined;
  VerificationMessageTemplate?: VerificationMessageTemplateType | undefined;
  SmsAuthenticationMessage?: SmsVerificationMessageType | undefined;
  UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType | undefined;
  MfaConfiguration?: UserPoolMfaType | undefined;
  DeviceConfiguration?: DeviceConfigurationType | undefined;
  EmailConfiguration?: EmailConfigurationType | undefined;
  SmsConfiguration?: SmsConfigurationType | undefined;
  UserPoolTags?: UserPoolTagsType | undefined;
  AdminCreateUserConfig?: AdminCreateUserConfigType | undefined;
  UserPoolAddOns?: UserPoolAddOnsType | undefined;
  DcrConfiguration?: DcrConfigurationType | undefined;
  AccountRecoverySetting?: AccountRecoverySettingType | undefined;
  PoolName?: UserPoolNameType | undefined;
  UserPoolTier?: UserPoolTierType | undefined;
  KeyConfiguration?: KeyConfigurationType | undefined;
  IssuerConfiguration?: IssuerConfigurationType | undefined;
  AcrConfiguration?: AcrConfigurationType | undefined;
}

export interface UpdateUserPoolResponse {}

export interface UserAttributeUpdateSettingsType {
  AttributesRequireVerificationBeforeUpdate?: AttributesRequireVerificationBeforeUpdateType | undefined;
}

export interface UserContextDataType {
  IpAddress?: StringType | undefined;
  EncodedData?: StringType | undefined;
}

/** at most 256 */
export type UserFilterType = string;

export interface UserImportInProgressException {
  message?: MessageType | undefined;
}

/** 1 to 55; `import-[0-9a-zA-Z-]+` */
export type UserImportJobIdType = string;

/** 1 to 128; `[\w\s+=,.@-]+` */
export type UserImportJobNameType = string;

export type UserImportJobStatusType = "Created" | "Pending" | "InProgress" | "Stopping" | "Expired" | "Stopped" | "Failed" | "Succeeded";

export interface UserImportJobType {
  JobName?: UserImportJobNameType | undefined;
  JobId?: UserImportJobIdType | undefined;
  UserPoolId?: UserPoolIdType | undefined;
  PreSignedUrl?: PreSignedUrlType | undefined;
  CreationDate?: DateType | undefined;
  StartDate?: DateType | undefined;
  CompletionDate?: DateType | undefined;
  Status?: UserImportJobStatusType | undefined;
  CloudWatchLogsRoleArn?: ArnType | undefined;
  ImportedUsers?: LongType | undefined;
  SkippedUsers?: LongType | undefined;
  FailedUsers?: LongType | undefined;
  CompletionMessage?: CompletionMessageType | undefined;
  PasswordHashingAlgorithm?: PasswordHashingAlgorithmType | undefined;
}

/** 1 to 50 */
export type UserImportJobsListType = UserImportJobType[];

export interface UserLambdaValidationException {
  message?: MessageType | undefined;
}

export type UserMFASettingListType = StringType[];

export interface UserNotConfirmedException {
  message?: MessageType | undefined;
}

export interface UserNotFoundException {
  message?: MessageType | undefined;
}

export interface UserPoolAddOnNotEnabledException {
  message?: MessageType | undefined;
}

export interface UserPoolAddOnsType {
  AdvancedSecurityMode: AdvancedSecurityModeType;
  AdvancedSecurityAdditionalFlows?: AdvancedSecurityAdditionalFlowsType | undefined;
}

export interface UserPoolClientDescription {
  ClientId?: ClientIdType | undefined;
  UserPoolId?: UserPoolIdType | undefined;
  ClientName?: ClientNameType | undefined;
}

export type UserPoolClientListType = UserPoolClientDescription[];

export interface UserPoolClientType {
  UserPoolId?: UserPoolIdType | undefined;
  ClientName?: ClientNameType | undefined;
  ClientId?: ClientIdType | undefined;
  ClientSecret?: ClientSecretType | undefined;
  LastModifiedDate?: DateType | undefined;
  CreationDate?: DateType | undefined;
  RefreshTokenValidity?: RefreshTokenValidityType | undefined;
  AccessTokenValidity?: AccessTokenValidityType | undefined;
  IdTokenValidity?: IdTokenValidityType | undefined;
  TokenValidityUnits?: TokenValidityUnitsType | undefined;
  ReadAttributes?: ClientPermissionListType | undefined;
  WriteAttributes?: ClientPermissionListType | undefined;
  ExplicitAuthFlows?: ExplicitAuthFlowsListType | undefined;
  SupportedIdentityProviders?: SupportedIdentityProvidersListType | undefined;
  CallbackURLs?: CallbackURLsListType | undefined;
  LogoutURLs?: LogoutURLsListType | undefined;
  DefaultRedirectURI?: RedirectUrlType | undefined;
  AllowedOAuthFlows?: OAuthFlowsType | undefined;
  AllowedOAuthScopes?: ScopeListType | undefined;
  AllowedOAuthFlowsUserPoolClient?: BooleanType | undefined;
  AnalyticsConfiguration?: AnalyticsConfigurationType | undefined;
  PreventUserExistenceErrors?: PreventUserExistenceErrorTypes | undefined;
  EnableTokenRevocation?: WrappedBooleanType | undefined;
  EnablePropagateAdditionalUserContextData?: WrappedBooleanType | undefined;
  AuthSessionValidity?: AuthSessionValidityType | undefined;
  RefreshTokenRotation?: RefreshTokenRotationType | undefined;
  ClientType?: ClientTypeType | undefined;
}

export interface UserPoolDescriptionType {
  Id?: UserPoolIdType | undefined;
  Name?: UserPoolNameType | undefined;
  LambdaConfig?: LambdaConfigType | undefined;
  Status?: StatusType | undefined;
  LastModifiedDate?: DateType | undefined;
  CreationDate?: DateType | undefined;
  ReplicaRegions?: ReplicaRegionsType | undefined;
}

/** 1 to 55; `[\w-]+_[0-9a-zA-Z]+` */
export type UserPoolIdType = string;

export type UserPoolListType = UserPoolDescriptionType[];

export type UserPoolMfaType = "OFF" | "ON" | "OPTIONAL";

/** 1 to 128; `[\w\s+=,.@-]+` */
export type UserPoolNameType = string;

export interface UserPoolPolicyType {
  PasswordPolicy?: PasswordPolicyType | undefined;
  SignInPolicy?: SignInPolicyType | undefined;
}

export type UserPoolReplicaListType = UserPoolReplicaType[];

export interface UserPoolReplicaType {
  RegionName?: RegionNameType | undefined;
  Status?: ReplicaStatusType | undefined;
  Role?: ReplicaRoleType | undefined;
  UserPoolArn?: ArnType | undefined;
}

export interface UserPoolTaggingException {
  message?: MessageType | undefined;
}

export type UserPoolTagsListType = TagKeysType[];

export type UserPoolTagsType = { [key: string]: TagValueType };

export type UserPoolTierType = "LITE" | "ESSENTIALS" | "PLUS";

export interface UserPoolTokenSessionConfigType {
  MaxPerUser: TokenSessionMaxPerUserType;
}

export interface UserPoolType {
  Id?: UserPoolIdType | undefined;
  Name?: UserPoolNameType | undefined;
  Policies?: UserPoolPolicyType | undefined;
  DeletionProtection?: DeletionProtectionType | undefined;
  LambdaConfig?: LambdaConfigType | undefined;
  Status?: StatusType | undefined;
  LastModifiedDate?: DateType | undefined;
  CreationDate?: DateType | undefined;
  SchemaAttributes?: SchemaAttributesListType | undefined;
  AutoVerifiedAttributes?: VerifiedAttributesListType | undefined;
  AliasAttributes?: AliasAttributesListType | undefined;
  UsernameAttributes?: UsernameAttributesListType | undefined;
  SmsVerificationMessage?: SmsVerificationMessageType | undefined;
  EmailVerificationMessage?: EmailVerificationMessageType | undefined;
  EmailVerificationSubject?: EmailVerificationSubjectType | undefined;
  VerificationMessageTemplate?: VerificationMessageTemplateType | undefined;
  SmsAuthenticationMessage?: SmsVerificationMessageType | undefined;
  UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType | undefined;
  MfaConfiguration?: UserPoolMfaType | undefined;
  DeviceConfiguration?: DeviceConfigurationType | undefined;
  EstimatedNumberOfUsers?: IntegerType | undefined;
  EmailConfiguration?: EmailConfigurationType | undefined;
  SmsConfiguration?: SmsConfigurationType | undefined;
  UserPoolTags?: UserPoolTagsType | undefined;
  SmsConfigurationFailure?: StringType | undefined;
  EmailConfigurationFailure?: StringType | undefined;
  Domain?: DomainType | undefined;
  CustomDomain?: DomainType | undefined;
  AdminCreateUserConfig?: AdminCreateUserConfigType | undefined;
  UserPoolAddOns?: UserPoolAddOnsType | undefined;
  DcrConfiguration?: DcrConfigurationType | undefined;
  UsernameConfiguration?: UsernameConfigurationType | undefined;
  Arn?: ArnType | undefined;
  AccountRecoverySetting?: AccountRecoverySettingType | undefined;
  UserPoolTier?: UserPoolTierType | undefined;
  KeyConfiguration?: KeyConfigurationType | undefined;
  IssuerConfiguration?: IssuerConfigurationType | undefined;
  AcrConfiguration?: AcrConfigurationType | undefined;
}

export type UserSessionTrackingType = "ENABLED" | "DISABLED";

export type UserStatusType = "UNCONFIRMED" | "CONFIRMED" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN" | "RESET_REQUIRED" | "FORCE_CHANGE_PASSWORD" | "EXTERNAL_PROVIDER";

/** exactly 36; `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}` */
export type UserSubType = string;

export interface UserType {
  Username?: UsernameType | undefined;
  Attributes?: AttributeListType | undefined;
  UserCreateDate?: DateType | undefined;
  UserLastModifiedDate?: DateType | undefined;
  Enabled?: BooleanType | undefined;
  UserStatus?: UserStatusType | undefined;
  MFAOptions?: MFAOptionListType | undefined;
}

export type UserVerificationType = "required" | "preferred";

export type UsernameAttributeType = "phone_number" | "email";

export type UsernameAttributesListType = UsernameAttributeType[];

export interface UsernameConfigurationType {
  CaseSensitive: WrappedBooleanType;
}

export interface UsernameExistsException {
  message?: MessageType | undefined;
}

/** 1 to 128; `[\p{L}\p{M}\p{S}\p{N}\p{P}]+` */
export type UsernameType = string;

export type UsersListType = UserType[];

export interface VerificationMessageTemplateType {
  SmsMessage?: SmsVerificationMessageType | undefined;
  EmailMessage?: EmailVerificationMessageType | undefined;
  EmailSubject?: EmailVerificationSubjectType | undefined;
  EmailMessageByLink?: EmailVerificationMessageByLinkType | undefined;
  EmailSubjectByLink?: EmailVerificationSubjectByLinkType | undefined;
  DefaultEmailOption?: DefaultEmailOptionType | undefined;
}

export type VerifiedAttributeType = "phone_number" | "email";

export type VerifiedAttributesListType = VerifiedAttributeType[];

export interface VerifyAuditTrailRequest {
  Checkpoint?: AuditCheckpointType | undefined;
  MaxResults?: AuditVerifyLimitType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface VerifyAuditTrailResponse {
  CheckedEvents?: AuditSequenceType | undefined;
  WaitingEvents?: AuditSequenceType | undefined;
  Checkpoint?: StringType | undefined;
  Findings?: AuditFindingListType | undefined;
  NextToken?: PaginationKey | undefined;
}

export interface VerifySoftwareTokenRequest {
  AccessToken?: TokenModelType | undefined;
  Session?: SessionType | undefined;
  UserCode: SoftwareTokenMFAUserCodeType;
  FriendlyDeviceName?: StringType | undefined;
}

export interface VerifySoftwareTokenResponse {
  Status?: VerifySoftwareTokenResponseType | undefined;
  Session?: SessionType | undefined;
}

export type VerifySoftwareTokenResponseType = "SUCCESS" | "ERROR";

export interface VerifyUserAttributeRequest {
  AccessToken: TokenModelType;
  AttributeName: AttributeNameType;
  Code: ConfirmationCodeType;
}

export interface VerifyUserAttributeResponse {}

export type WebAuthnAuthenticatorAttachmentType = string;

export type WebAuthnAuthenticatorTransportType = string;

export type WebAuthnAuthenticatorTransportsList = WebAuthnAuthenticatorTransportType[];

export interface WebAuthnChallengeNotFoundException {
  message?: MessageType | undefined;
}

export interface WebAuthnClientMismatchException {
  message?: MessageType | undefined;
}

export interface WebAuthnConfigurationMissingException {
  message?: MessageType | undefined;
}

export interface WebAuthnConfigurationType {
  RelyingPartyId?: RelyingPartyIdType | undefined;
  UserVerification?: UserVerificationType | undefined;
  FactorConfiguration?: WebAuthnFactorConfigurationType | undefined;
}

export interface WebAuthnCredentialDescription {
  CredentialId: StringType;
  FriendlyCredentialName: StringType;
  RelyingPartyId: StringType;
  AuthenticatorAttachment?: WebAuthnAuthenticatorAttachmentType | undefined;
  AuthenticatorTransports: WebAuthnAuthenticatorTransportsList;
  CreatedAt: DateType;
}

export type WebAuthnCredentialDescriptionListType = WebAuthnCredentialDescription[];

export interface WebAuthnCredentialNotSupportedException {
  message?: MessageType | undefined;
}

/** 0 to 20 */
export type WebAuthnCredentialsQueryLimitType = number;

export type WebAuthnFactorConfigurationType = "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION";

export interface WebAuthnMfaSettingsType {
  Enabled?: BooleanType | undefined;
}

export interface WebAuthnNotEnabledException {
  message?: MessageType | undefined;
}

export interface WebAuthnOriginNotAllowedException {
  message?: MessageType | undefined;
}

export interface WebAuthnRelyingPartyMismatchException {
  message?: MessageType | undefined;
}

export type WrappedBooleanType = boolean;

export type WrappedIntegerType = number;

/** What each operation takes. */
export interface OperationInputs {
  AddCustomAttributes: AddCustomAttributesRequest;
  AddUserPoolClientSecret: AddUserPoolClientSecretRequest;
  AdminAddUserToGroup: AdminAddUserToGroupRequest;
  AdminConfirmSignUp: AdminConfirmSignUpRequest;
  AdminCreateAuthEventFeedbackToken: AdminCreateAuthEventFeedbackTokenRequest;
  AdminCreateUser: AdminCreateUserRequest;
  AdminDeleteRecoveryCodes: AdminDeleteRecoveryCodesRequest;
  AdminDeleteSoftwareToken: AdminDeleteSoftwareTokenRequest;
  AdminDeleteUser: AdminDeleteUserRequest;
  AdminDeleteUserAttributes: AdminDeleteUserAttributesRequest;
  AdminDeleteWebAuthnCredential: AdminDeleteWebAuthnCredentialRequest;
  AdminDisableProviderForUser: AdminDisableProviderForUserRequest;
  AdminDisableUser: AdminDisableUserRequest;
  AdminEnableUser: AdminEnableUserRequest;
  AdminForgetDevice: AdminForgetDeviceRequest;
  AdminGetDevice: AdminGetDeviceRequest;
  AdminGetUser: AdminGetUserRequest;
  AdminGetUserAuthFactors: AdminGetUserAuthFactorsRequest;
  AdminImportUserPool: AdminImportUserPoolRequest;
  AdminImportUserPoolClient: AdminImportUserPoolClientRequest;
  AdminImportUsers: AdminImportUsersRequest;
  AdminInitiateAuth: AdminInitiateAuthRequest;
  AdminLinkProviderForUser: AdminLinkProviderForUserRequest;
  AdminListDevices: AdminListDevicesRequest;
  AdminListGroupsForUser: AdminListGroupsForUserRequest;
  AdminListSoftwareTokens: AdminListSoftwareTokensRequest;
  AdminListUserAuthEvents: AdminListUserAuthEventsRequest;
  AdminListUserSessions: AdminListUserSessionsRequest;
  AdminListWebAuthnCredentials: AdminListWebAuthnCredentialsRequest;
  AdminRemoveUserFromGroup: AdminRemoveUserFromGroupRequest;
  AdminResetUserPassword: AdminResetUserPasswordRequest;
  AdminRespondToAuthChallenge: AdminRespondToAuthChallengeRequest;
  AdminRevokeUserSession: AdminRevokeUserSessionRequest;
  AdminSetUserMFAPreference: AdminSetUserMFAPreferenceRequest;
  AdminSetUserPassword: AdminSetUserPasswordRequest;
  AdminSetUserSettings: AdminSetUserSettingsRequest;
  AdminUpdateAuthEventFeedback: AdminUpdateAuthEventFeedbackRequest;
  AdminUpdateDeviceStatus: AdminUpdateDeviceStatusRequest;
  AdminUpdateUserAttributes: AdminUpdateUserAttributesRequest;
  AdminUserGlobalSignOut: AdminUserGlobalSignOutRequest;
  AssociateSoftwareToken: AssociateSoftwareTokenRequest;
  ChangePassword: ChangePasswordRequest;
  CompleteWebAuthnRegistration: CompleteWebAuthnRegistrationRequest;
  ConfirmDevice: ConfirmDeviceRequest;
  ConfirmForgotPassword: ConfirmForgotPasswordRequest;
  ConfirmSignUp: ConfirmSignUpRequest;
  CreateEventWebhook: CreateEventWebhookRequest;
  CreateGroup: CreateGroupRequest;
  CreateIdentityProvider: CreateIdentityProviderRequest;
  CreateManagedLoginBranding: CreateManagedLoginBrandingRequest;
  CreateRecoveryCodes: CreateRecoveryCodesRequest;
  CreateResourceServer: CreateResourceServerRequest;
  CreateTerms: CreateTermsRequest;
  CreateUserImportJob: CreateUserImportJobRequest;
  CreateUserPool: CreateUserPoolRequest;
  CreateUserPoolClient: CreateUserPoolClientRequest;
  CreateUserPoolDomain: CreateUserPoolDomainRequest;
  CreateUserPoolReplica: CreateUserPoolReplicaRequest;
  DeleteEventWebhook: DeleteEventWebhookRequest;
  DeleteGroup: DeleteGroupRequest;
  DeleteIdentityProvider: DeleteIdentityProviderRequest;
  DeleteManagedLoginBranding: DeleteManagedLoginBrandingRequest;
  DeleteResourceServer: DeleteResourceServerRequest;
  DeleteSoftwareToken: DeleteSoftwareTokenRequest;
  DeleteTerms: DeleteTermsRequest;
  DeleteUser: DeleteUserRequest;
  DeleteUserAttributes: DeleteUserAttributesRequest;
  DeleteUserPool: DeleteUserPoolRequest;
  DeleteUserPoolClient: DeleteUserPoolClientRequest;
  DeleteUserPoolClientSecret: DeleteUserPoolClientSecretRequest;
  DeleteUserPoolDomain: DeleteUserPoolDomainRequest;
  DeleteUserPoolReplica: DeleteUserPoolReplicaRequest;
  DeleteWebAuthnCredential: DeleteWebAuthnCredentialRequest;
  DescribeIdentityProvider: DescribeIdentityProviderRequest;
  DescribeManagedLoginBranding: DescribeManagedLoginBrandingRequest;
  DescribeManagedLoginBrandingByClient: DescribeManagedLoginBrandingByClientRequest;
  DescribeResourceServer: DescribeResourceServerRequest;
  DescribeRiskConfiguration: DescribeRiskConfigurationRequest;
  DescribeTerms: DescribeTermsRequest;
  DescribeTermsByClient: DescribeTermsByClientRequest;
  DescribeUserImportJob: DescribeUserImportJobRequest;
  DescribeUserPool: DescribeUserPoolRequest;
  DescribeUserPoolClient: DescribeUserPoolClientRequest;
  DescribeUserPoolDomain: DescribeUserPoolDomainRequest;
  ForgetDevice: ForgetDeviceRequest;
  ForgotPassword: ForgotPasswordRequest;
  GetCSVHeader: GetCSVHeaderRequest;
  GetClientToken: GetClientTokenRequest;
  GetDevice: GetDeviceRequest;
  GetGroup: GetGroupRequest;
  GetIdentityProviderByIdentifier: GetIdentityProviderByIdentifierRequest;
  GetLogDeliveryConfiguration: GetLogDeliveryConfigurationRequest;
  GetMessageTemplates: GetMessageTemplatesRequest;
  GetProvisionedLimit: GetProvisionedLimitRequest;
  GetRecoveryCodeStatus: GetRecoveryCodeStatusRequest;
  GetSigningCertificate: GetSigningCertificateRequest;
  GetTokensFromRefreshToken: GetTokensFromRefreshTokenRequest;
  GetUICustomization: GetUICustomizationRequest;
  GetUser: GetUserRequest;
  GetUserAttributeVerificationCode: GetUserAttributeVerificationCodeRequest;
  GetUserAuthFactors: GetUserAuthFactorsRequest;
  GetUserPoolClientSessionConfiguration: GetUserPoolClientSessionConfigurationRequest;
  GetUserPoolMfaConfig: GetUserPoolMfaConfigRequest;
  GetUserPoolSessionConfiguration: GetUserPoolSessionConfigurationRequest;
  GlobalSignOut: GlobalSignOutRequest;
  InitiateAuth: InitiateAuthRequest;
  ListAuditEvents: ListAuditEventsRequest;
  ListDevices: ListDevicesRequest;
  ListEventWebhooks: ListEventWebhooksRequest;
  ListGroups: ListGroupsRequest;
  ListIdentityProviders: ListIdentityProvidersRequest;
  ListResourceServers: ListResourceServersRequest;
  ListSoftwareTokens: ListSoftwareTokensRequest;
  ListTagsForResource: ListTagsForResourceRequest;
  ListTerms: ListTermsRequest;
  ListUserImportJobs: ListUserImportJobsRequest;
  ListUserPoolClientSecrets: ListUserPoolClientSecretsRequest;
  ListUserPoolClients: ListUserPoolClientsRequest;
  ListUserPoolReplicas: ListUserPoolReplicasRequest;
  ListUserPools: ListUserPoolsRequest;
  ListUserSessions: ListUserSessionsRequest;
  ListUsers: ListUsersRequest;
  ListUsersInGroup: ListUsersInGroupRequest;
  ListWebAuthnCredentials: ListWebAuthnCredentialsRequest;
  RenameSoftwareToken: RenameSoftwareTokenRequest;
  ResendConfirmationCode: ResendConfirmationCodeRequest;
  ResendSignInCode: ResendSignInCodeRequest;
  RespondToAuthChallenge: RespondToAuthChallengeRequest;
  RevokeToken: RevokeTokenRequest;
  RevokeUserSession: RevokeUserSessionRequest;
  SetLogDeliveryConfiguration: SetLogDeliveryConfigurationRequest;
  SetMessageTemplates: SetMessageTemplatesRequest;
  SetRiskConfiguration: SetRiskConfigurationRequest;
  SetUICustomization: SetUICustomizationRequest;
  SetUserMFAPreference: SetUserMFAPreferenceRequest;
  SetUserPoolClientSessionConfiguration: SetUserPoolClientSessionConfigurationRequest;
  SetUserPoolMfaConfig: SetUserPoolMfaConfigRequest;
  SetUserPoolSessionConfiguration: SetUserPoolSessionConfigurationRequest;
  SetUserSettings: SetUserSettingsRequest;
  SignUp: SignUpRequest;
  StartUserImportJob: StartUserImportJobRequest;
  StartWebAuthnRegistration: StartWebAuthnRegistrationRequest;
  StopUserImportJob: StopUserImportJobRequest;
  TagResource: TagResourceRequest;
  UntagResource: UntagResourceRequest;
  UpdateAuthEventFeedback: UpdateAuthEventFeedbackRequest;
  UpdateDeviceStatus: UpdateDeviceStatusRequest;
  UpdateEventWebhook: UpdateEventWebhookRequest;
  UpdateGroup: UpdateGroupRequest;
  UpdateIdentityProvider: UpdateIdentityProviderRequest;
  UpdateManagedLoginBranding: UpdateManagedLoginBrandingRequest;
  UpdateProvisionedLimit: UpdateProvisionedLimitRequest;
  UpdateResourceServer: UpdateResourceServerRequest;
  UpdateTerms: UpdateTermsRequest;
  UpdateUserAttributes: UpdateUserAttributesRequest;
  UpdateUserPool: UpdateUserPoolRequest;
  UpdateUserPoolClient: UpdateUserPoolClientRequest;
  UpdateUserPoolDomain: UpdateUserPoolDomainRequest;
  UpdateUserPoolReplica: UpdateUserPoolReplicaRequest;
  VerifyAuditTrail: VerifyAuditTrailRequest;
  VerifySoftwareToken: VerifySoftwareTokenRequest;
  VerifyUserAttribute: VerifyUserAttributeRequest;
}

/** What each operation answers; `undefined` is an empty body. */
export interface OperationOutputs {
  AddCustomAttributes: AddCustomAttributesResponse;
  AddUserPoolClientSecret: AddUserPoolClientSecretResponse;
  AdminAddUserToGroup: undefined;
  AdminConfirmSignUp: AdminConfirmSignUpResponse;
  AdminCreateAuthEventFeedbackToken: AdminCreateAuthEventFeedbackTokenResponse;
  AdminCreateUser: AdminCreateUserResponse;
  AdminDeleteRecoveryCodes: AdminDeleteRecoveryCodesResponse;
  AdminDeleteSoftwareToken: AdminDeleteSoftwareTokenResponse;
  AdminDeleteUser: undefined;
  AdminDeleteUserAttributes: AdminDeleteUserAttributesResponse;
  AdminDeleteWebAuthnCredential: AdminDeleteWebAuthnCredentialResponse;
  AdminDisableProviderForUser: AdminDisableProviderForUserResponse;
  AdminDisableUser: AdminDisableUserResponse;
  AdminEnableUser: AdminEnableUserResponse;
  AdminForgetDevice: undefined;
  AdminGetDevice: AdminGetDeviceResponse;
  AdminGetUser: AdminGetUserResponse;
  AdminGetUserAuthFactors: AdminGetUserAuthFactorsResponse;
  AdminImportUserPool: AdminImportUserPoolResponse;
  AdminImportUserPoolClient: AdminImportUserPoolClientResponse;
  AdminImportUsers: AdminImportUsersResponse;
  AdminInitiateAuth: AdminInitiateAuthResponse;
  AdminLinkProviderForUser: AdminLinkProviderForUserResponse;
  AdminListDevices: AdminListDevicesResponse;
  AdminListGroupsForUser: AdminListGroupsForUserResponse;
  AdminListSoftwareTokens: AdminListSoftwareTokensResponse;
  AdminListUserAuthEvents: AdminListUserAuthEventsResponse;
  AdminListUserSessions: AdminListUserSessionsResponse;
  AdminListWebAuthnCredentials: AdminListWebAuthnCredentialsResponse;
  AdminRemoveUserFromGroup: undefined;
  AdminResetUserPassword: AdminResetUserPasswordResponse;
  AdminRespondToAuthChallenge: AdminRespondToAuthChallengeResponse;
  AdminRevokeUserSession: AdminRevokeUserSessionResponse;
  AdminSetUserMFAPreference: AdminSetUserMFAPreferenceResponse;
  AdminSetUserPassword: AdminSetUserPasswordResponse;
  AdminSetUserSettings: AdminSetUserSettingsResponse;
  AdminUpdateAuthEventFeedback: AdminUpdateAuthEventFeedbackResponse;
  AdminUpdateDeviceStatus: AdminUpdateDeviceStatusResponse;
  AdminUpdateUserAttributes: AdminUpdateUserAttributesResponse;
  AdminUserGlobalSignOut: AdminUserGlobalSignOutResponse;
  AssociateSoftwareToken: AssociateSoftwareTokenResponse;
  ChangePassword: ChangePasswordResponse;
  CompleteWebAuthnRegistration: CompleteWebAuthnRegistrationResponse;
  ConfirmDevice: ConfirmDeviceResponse;
  ConfirmForgotPassword: ConfirmForgotPasswordResponse;
  ConfirmSignUp: ConfirmSignUpResponse;
  CreateEventWebhook: CreateEventWebhookResponse;
  CreateGroup: CreateGroupResponse;
  CreateIdentityProvider: CreateIdentityProviderResponse;
  CreateManagedLoginBranding: CreateManagedLoginBrandingResponse;
  CreateRecoveryCodes: CreateRecoveryCodesResponse;
  CreateResourceServer: CreateResourceServerResponse;
  CreateTerms: CreateTermsResponse;
  CreateUserImportJob: CreateUserImportJobResponse;
  CreateUserPool: CreateUserPoolResponse;
  CreateUserPoolClient: CreateUserPoolClientResponse;
  CreateUserPoolDomain: CreateUserPoolDomainResponse;
  CreateUserPoolReplica: CreateUserPoolReplicaResponse;
  DeleteEventWebhook: DeleteEventWebhookResponse;
  DeleteGroup: undefined;
  DeleteIdentityProvider: undefined;
  DeleteManagedLoginBranding: undefined;
  DeleteResourceServer: undefined;
  DeleteSoftwareToken: DeleteSoftwareTokenResponse;
  DeleteTerms: undefined;
  DeleteUser: undefined;
  DeleteUserAttributes: DeleteUserAttributesResponse;
  DeleteUserPool: undefined;
  DeleteUserPoolClient: undefined;
  DeleteUserPoolClientSecret: DeleteUserPoolClientSecretResponse;
  DeleteUserPoolDomain: DeleteUserPoolDomainResponse;
  DeleteUserPoolReplica: DeleteUserPoolReplicaResponse;
  DeleteWebAuthnCredential: DeleteWebAuthnCredentialResponse;
  DescribeIdentityProvider: DescribeIdentityProviderResponse;
  DescribeManagedLoginBranding: DescribeManagedLoginBrandingResponse;
  DescribeManagedLoginBrandingByClient: DescribeManagedLoginBrandingByClientResponse;
  DescribeResourceServer: DescribeResourceServerResponse;
  DescribeRiskConfiguration: DescribeRiskConfigurationResponse;
  DescribeTerms: DescribeTermsResponse;
  DescribeTermsByClient: DescribeTermsByClientResponse;
  DescribeUserImportJob: DescribeUserImportJobResponse;
  DescribeUserPool: DescribeUserPoolResponse;
  DescribeUserPoolClient: DescribeUserPoolClientResponse;
  DescribeUserPoolDomain: DescribeUserPoolDomainResponse;
  ForgetDevice: undefined;
  ForgotPassword: ForgotPasswordResponse;
  GetCSVHeader: GetCSVHeaderResponse;
  GetClientToken: GetClientTokenResponse;
  GetDevice: GetDeviceResponse;
  GetGroup: GetGroupResponse;
  GetIdentityProviderByIdentifier: GetIdentityProviderByIdentifierResponse;
  GetLogDeliveryConfiguration: GetLogDeliveryConfigurationResponse;
  GetMessageTemplates: GetMessageTemplatesResponse;
  GetProvisionedLimit: GetProvisionedLimitResponse;
  GetRecoveryCodeStatus: GetRecoveryCodeStatusResponse;
  GetSigningCertificate: GetSigningCertificateResponse;
  GetTokensFromRefreshToken: GetTokensFromRefreshTokenResponse;
  GetUICustomization: GetUICustomizationResponse;
  GetUser: GetUserResponse;
  GetUserAttributeVerificationCode: GetUserAttributeVerificationCodeResponse;
  GetUserAuthFactors: GetUserAuthFactorsResponse;
  GetUserPoolClientSessionConfiguration: GetUserPoolClientSessionConfigurationResponse;
  GetUserPoolMfaConfig: GetUserPoolMfaConfigResponse;
  GetUserPoolSessionConfiguration: GetUserPoolSessionConfigurationResponse;
  GlobalSignOut: GlobalSignOutResponse;
  InitiateAuth: InitiateAuthResponse;
  ListAuditEvents: ListAuditEventsResponse;
  ListDevices: ListDevicesResponse;
  ListEventWebhooks: ListEventWebhooksResponse;
  ListGroups: ListGroupsResponse;
  ListIdentityProviders: ListIdentityProvidersResponse;
  ListResourceServers: ListResourceServersResponse;
  ListSoftwareTokens: ListSoftwareTokensResponse;
  ListTagsForResource: ListTagsForResourceResponse;
  ListTerms: ListTermsResponse;
  ListUserImportJobs: ListUserImportJobsResponse;
  ListUserPoolClientSecrets: ListUserPoolClientSecretsResponse;
  ListUserPoolClients: ListUserPoolClientsResponse;
  ListUserPoolReplicas: ListUserPoolReplicasResponse;
  ListUserPools: ListUserPoolsResponse;
  ListUserSessions: ListUserSessionsResponse;
  ListUsers: ListUsersResponse;
  ListUsersInGroup: ListUsersInGroupResponse;
  ListWebAuthnCredentials: ListWebAuthnCredentialsResponse;
  RenameSoftwareToken: RenameSoftwareTokenResponse;
  ResendConfirmationCode: ResendConfirmationCodeResponse;
  ResendSignInCode: ResendSignInCodeResponse;
  RespondToAuthChallenge: RespondToAuthChallengeResponse;
  RevokeToken: RevokeTokenResponse;
  RevokeUserSession: RevokeUserSessionResponse;
  SetLogDeliveryConfiguration: SetLogDeliveryConfigurationResponse;
  SetMessageTemplates: SetMessageTemplatesResponse;
  SetRiskConfiguration: SetRiskConfigurationResponse;
  SetUICustomization: SetUICustomizationResponse;
  SetUserMFAPreference: SetUserMFAPreferenceResponse;
  SetUserPoolClientSessionConfiguration: SetUserPoolClientSessionConfigurationResponse;
  SetUserPoolMfaConfig: SetUserPoolMfaConfigResponse;
  SetUserPoolSessionConfiguration: SetUserPoolSessionConfigurationResponse;
  SetUserSettings: SetUserSettingsResponse;
  SignUp: SignUpResponse;
  StartUserImportJob: StartUserImportJobResponse;
  StartWebAuthnRegistration: StartWebAuthnRegistrationResponse;
  StopUserImportJob: StopUserImportJobResponse;
  TagResource: TagResourceResponse;
  UntagResource: UntagResourceResponse;
  UpdateAuthEventFeedback: UpdateAuthEventFeedbackResponse;
  UpdateDeviceStatus: UpdateDeviceStatusResponse;
  UpdateEventWebhook: UpdateEventWebhookResponse;
  UpdateGroup: UpdateGroupResponse;
  UpdateIdentityProvider: UpdateIdentityProviderResponse;
  UpdateManagedLoginBranding: UpdateManagedLoginBrandingResponse;
  UpdateProvisionedLimit: UpdateProvisionedLimitResponse;
  UpdateResourceServer: UpdateResourceServerResponse;
  UpdateTerms: UpdateTermsResponse;
  UpdateUserAttributes: UpdateUserAttributesResponse;
  UpdateUserPool: UpdateUserPoolResponse;
  UpdateUserPoolClient: UpdateUserPoolClientResponse;
  UpdateUserPoolDomain: UpdateUserPoolDomainResponse;
  UpdateUserPoolReplica: UpdateUserPoolReplicaResponse;
  VerifyAuditTrail: VerifyAuditTrailResponse;
  VerifySoftwareToken: VerifySoftwareTokenResponse;
  VerifyUserAttribute: VerifyUserAttributeResponse;
}

/** The errors each operation declares. */
export interface OperationErrors {
  AddCustomAttributes: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserImportInProgressException";
  AddUserPoolClientSecret: "AccessDeniedException" | "InternalServerException" | "InvalidParameterException" | "LimitExceededException" | "ResourceNotFoundException" | "TooManyRequestsException";
  AdminAddUserToGroup: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminConfirmSignUp: "InternalErrorException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyFailedAttemptsException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotFoundException";
  AdminCreateAuthEventFeedbackToken: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException" | "UserPoolAddOnNotEnabledException";
  AdminCreateUser: "CodeDeliveryFailureException" | "InternalErrorException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidPasswordException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PreconditionNotMetException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UnsupportedUserStateException" | "UserLambdaValidationException" | "UserNotFoundException" | "UsernameExistsException";
  AdminDeleteRecoveryCodes: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminDeleteSoftwareToken: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  AdminDeleteUser: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminDeleteUserAttributes: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminDeleteWebAuthnCredential: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminDisableProviderForUser: "AliasExistsException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminDisableUser: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminEnableUser: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminForgetDevice: "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminGetDevice: "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  AdminGetUser: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminGetUserAuthFactors: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminImportUserPool: "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "LimitExceededException" | "NotAuthorizedException" | "TierChangeNotAllowedException" | "TooManyRequestsException" | "UserPoolTaggingException";
  AdminImportUserPoolClient: "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidOAuthFlowException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "ScopeDoesNotExistException" | "TooManyRequestsException";
  AdminImportUsers: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  AdminInitiateAuth: "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidUserPoolConfigurationException" | "MFAMethodNotFoundException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UnsupportedOperationException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  AdminLinkProviderForUser: "AliasExistsException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminListDevices: "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  AdminListGroupsForUser: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminListSoftwareTokens: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminListUserAuthEvents: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException" | "UserPoolAddOnNotEnabledException";
  AdminListUserSessions: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminListWebAuthnCredentials: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminRemoveUserFromGroup: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminResetUserPassword: "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotFoundException";
  AdminRespondToAuthChallenge: "AliasExistsException" | "CodeMismatchException" | "ExpiredCodeException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidPasswordException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidUserPoolConfigurationException" | "MFAMethodNotFoundException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordHistoryPolicyViolationException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "SoftwareTokenMFANotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  AdminRevokeUserSession: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminSetUserMFAPreference: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "UserNotConfirmedException" | "UserNotFoundException";
  AdminSetUserPassword: "InternalErrorException" | "InvalidParameterException" | "InvalidPasswordException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordHistoryPolicyViolationException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminSetUserSettings: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "UserNotFoundException";
  AdminUpdateAuthEventFeedback: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException" | "UserPoolAddOnNotEnabledException";
  AdminUpdateDeviceStatus: "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AdminUpdateUserAttributes: "AliasExistsException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotFoundException";
  AdminUserGlobalSignOut: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException";
  AssociateSoftwareToken: "ConcurrentModificationException" | "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "SoftwareTokenMFANotFoundException";
  ChangePassword: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "InvalidPasswordException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordHistoryPolicyViolationException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  CompleteWebAuthnRegistration: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "TooManyRequestsException" | "WebAuthnChallengeNotFoundException" | "WebAuthnClientMismatchException" | "WebAuthnCredentialNotSupportedException" | "WebAuthnNotEnabledException" | "WebAuthnOriginNotAllowedException" | "WebAuthnRelyingPartyMismatchException";
  ConfirmDevice: "DeviceKeyExistsException" | "ForbiddenException" | "InternalErrorException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidPasswordException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException" | "UsernameExistsException";
  ConfirmForgotPassword: "CodeMismatchException" | "ExpiredCodeException" | "ForbiddenException" | "InternalErrorException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidPasswordException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordHistoryPolicyViolationException" | "ResourceNotFoundException" | "TooManyFailedAttemptsException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  ConfirmSignUp: "AliasExistsException" | "CodeMismatchException" | "ExpiredCodeException" | "ForbiddenException" | "InternalErrorException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyFailedAttemptsException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotFoundException";
  CreateEventWebhook: "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  CreateGroup: "GroupExistsException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  CreateIdentityProvider: "DuplicateProviderException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  CreateManagedLoginBranding: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "ManagedLoginBrandingExistsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  CreateRecoveryCodes: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  CreateResourceServer: "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  CreateTerms: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TermsExistsException" | "TooManyRequestsException";
  CreateUserImportJob: "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PreconditionNotMetException" | "ResourceNotFoundException" | "TooManyRequestsException";
  CreateUserPool: "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "LimitExceededException" | "NotAuthorizedException" | "TierChangeNotAllowedException" | "TooManyRequestsException" | "UserPoolTaggingException";
  CreateUserPoolClient: "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidOAuthFlowException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "ScopeDoesNotExistException" | "TooManyRequestsException";
  CreateUserPoolDomain: "ConcurrentModificationException" | "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException";
  CreateUserPoolReplica: "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserPoolTaggingException";
  DeleteEventWebhook: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteGroup: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteIdentityProvider: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnsupportedIdentityProviderException";
  DeleteManagedLoginBranding: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteResourceServer: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteSoftwareToken: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  DeleteTerms: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteUser: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  DeleteUserAttributes: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  DeleteUserPool: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserImportInProgressException";
  DeleteUserPoolClient: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteUserPoolClientSecret: "InternalServerException" | "InvalidParameterException" | "LimitExceededException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteUserPoolDomain: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException";
  DeleteUserPoolReplica: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DeleteWebAuthnCredential: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeIdentityProvider: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeManagedLoginBranding: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeManagedLoginBrandingByClient: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeResourceServer: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeRiskConfiguration: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserPoolAddOnNotEnabledException";
  DescribeTerms: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeTermsByClient: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeUserImportJob: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeUserPool: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserPoolTaggingException";
  DescribeUserPoolClient: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  DescribeUserPoolDomain: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException";
  ForgetDevice: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  ForgotPassword: "CodeDeliveryFailureException" | "ForbiddenException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotFoundException";
  GetCSVHeader: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetClientToken: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetDevice: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  GetGroup: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetIdentityProviderByIdentifier: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetLogDeliveryConfiguration: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetMessageTemplates: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetProvisionedLimit: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetRecoveryCodeStatus: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  GetSigningCertificate: "InternalErrorException" | "InvalidParameterException" | "OperationNotEnabledException" | "ResourceNotFoundException";
  GetTokensFromRefreshToken: "ForbiddenException" | "InternalErrorException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "RefreshTokenReuseException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotFoundException";
  GetUICustomization: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetUser: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  GetUserAttributeVerificationCode: "CodeDeliveryFailureException" | "ForbiddenException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  GetUserAuthFactors: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  GetUserPoolClientSessionConfiguration: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetUserPoolMfaConfig: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GetUserPoolSessionConfiguration: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  GlobalSignOut: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException";
  InitiateAuth: "FeatureUnavailableInTierException" | "ForbiddenException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UnsupportedOperationException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  ListAuditEvents: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException";
  ListDevices: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  ListEventWebhooks: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException";
  ListGroups: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListIdentityProviders: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListResourceServers: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListSoftwareTokens: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  ListTagsForResource: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListTerms: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListUserImportJobs: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListUserPoolClientSecrets: "InternalServerException" | "InvalidParameterException" | "LimitExceededException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListUserPoolClients: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListUserPoolReplicas: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListUserPools: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException";
  ListUserSessions: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  ListUsers: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListUsersInGroup: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  ListWebAuthnCredentials: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "TooManyRequestsException";
  RenameSoftwareToken: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  ResendConfirmationCode: "CodeDeliveryFailureException" | "ForbiddenException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotFoundException";
  ResendSignInCode: "CodeDeliveryFailureException" | "ForbiddenException" | "InternalErrorException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  RespondToAuthChallenge: "AliasExistsException" | "CodeMismatchException" | "ExpiredCodeException" | "ForbiddenException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidPasswordException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidUserPoolConfigurationException" | "MFAMethodNotFoundException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordHistoryPolicyViolationException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "SoftwareTokenMFANotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  RevokeToken: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "OperationNotEnabledException" | "TooManyRequestsException" | "UnauthorizedException" | "UnsupportedOperationException" | "UnsupportedTokenTypeException";
  RevokeUserSession: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  SetLogDeliveryConfiguration: "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  SetMessageTemplates: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  SetRiskConfiguration: "CodeDeliveryFailureException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserPoolAddOnNotEnabledException";
  SetUICustomization: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  SetUserMFAPreference: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "UserNotConfirmedException" | "UserNotFoundException";
  SetUserPoolClientSessionConfiguration: "ConcurrentModificationException" | "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  SetUserPoolMfaConfig: "ConcurrentModificationException" | "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  SetUserPoolSessionConfiguration: "ConcurrentModificationException" | "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  SetUserSettings: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "UserNotConfirmedException" | "UserNotFoundException";
  SignUp: "CodeDeliveryFailureException" | "ForbiddenException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidPasswordException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UsernameExistsException";
  StartUserImportJob: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PreconditionNotMetException" | "ResourceNotFoundException" | "TooManyRequestsException";
  StartWebAuthnRegistration: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "TooManyRequestsException" | "WebAuthnConfigurationMissingException" | "WebAuthnNotEnabledException";
  StopUserImportJob: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PreconditionNotMetException" | "ResourceNotFoundException" | "TooManyRequestsException";
  TagResource: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  UntagResource: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  UpdateAuthEventFeedback: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotFoundException" | "UserPoolAddOnNotEnabledException";
  UpdateDeviceStatus: "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  UpdateEventWebhook: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException";
  UpdateGroup: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  UpdateIdentityProvider: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnsupportedIdentityProviderException";
  UpdateManagedLoginBranding: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  UpdateProvisionedLimit: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "ResourceNotFoundException" | "ServiceQuotaExceededException" | "TooManyRequestsException";
  UpdateResourceServer: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  UpdateTerms: "ConcurrentModificationException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TermsExistsException" | "TooManyRequestsException";
  UpdateUserAttributes: "AliasExistsException" | "CodeDeliveryFailureException" | "CodeMismatchException" | "ExpiredCodeException" | "ForbiddenException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidLambdaResponseException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "UserNotConfirmedException" | "UserNotFoundException";
  UpdateUserPool: "ConcurrentModificationException" | "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidEmailRoleAccessPolicyException" | "InvalidParameterException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TierChangeNotAllowedException" | "TooManyRequestsException" | "UserImportInProgressException" | "UserPoolTaggingException";
  UpdateUserPoolClient: "ConcurrentModificationException" | "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidOAuthFlowException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "ScopeDoesNotExistException" | "TooManyRequestsException";
  UpdateUserPoolDomain: "ConcurrentModificationException" | "FeatureUnavailableInTierException" | "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  UpdateUserPoolReplica: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "OperationNotEnabledException" | "ResourceNotFoundException" | "TooManyRequestsException";
  VerifyAuditTrail: "InternalErrorException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException";
  VerifySoftwareToken: "CodeMismatchException" | "EnableSoftwareTokenMFAException" | "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "InvalidUserPoolConfigurationException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "SoftwareTokenMFANotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
  VerifyUserAttribute: "AliasExistsException" | "CodeMismatchException" | "ExpiredCodeException" | "ForbiddenException" | "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "PasswordResetRequiredException" | "ResourceNotFoundException" | "TooManyRequestsException" | "UserNotConfirmedException" | "UserNotFoundException";
}

/** The name of an operation, as in the X-Amz-Target header. */
export type OperationName = keyof OperationInputs;

/** Every error the model knows. */
export type ModelErrorName =
  | "AccessDeniedException"
  | "AliasExistsException"
  | "CodeDeliveryFailureException"
  | "CodeMismatchException"
  | "ConcurrentModificationException"
  | "DeviceKeyExistsException"
  | "DuplicateProviderException"
  | "EnableSoftwareTokenMFAException"
  | "ExpiredCodeException"
  | "FeatureUnavailableInTierException"
  | "ForbiddenException"
  | "GroupExistsException"
  | "InternalErrorException"
  | "InternalServerException"
  | "InvalidEmailRoleAccessPolicyException"
  | "InvalidLambdaResponseException"
  | "InvalidOAuthFlowException"
  | "InvalidParameterException"
  | "InvalidPasswordException"
  | "InvalidSmsRoleAccessPolicyException"
  | "InvalidSmsRoleTrustRelationshipException"
  | "InvalidUserPoolConfigurationException"
  | "LimitExceededException"
  | "MFAMethodNotFoundException"
  | "ManagedLoginBrandingExistsException"
  | "NotAuthorizedException"
  | "OperationNotEnabledException"
  | "PasswordHistoryPolicyViolationException"
  | "PasswordResetRequiredException"
  | "PreconditionNotMetException"
  | "RefreshTokenReuseException"
  | "ResourceNotFoundException"
  | "ScopeDoesNotExistException"
  | "ServiceQuotaExceededException"
  | "SoftwareTokenMFANotFoundException"
  | "TermsExistsException"
  | "TierChangeNotAllowedException"
  | "TooManyFailedAttemptsException"
  | "TooManyRequestsException"
  | "UnauthorizedException"
  | "UnexpectedLambdaException"
  | "UnsupportedIdentityProviderException"
  | "UnsupportedOperationException"
  | "UnsupportedTokenTypeException"
  | "UnsupportedUserStateException"
  | "UserImportInProgressException"
  | "UserLambdaValidationException"
  | "UserNotConfirmedException"
  | "UserNotFoundException"
  | "UserPoolAddOnNotEnabledException"
  | "UserPoolTaggingException"
  | "UsernameExistsException"
  | "WebAuthnChallengeNotFoundException"
  | "WebAuthnClientMismatchException"
  | "WebAuthnConfigurationMissingException"
  | "WebAuthnCredentialNotSupportedException"
  | "WebAuthnNotEnabledException"
  | "WebAuthnOriginNotAllowedException"
  | "WebAuthnRelyingPartyMismatchException";

/** The errors that are the service's own fault (status 500). */
export const faultNames: readonly ModelErrorName[] = ["InternalErrorException", "InternalServerException"];

/** All operations of the protocol, in alphabetical order. */
export const operationNames: readonly OperationName[] = [
  "AddCustomAttributes",
  "AddUserPoolClientSecret",
  "AdminAddUserToGroup",
  "AdminConfirmSignUp",
  "AdminCreateUser",
  "AdminDeleteSoftwareToken",
  "AdminDeleteUser",
  "AdminDeleteUserAttributes",
  "AdminDisableProviderForUser",
  "AdminDisableUser",
  "AdminEnableUser",
  "AdminForgetDevice",
  "AdminGetDevice",
  "AdminGetUser",
  "AdminGetUserAuthFactors",
  "AdminInitiateAuth",
  "AdminLinkProviderForUser",
  "AdminListDevices",
  "AdminListGroupsForUser",
  "AdminListUserAuthEvents",
  "AdminListUserSessions",
  "AdminRemoveUserFromGroup",
  "AdminResetUserPassword",
  "AdminRespondToAuthChallenge",
  "AdminRevokeUserSession",
  "AdminSetUserMFAPreference",
  "AdminSetUserPassword",
  "AdminSetUserSettings",
  "AdminUpdateAuthEventFeedback",
  "AdminUpdateDeviceStatus",
  "AdminUpdateUserAttributes",
  "AdminUserGlobalSignOut",
  "AssociateSoftwareToken",
  "ChangePassword",
  "CompleteWebAuthnRegistration",
  "ConfirmDevice",
  "ConfirmForgotPassword",
  "ConfirmSignUp",
  "CreateGroup",
  "CreateIdentityProvider",
  "CreateManagedLoginBranding",
  "CreateResourceServer",
  "CreateTerms",
  "CreateUserImportJob",
  "CreateUserPool",
  "CreateUserPoolClient",
  "CreateUserPoolDomain",
  "CreateUserPoolReplica",
  "DeleteGroup",
  "DeleteIdentityProvider",
  "DeleteManagedLoginBranding",
  "DeleteResourceServer",
  "DeleteTerms",
  "DeleteUser",
  "DeleteUserAttributes",
  "DeleteUserPool",
  "DeleteUserPoolClient",
  "DeleteUserPoolClientSecret",
  "DeleteUserPoolDomain",
  "DeleteUserPoolReplica",
  "DeleteWebAuthnCredential",
  "DescribeIdentityProvider",
  "DescribeManagedLoginBranding",
  "DescribeManagedLoginBrandingByClient",
  "DescribeResourceServer",
  "DescribeRiskConfiguration",
  "DescribeTerms",
  "DescribeTermsByClient",
  "DescribeUserImportJob",
  "DescribeUserPool",
  "DescribeUserPoolClient",
  "DescribeUserPoolDomain",
  "ForgetDevice",
  "ForgotPassword",
  "GetCSVHeader",
  "GetClientToken",
  "GetDevice",
  "GetGroup",
  "GetIdentityProviderByIdentifier",
  "GetLogDeliveryConfiguration",
  "GetProvisionedLimit",
  "GetSigningCertificate",
  "GetTokensFromRefreshToken",
  "GetUICustomization",
  "GetUser",
  "GetUserAttributeVerificationCode",
  "GetUserAuthFactors",
  "GetUserPoolClientSessionConfiguration",
  "GetUserPoolMfaConfig",
  "GetUserPoolSessionConfiguration",
  "GlobalSignOut",
  "InitiateAuth",
  "ListDevices",
  "ListGroups",
  "ListIdentityProviders",
  "ListResourceServers",
  "ListTagsForResource",
  "ListTerms",
  "ListUserImportJobs",
  "ListUserPoolClientSecrets",
  "ListUserPoolClients",
  "ListUserPoolReplicas",
  "ListUserPools",
  "ListUserSessions",
  "ListUsers",
  "ListUsersInGroup",
  "ListWebAuthnCredentials",
  "ResendConfirmationCode",
  "RespondToAuthChallenge",
  "RevokeToken",
  "RevokeUserSession",
  "SetLogDeliveryConfiguration",
  "SetRiskConfiguration",
  "SetUICustomization",
  "SetUserMFAPreference",
  "SetUserPoolClientSessionConfiguration",
  "SetUserPoolMfaConfig",
  "SetUserPoolSessionConfiguration",
  "SetUserSettings",
  "SignUp",
  "StartUserImportJob",
  "StartWebAuthnRegistration",
  "StopUserImportJob",
  "TagResource",
  "UntagResource",
  "UpdateAuthEventFeedback",
  "UpdateDeviceStatus",
  "UpdateGroup",
  "UpdateIdentityProvider",
  "UpdateManagedLoginBranding",
  "UpdateProvisionedLimit",
  "UpdateResourceServer",
  "UpdateTerms",
  "UpdateUserAttributes",
  "UpdateUserPool",
  "UpdateUserPoolClient",
  "UpdateUserPoolDomain",
  "UpdateUserPoolReplica",
  "VerifySoftwareToken",
  "VerifyUserAttribute",
];

/** All operations that Poolhouse adds, in alphabetical order. */
export const extensionNames: readonly OperationName[] = [
  "AdminCreateAuthEventFeedbackToken",
  "AdminDeleteRecoveryCodes",
  "AdminDeleteWebAuthnCredential",
  "AdminImportUserPool",
  "AdminImportUserPoolClient",
  "AdminImportUsers",
  "AdminListSoftwareTokens",
  "AdminListWebAuthnCredentials",
  "CreateEventWebhook",
  "CreateRecoveryCodes",
  "DeleteEventWebhook",
  "DeleteSoftwareToken",
  "GetMessageTemplates",
  "GetRecoveryCodeStatus",
  "ListAuditEvents",
  "ListEventWebhooks",
  "ListSoftwareTokens",
  "RenameSoftwareToken",
  "ResendSignInCode",
  "SetMessageTemplates",
  "UpdateEventWebhook",
  "VerifyAuditTrail",
];
