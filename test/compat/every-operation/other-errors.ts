/**
 * Errors that operations list and the rows of this folder do not bring about: proven by another test, by its file and a word that
 * stands in it, or impossible here, for a reason. A row without operations is for all that are left.
 */
import type { ErrorName } from "@poolhouse/protocol";
import type { SdkOperation } from "./scene.ts";

type Proven = readonly [error: ErrorName, file: string, text: string, operations: readonly SdkOperation[]];
type Impossible = readonly [error: ErrorName, reason: string, operations?: readonly SdkOperation[]];

const of = (file: string): string => `packages/server/src/operations/${file}.test.ts`;

const triggered: readonly SdkOperation[] = [
  "AdminInitiateAuth",
  "AdminRespondToAuthChallenge",
  "GetTokensFromRefreshToken",
  "InitiateAuth",
  "RespondToAuthChallenge",
];
const worded: readonly SdkOperation[] = [
  "AdminConfirmSignUp",
  "AdminCreateUser",
  "AdminResetUserPassword",
  "AdminUpdateUserAttributes",
  "ConfirmForgotPassword",
  "ConfirmSignUp",
  "ForgotPassword",
  "GetUserAttributeVerificationCode",
  "ResendConfirmationCode",
  "SignUp",
  "UpdateUserAttributes",
];
const signInTriggers = of("triggers/sign-in-triggers");
const messageTriggers = of("triggers/message-triggers");
const registration = of("passkeys/registration");
const attributes = of("users/attributes");
const forgotten = of("passwords/forgotten-password");

/** What takes more than the SDK and a server can bring about quickly. */
export const provenErrors: readonly Proven[] = [
  ["UserLambdaValidationException", signInTriggers, "UserLambdaValidationException", triggered],
  ["UserLambdaValidationException", messageTriggers, "UserLambdaValidationException", worded],
  ["UnexpectedLambdaException", signInTriggers, "UnexpectedLambdaException", triggered],
  ["UnexpectedLambdaException", of("sign-up/SignUp"), "UnexpectedLambdaException", worded],
  ["InvalidLambdaResponseException", of("sign-in/custom-flow"), "InvalidLambdaResponseException", triggered],
  ["InvalidLambdaResponseException", messageTriggers, "InvalidLambdaResponseException", worded],
  [
    "ConcurrentModificationException",
    of("pools/pool-life"),
    "does not overwrite the change of another writer",
    ["UpdateUserPool", "SetUserPoolMfaConfig", "SetUserPoolSessionConfiguration"],
  ],
  [
    "OperationNotEnabledException",
    of("sessions/sessions"),
    "is refused where the pool does not track sessions",
    ["AdminListUserSessions", "AdminRevokeUserSession", "ListUserSessions", "RevokeUserSession"],
  ],
  [
    "LimitExceededException",
    of("passwords/ChangePassword"),
    "happens five times an hour at most",
    ["ChangePassword"],
  ],
  [
    "LimitExceededException",
    forgotten,
    "is asked for twenty times an hour at most, confirmations included",
    ["ForgotPassword", "ConfirmForgotPassword"],
  ],
  [
    "LimitExceededException",
    attributes,
    "are guessed at fifteen times an hour",
    ["VerifyUserAttribute", "GetUserAttributeVerificationCode"],
  ],
  ["LimitExceededException", of("sign-up/ConfirmSignUp"), "LimitExceededException", ["ConfirmSignUp"]],
  [
    "LimitExceededException",
    "test/abuse/bursts.test.ts",
    "LimitExceeded",
    ["SignUp", "ResendConfirmationCode", "AdminResetUserPassword"],
  ],
  [
    "LimitExceededException",
    registration,
    "stops at twenty passkeys",
    ["CompleteWebAuthnRegistration", "StartWebAuthnRegistration"],
  ],
  ["LimitExceededException", of("groups/groups"), "is one of ten thousand at most", ["CreateGroup"]],
  [
    "LimitExceededException",
    of("identity-providers/identity-providers"),
    "is one of three hundred at most",
    ["CreateIdentityProvider"],
  ],
  [
    "LimitExceededException",
    of("identity-providers/linked-identities"),
    "Maximum of 5 identities",
    ["AdminLinkProviderForUser"],
  ],
  [
    "LimitExceededException",
    of("branding/branding"),
    "is one of twenty at most",
    ["CreateManagedLoginBranding"],
  ],
  [
    "LimitExceededException",
    of("resource-servers/resource-servers"),
    "is one of 25 at most",
    ["CreateResourceServer"],
  ],
  ["LimitExceededException", of("terms/terms"), "is one of forty at most", ["CreateTerms"]],
  [
    "LimitExceededException",
    of("imports/import-jobs"),
    "are at most a thousand in a pool",
    ["CreateUserImportJob"],
  ],
  [
    "LimitExceededException",
    of("clients/client-life"),
    "is refused where a thousand are",
    ["CreateUserPoolClient"],
  ],
  [
    "PasswordHistoryPolicyViolationException",
    forgotten,
    "is not replaced by one that the policy or the history refuses",
    ["ConfirmForgotPassword", "RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
  [
    "PasswordHistoryPolicyViolationException",
    of("passwords/ChangePassword"),
    "PasswordHistoryPolicyViolation",
    ["ChangePassword"],
  ],
  [
    "PasswordHistoryPolicyViolationException",
    of("passwords/AdminSetUserPassword"),
    "PasswordHistoryPolicyViolation",
    ["AdminSetUserPassword"],
  ],
  ["CodeDeliveryFailureException", of("sign-up/SignUp"), "CodeDeliveryFailureException", ["SignUp"]],
  [
    "CodeDeliveryFailureException",
    of("users/AdminCreateUser"),
    "CodeDeliveryFailureException",
    ["AdminCreateUser"],
  ],
  [
    "CodeDeliveryFailureException",
    of("sign-up/ResendConfirmationCode"),
    "CodeDeliveryFailureException",
    ["ResendConfirmationCode"],
  ],
  [
    "CodeDeliveryFailureException",
    of("risk/recorded-events"),
    "that cannot be sent a code fails to be forgotten",
    ["ForgotPassword"],
  ],
  [
    "CodeDeliveryFailureException",
    attributes,
    "CodeDeliveryFailureException",
    ["UpdateUserAttributes", "GetUserAttributeVerificationCode"],
  ],
  ["ExpiredCodeException", of("sign-up/ConfirmSignUp"), "ExpiredCodeException", ["ConfirmSignUp"]],
  [
    "ExpiredCodeException",
    of("sign-in/RespondToAuthChallenge"),
    "ExpiredCodeException",
    ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
  [
    "AliasExistsException",
    of("identity-providers/linked-identities"),
    "belongs to one user",
    ["AdminLinkProviderForUser"],
  ],
  [
    "AliasExistsException",
    attributes,
    "an address of somebody else's is refused",
    ["AdminUpdateUserAttributes", "UpdateUserAttributes", "VerifyUserAttribute"],
  ],
  ["AliasExistsException", of("sign-up/ConfirmSignUp"), "AliasExistsException", ["ConfirmSignUp"]],
  [
    "AliasExistsException",
    "test/abuse/races.test.ts",
    "AliasExistsException",
    ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
  [
    "TooManyFailedAttemptsException",
    forgotten,
    "TooManyFailedAttemptsException",
    ["ConfirmForgotPassword", "ConfirmSignUp"],
  ],
  [
    "MFAMethodNotFoundException",
    "test/abuse/flows.test.ts",
    "MFAMethodNotFoundException",
    ["AdminInitiateAuth", "RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
  [
    "FeatureUnavailableInTierException",
    "test/abuse/step-up.test.ts",
    "FeatureUnavailableInTierException",
    ["InitiateAuth", "AdminInitiateAuth"],
  ],
  [
    "SoftwareTokenMFANotFoundException",
    of("mfa/VerifySoftwareToken"),
    "needs a pool that offers software tokens",
    ["AssociateSoftwareToken"],
  ],
  [
    "UserImportInProgressException",
    of("imports/import-jobs"),
    "UserImportInProgressException",
    ["AddCustomAttributes", "DeleteUserPool", "UpdateUserPool"],
  ],
  [
    "RefreshTokenReuseException",
    of("tokens/GetTokensFromRefreshToken"),
    "RefreshTokenReuseException",
    ["GetTokensFromRefreshToken"],
  ],
  [
    "UserNotFoundException",
    of("identity-providers/linked-identities"),
    "exists, here and there",
    ["AdminLinkProviderForUser", "AdminDisableProviderForUser"],
  ],
  [
    "UserNotFoundException",
    of("risk/auth-events"),
    "what does not exist any more",
    ["UpdateAuthEventFeedback"],
  ],
  [
    "UserNotFoundException",
    "test/abuse/refresh-tokens.test.ts",
    "User does not exist.",
    ["GetTokensFromRefreshToken"],
  ],
  [
    "UserPoolAddOnNotEnabledException",
    of("risk/auth-events"),
    "refuses where threat protection is off",
    ["UpdateAuthEventFeedback"],
  ],
  ["ResourceNotFoundException", of("users/GetUser"), "is refused once the client is gone", ["GetUser"]],
  ["TermsExistsException", of("terms/terms"), "is one of its name for its client", ["UpdateTerms"]],
  [
    "NotAuthorizedException",
    of("sign-up/ResendConfirmationCode"),
    "Auto verification not turned on",
    ["ResendConfirmationCode"],
  ],
  [
    "NotAuthorizedException",
    "test/compat/sdk-operators.test.ts",
    "is configured with secret but SECRET_HASH was not received",
    ["ConfirmForgotPassword"],
  ],
  ...(
    [
      "WebAuthnNotEnabledException",
      "WebAuthnConfigurationMissingException",
      "WebAuthnClientMismatchException",
      "WebAuthnCredentialNotSupportedException",
      "WebAuthnOriginNotAllowedException",
      "WebAuthnRelyingPartyMismatchException",
    ] as const
  ).map((error): Proven => [
    error,
    registration,
    error,
    ["StartWebAuthnRegistration", "CompleteWebAuthnRegistration"],
  ]),
];

const oneRegion = "there is one region, so there are no replicas";
const noRoles = "roles of AWS are stored, not used";
const tokenIsHere = "the pool and the client of a token are there, or it is no token";

/** What cannot happen. */
export const impossibleErrors: readonly Impossible[] = [
  ["InternalErrorException", "a fault, which no request brings about (fuzz.test.ts)"],
  ["InternalServerException", "a fault, which no request brings about (fuzz.test.ts)"],
  [
    "TooManyRequestsException",
    "the limits of categories are the dispatcher's (rate-limits.test.ts), not the operation's",
  ],
  ["ForbiddenException", "there is no firewall in front"],
  ["OperationNotEnabledException", oneRegion],
  ["InvalidSmsRoleAccessPolicyException", noRoles],
  ["InvalidSmsRoleTrustRelationshipException", noRoles],
  ["InvalidEmailRoleAccessPolicyException", noRoles],
  ["InvalidUserPoolConfigurationException", "what contradicts is refused when it is set"],
  ["ConcurrentModificationException", "changes are one statement each, of which one comes first"],
  [
    "NotAuthorizedException",
    "an operator without the right is told AccessDeniedException (operator-keys.test.ts)",
  ],
  ["AccessDeniedException", "a matter of the operator's key, for all operations (operator-keys.test.ts)"],
  ["ResourceNotFoundException", tokenIsHere],
  ["ResourceNotFoundException", "an unknown domain is described as an empty one", ["DescribeUserPoolDomain"]],
  ["ResourceNotFoundException", "an unknown client looks like a wrong secret", ["GetClientToken"]],
  [
    "UserNotFoundException",
    "the sign-in of somebody who is gone is void, and says no more than that",
    ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
  ["UserNotConfirmedException", "who has a token or is asked for a factor is confirmed"],
  [
    "PasswordResetRequiredException",
    "operators set preferences of users in any state",
    ["AdminSetUserMFAPreference"],
  ],
  [
    "PasswordResetRequiredException",
    "a reset voids the sign-ins that are under way",
    ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
  ["PasswordResetRequiredException", "everybody may sign out", ["GlobalSignOut"]],
  [
    "LimitExceededException",
    "a number of pools, domains or replicas is not limited, and what only reads or removes makes none",
  ],
  ["CodeMismatchException", "no code is taken here", ["UpdateUserAttributes"]],
  [
    "CodeMismatchException",
    "a wrong code is told as EnableSoftwareTokenMFAException",
    ["VerifySoftwareToken"],
  ],
  ["ExpiredCodeException", "no code is taken here", ["UpdateUserAttributes"]],
  ["CodeDeliveryFailureException", "notices are not tried out when they are set", ["SetRiskConfiguration"]],
  ["AliasExistsException", "taking a link away gives nobody a name", ["AdminDisableProviderForUser"]],
  ["TooManyFailedAttemptsException", "an operator brings no code", ["AdminConfirmSignUp"]],
  [
    "SoftwareTokenMFANotFoundException",
    "who has no app is not asked for its code",
    ["RespondToAuthChallenge", "AdminRespondToAuthChallenge"],
  ],
  [
    "UnsupportedOperationException",
    "no flow is unsupported by a client without being not enabled",
    ["InitiateAuth", "AdminInitiateAuth"],
  ],
  ["PreconditionNotMetException", "messages need nothing beforehand", ["AdminCreateUser"]],
  [
    "PreconditionNotMetException",
    "what an import needs is looked at when it starts",
    ["CreateUserImportJob"],
  ],
  ["InvalidLambdaResponseException", "no function is asked about devices", ["ConfirmDevice"]],
  ["InvalidPasswordException", "the secret of a device is no password", ["ConfirmDevice"]],
  ["UsernameExistsException", "a device is no user", ["ConfirmDevice"]],
  ["TierChangeNotAllowedException", "a new pool changes no plan", ["CreateUserPool"]],
  ["UserPoolTaggingException", "tags are checked where they are set", ["DescribeUserPool"]],
  ["UserPoolTaggingException", oneRegion, ["CreateUserPoolReplica"]],
  ["FeatureUnavailableInTierException", oneRegion, ["CreateUserPoolReplica"]],
];
