/** Errors that one operation, or a few, answer with: those that configure. */
import type { ErrorRows } from "./errors.ts";
import type { Scene } from "./scene.ts";

const lite = ({ ownPool }: Scene) => ownPool({ UserPoolTier: "LITE" });
const twice = async (call: () => Promise<unknown>): Promise<unknown> => {
  await call();
  return call();
};

const unknownArn = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_Nowhere00";
const robot = (Secret: string) => ({ ClientId: "nobody", Secret });
const oauth = { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"] } as const;
const unscoped = { ...oauth, AllowedOAuthFlows: ["code" as const], AllowedOAuthScopes: ["nothing/at-all"] };
const machine = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["client_credentials" as const],
  AllowedOAuthScopes: ["openid"],
};
const limited = (Category: string) => ({ LimitClass: "API_CATEGORY" as const, Attributes: { Category } });

export const configuringErrors: ErrorRows = {
  AddUserPoolClientSecret: {
    LimitExceededException: async ({ send, UserPoolId }) => {
      const input = { UserPoolId, ClientName: "two", GenerateSecret: true };
      const { UserPoolClient } = await send("CreateUserPoolClient", input);
      return twice(() => send("AddUserPoolClientSecret", { UserPoolId, ClientId: UserPoolClient?.ClientId }));
    },
  },
  DescribeRiskConfiguration: {
    UserPoolAddOnNotEnabledException: async ({ send, ownPool }) =>
      send("DescribeRiskConfiguration", await ownPool()),
  },
  SetRiskConfiguration: {
    UserPoolAddOnNotEnabledException: async ({ send, ownPool }) =>
      send("SetRiskConfiguration", { ...(await ownPool()), RiskExceptionConfiguration: {} }),
  },
  CreateGroup: {
    GroupExistsException: ({ send, name, UserPoolId }) => {
      const group = { UserPoolId, GroupName: name("group") };
      return twice(() => send("CreateGroup", group));
    },
  },
  CreateIdentityProvider: {
    DuplicateProviderException: ({ send, name, UserPoolId }) => {
      const ProviderDetails = { MetadataFile: '<EntityDescriptor entityID="us"></EntityDescriptor>' };
      const given = {
        UserPoolId,
        ProviderName: name("Corporate"),
        ProviderType: "SAML",
        ProviderDetails,
      } as const;
      return twice(() => send("CreateIdentityProvider", given));
    },
  },
  CreateManagedLoginBranding: {
    InvalidParameterException: ({ send, UserPoolId, ClientId }) =>
      send("CreateManagedLoginBranding", { UserPoolId, ClientId }),
    ManagedLoginBrandingExistsException: async ({ send, UserPoolId }) => {
      const { UserPoolClient } = await send("CreateUserPoolClient", { UserPoolId, ClientName: "looks" });
      const given = { UserPoolId, ClientId: UserPoolClient?.ClientId, UseCognitoProvidedValues: true };
      return twice(() => send("CreateManagedLoginBranding", given));
    },
  },
  UpdateManagedLoginBranding: {
    InvalidParameterException: ({ send, UserPoolId }) => send("UpdateManagedLoginBranding", { UserPoolId }),
  },
  CreateTerms: {
    TermsExistsException: async ({ send, UserPoolId }) => {
      const { UserPoolClient } = await send("CreateUserPoolClient", { UserPoolId, ClientName: "terms" });
      const document = { TermsName: "terms-of-use", TermsSource: "LINK", Enforcement: "NONE" } as const;
      const Links = { "cognito:default": "https://example.com/terms" };
      const given = { UserPoolId, ClientId: UserPoolClient?.ClientId, ...document, Links };
      return twice(() => send("CreateTerms", given));
    },
  },
  CreateUserPool: {
    UserPoolTaggingException: ({ ownPool }) => ownPool({ UserPoolTags: { "poolhouse:step-up": "maybe" } }),
    FeatureUnavailableInTierException: ({ ownPool }) =>
      ownPool({ UserPoolTier: "LITE", Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } }),
  },
  UpdateUserPool: {
    UserPoolTaggingException: async ({ send, ownPool }) =>
      send("UpdateUserPool", { ...(await ownPool()), UserPoolTags: { "poolhouse:step-up": "maybe" } }),
    FeatureUnavailableInTierException: async (scene) =>
      scene.send("UpdateUserPool", {
        ...(await lite(scene)),
        UserPoolTier: "LITE",
        Policies: { PasswordPolicy: { PasswordHistorySize: 1 } },
      }),
    TierChangeNotAllowedException: async ({ send, ownPool }) => {
      const pool = await ownPool();
      const tracking = { UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 1 } } as const;
      await send("SetUserPoolSessionConfiguration", { ...pool, ...tracking });
      return send("UpdateUserPool", { ...pool, UserPoolTier: "LITE" });
    },
  },
  CreateUserPoolClient: {
    ScopeDoesNotExistException: ({ send, UserPoolId }) =>
      send("CreateUserPoolClient", { UserPoolId, ClientName: "scopes", ...unscoped }),
    InvalidOAuthFlowException: ({ send, UserPoolId }) =>
      send("CreateUserPoolClient", { UserPoolId, ClientName: "machine", ...machine }),
    FeatureUnavailableInTierException: async (scene) =>
      scene.send("CreateUserPoolClient", {
        ...(await lite(scene)),
        ClientName: "choice",
        ExplicitAuthFlows: ["ALLOW_USER_AUTH"],
      }),
  },
  UpdateUserPoolClient: {
    ScopeDoesNotExistException: ({ send, UserPoolId, ClientId }) =>
      send("UpdateUserPoolClient", { UserPoolId, ClientId, ...unscoped }),
    InvalidOAuthFlowException: ({ send, UserPoolId, ClientId }) =>
      send("UpdateUserPoolClient", { UserPoolId, ClientId, ...machine }),
    FeatureUnavailableInTierException: async (scene) => {
      const pool = await lite(scene);
      const { UserPoolClient } = await scene.send("CreateUserPoolClient", { ...pool, ClientName: "choice" });
      const ExplicitAuthFlows = ["ALLOW_USER_AUTH" as const];
      return scene.send("UpdateUserPoolClient", {
        ...pool,
        ClientId: UserPoolClient?.ClientId,
        ExplicitAuthFlows,
      });
    },
  },
  CreateUserPoolDomain: {
    FeatureUnavailableInTierException: async (scene) =>
      scene.send("CreateUserPoolDomain", {
        ...(await lite(scene)),
        Domain: scene.name("lite"),
        ManagedLoginVersion: 2,
      }),
  },
  UpdateUserPoolDomain: {
    FeatureUnavailableInTierException: async (scene) => {
      const domain = { ...(await lite(scene)), Domain: scene.name("lite") };
      await scene.send("CreateUserPoolDomain", domain);
      return scene.send("UpdateUserPoolDomain", { ...domain, ManagedLoginVersion: 2 });
    },
  },
  SetLogDeliveryConfiguration: {
    FeatureUnavailableInTierException: async ({ send, ownPool }) => {
      const CloudWatchLogsConfiguration = {
        LogGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:pool",
      };
      const events = {
        LogLevel: "INFO",
        EventSource: "userAuthEvents",
        CloudWatchLogsConfiguration,
      } as const;
      return send("SetLogDeliveryConfiguration", { ...(await ownPool()), LogConfigurations: [events] });
    },
  },
  SetUserPoolSessionConfiguration: {
    FeatureUnavailableInTierException: async (scene) =>
      scene.send("SetUserPoolSessionConfiguration", {
        ...(await lite(scene)),
        UserSessionTracking: "ENABLED",
        TokenSession: { MaxPerUser: 1 },
      }),
  },
  SetUserPoolClientSessionConfiguration: {
    OperationNotEnabledException: async ({ send, ownPool }) => {
      const pool = await ownPool();
      const { UserPoolClient } = await send("CreateUserPoolClient", { ...pool, ClientName: "app" });
      const SSOSession = { MaxValidityMinutes: 5 };
      return send("SetUserPoolClientSessionConfiguration", {
        ...pool,
        ClientId: UserPoolClient?.ClientId,
        SSOSession,
      });
    },
    FeatureUnavailableInTierException: async (scene) => {
      const pool = await lite(scene);
      const { UserPoolClient } = await scene.send("CreateUserPoolClient", { ...pool, ClientName: "app" });
      const SSOSession = { MaxValidityMinutes: 5 };
      return scene.send("SetUserPoolClientSessionConfiguration", {
        ...pool,
        ClientId: UserPoolClient?.ClientId,
        SSOSession,
      });
    },
  },
  SetUserPoolMfaConfig: {
    FeatureUnavailableInTierException: async (scene) =>
      scene.send("SetUserPoolMfaConfig", {
        ...(await lite(scene)),
        WebAuthnConfiguration: { RelyingPartyId: "example.com" },
      }),
  },
  DeleteIdentityProvider: {
    UnsupportedIdentityProviderException: ({ send, UserPoolId }) =>
      send("DeleteIdentityProvider", { UserPoolId, ProviderName: "Nobody" }),
  },
  UpdateIdentityProvider: {
    UnsupportedIdentityProviderException: ({ send, UserPoolId }) =>
      send("UpdateIdentityProvider", { UserPoolId, ProviderName: "Nobody" }),
  },
  DeleteWebAuthnCredential: {
    ResourceNotFoundException: async ({ send, signedIn }) =>
      send("DeleteWebAuthnCredential", { AccessToken: (await signedIn()).AccessToken, CredentialId: "AAAA" }),
  },
  GetClientToken: { NotAuthorizedException: ({ send }) => send("GetClientToken", robot("s".repeat(51))) },
  GetProvisionedLimit: {
    ResourceNotFoundException: ({ send }) =>
      send("GetProvisionedLimit", { LimitDefinition: limited("Everything") }),
  },
  UpdateProvisionedLimit: {
    ResourceNotFoundException: ({ send }) =>
      send("UpdateProvisionedLimit", { LimitDefinition: limited("Everything"), RequestedLimitValue: 1 }),
    ServiceQuotaExceededException: ({ send }) =>
      send("UpdateProvisionedLimit", { LimitDefinition: limited("UserRead"), RequestedLimitValue: 100_001 }),
  },
  ListTagsForResource: {
    ResourceNotFoundException: ({ send }) => send("ListTagsForResource", { ResourceArn: unknownArn }),
  },
  TagResource: {
    ResourceNotFoundException: ({ send }) => send("TagResource", { ResourceArn: unknownArn, Tags: {} }),
  },
  UntagResource: {
    ResourceNotFoundException: ({ send }) =>
      send("UntagResource", { ResourceArn: unknownArn, TagKeys: ["a"] }),
  },
  StartUserImportJob: {
    PreconditionNotMetException: async ({ send, ownPool }) => {
      const pool = await ownPool({ AutoVerifiedAttributes: ["email"] });
      const CloudWatchLogsRoleArn = "arn:aws:iam::123456789012:role/log";
      const { UserImportJob } = await send("CreateUserImportJob", {
        ...pool,
        JobName: "j",
        CloudWatchLogsRoleArn,
      });
      return send("StartUserImportJob", { ...pool, JobId: UserImportJob?.JobId });
    },
  },
  StopUserImportJob: {
    PreconditionNotMetException: async ({ send, ownPool }) => {
      const pool = await ownPool({ AutoVerifiedAttributes: ["email"] });
      const CloudWatchLogsRoleArn = "arn:aws:iam::123456789012:role/log";
      const { UserImportJob } = await send("CreateUserImportJob", {
        ...pool,
        JobName: "j",
        CloudWatchLogsRoleArn,
      });
      return send("StopUserImportJob", { ...pool, JobId: UserImportJob?.JobId });
    },
  },
};
