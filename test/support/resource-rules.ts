/** The rules of what a pool keeps beside users and clients, and of provisioned limits, as rows; see request-rules.ts. */
import type { OperationInputs } from "@poolhouse/protocol";
import { parameter, type Refusal } from "./pool-rules.ts";
import { type Call, type RequestRule, rule } from "./request-rules.ts";

const limit = (reason: string, message: string): Refusal => [reason, "LimitExceededException", message];
const document = { TermsName: "terms-of-use", TermsSource: "LINK", Enforcement: "NONE" } as const;
const pages = { "cognito:default": "https://example.com/terms" };
const scope = { ScopeName: "read", ScopeDescription: "see" };
const cloudWatch = { LogGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:pool" };
const userErrors = { LogLevel: "ERROR", EventSource: "userNotification" } as const;
const log = (
  reason: string,
  message: string,
  LogConfigurations: OperationInputs["SetLogDeliveryConfiguration"]["LogConfigurations"],
): RequestRule =>
  rule(message, parameter(reason, message), [["SetLogDeliveryConfiguration", { LogConfigurations }]], "PLUS");

const resources: readonly RequestRule[] = [
  rule("terms without a link", parameter("terms_no_links", "Links is required for TermsSource LINK."), [
    ["CreateTerms", document],
  ]),
  rule(
    "terms behind a script",
    parameter("terms_link_unsafe", "javascript:alert(1) is not a link to a page: it must be https or http."),
    [["CreateTerms", { ...document, Links: { "cognito:default": "javascript:alert(1)" } }]],
  ),
  rule(
    "terms twice",
    [
      "terms_name_taken",
      "TermsExistsException",
      "Terms with the name terms-of-use already exist for the app client.",
    ],
    [
      ["CreateTerms", { ...document, Links: pages }],
      ["CreateTerms", { ...document, Links: pages }],
    ],
  ),
  rule(
    "terms that nobody wrote",
    ["terms_unknown", "ResourceNotFoundException", "Terms not found."],
    [["DescribeTermsByClient", { TermsName: "terms-of-use" }]],
  ),
  rule("a scope twice", parameter("scope_name_twice", "Duplicate scope name: read."), [
    ["CreateResourceServer", { Identifier: "stock", Name: "Stock", Scopes: [scope, scope] }],
  ]),
  ...["aws.cognito", "aws.cognito/dcr"].map((Identifier) =>
    rule(
      `a resource server called ${Identifier}`,
      parameter("resource_server_reserved", `The identifier ${Identifier} is reserved.`),
      [["CreateResourceServer", { Identifier, Name: "Stock" }]],
    ),
  ),
  rule(
    "a resource server that does not exist",
    ["resource_server_unknown", "ResourceNotFoundException", "Resource server stock does not exist."],
    [["UpdateResourceServer", { Identifier: "stock", Name: "Stock" }]],
  ),
  rule(
    "26 resource servers",
    limit("resource_servers_too_many", "A user pool can have 25 resource servers at most."),
    Array.from({ length: 26 }, (_, index) => [
      "CreateResourceServer",
      { Identifier: `stock-${index}`, Name: "Stock" },
    ]),
  ),
  rule(
    "a group twice",
    ["group_name_taken", "GroupExistsException", "A group with the name already exists"],
    [
      ["CreateGroup", { GroupName: "staff" }],
      ["CreateGroup", { GroupName: "staff" }],
    ],
  ),
  rule(
    "a group that does not exist",
    ["group_unknown", "ResourceNotFoundException", "Group not found."],
    [["UpdateGroup", { GroupName: "staff" }]],
  ),
  log("log_source_twice", "There can be one configuration for userNotification.", [
    { ...userErrors, CloudWatchLogsConfiguration: cloudWatch },
    { ...userErrors, CloudWatchLogsConfiguration: cloudWatch },
  ]),
  log("log_level", "The LogLevel of userNotification must be ERROR.", [
    { ...userErrors, LogLevel: "INFO", CloudWatchLogsConfiguration: cloudWatch },
  ]),
  log("log_destinations", "The logs of userNotification need exactly one destination.", [userErrors]),
  log("log_destinations", "The logs of userNotification need exactly one destination.", [
    {
      ...userErrors,
      CloudWatchLogsConfiguration: cloudWatch,
      S3Configuration: { BucketArn: "arn:aws:s3:::logs" },
    },
  ]),
  log("log_destination_of_other_source", "The logs of userNotification cannot go to S3Configuration.", [
    { ...userErrors, S3Configuration: { BucketArn: "arn:aws:s3:::logs" } },
  ]),
  log("log_destination_empty", "CloudWatchLogsConfiguration names no destination.", [
    { ...userErrors, CloudWatchLogsConfiguration: {} },
  ]),
  rule(
    "sign-ins are logged in a smaller plan",
    [
      "tier_too_low",
      "FeatureUnavailableInTierException",
      "Logs of userAuthEvents are available in the PLUS feature plan of the user pool only.",
    ],
    [
      [
        "SetLogDeliveryConfiguration",
        {
          LogConfigurations: [
            { LogLevel: "INFO", EventSource: "userAuthEvents", CloudWatchLogsConfiguration: cloudWatch },
          ],
        },
      ],
    ],
  ),
];

const category = (Category: string): OperationInputs["GetProvisionedLimit"] => ({
  LimitDefinition: { LimitClass: "API_CATEGORY", Attributes: { Category } },
});
const limits: readonly RequestRule[] = [
  rule(
    "a limit by another attribute",
    parameter("limit_attributes", "A limit of class API_CATEGORY has the attribute Category."),
    [
      [
        "GetProvisionedLimit",
        { LimitDefinition: { LimitClass: "API_CATEGORY", Attributes: { category: "UserRead" } } },
      ],
    ],
  ),
  rule(
    "a limit of nothing",
    ["limit_unknown", "ResourceNotFoundException", "There is no limit with this definition."],
    [["GetProvisionedLimit", category("Everything")]],
  ),
  rule("a limit below the free one", parameter("limit_too_low", "The limit cannot be below 120."), [
    ["UpdateProvisionedLimit", { ...category("UserRead"), RequestedLimitValue: 119 }],
  ]),
  rule(
    "a limit without end",
    ["limit_too_high", "ServiceQuotaExceededException", "The limit cannot be above 100000."],
    [["UpdateProvisionedLimit", { ...category("UserRead"), RequestedLimitValue: 100_001 }]],
  ),
];

const threats: Call = [
  "UpdateUserPool",
  { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } },
];
type Risk = OperationInputs["SetRiskConfiguration"];
const risk = (reason: string, message: string, settings: Omit<Risk, "UserPoolId">): RequestRule =>
  rule(message, parameter(reason, message), [threats, ["SetRiskConfiguration", settings]], "PLUS");
const onHighRisk = (
  EventAction: "BLOCK" | "MFA_REQUIRED",
  more: { Notify?: boolean; From?: string; ReplyTo?: string },
): Omit<Risk, "UserPoolId"> => {
  const { Notify = false, ...senders } = more;
  return {
    AccountTakeoverRiskConfiguration: {
      Actions: { HighAction: { EventAction, Notify } },
      ...(Object.keys(senders).length > 0 && {
        NotifyConfiguration: {
          SourceArn: "arn:aws:ses:eu-west-1:123456789012:identity/a@example.com",
          ...senders,
        },
      }),
    },
  };
};
const ranges = (member: string): string => `${member} has an entry that is not an IP range in CIDR notation.`;

const risks: readonly RequestRule[] = [
  rule(
    "threats where nobody looks for them",
    [
      "threat_protection_off",
      "UserPoolAddOnNotEnabledException",
      "User pool does not have advanced security enabled.",
    ],
    [["SetRiskConfiguration", {}]],
  ),
  risk(
    "risk_notify_missing",
    "NotifyConfiguration is required if an action notifies.",
    onHighRisk("BLOCK", { Notify: true }),
  ),
  risk(
    "risk_action_without_mfa",
    "The MFA actions need a user pool with MFA.",
    onHighRisk("MFA_REQUIRED", {}),
  ),
  risk("risk_sender_invalid", "From is not an email address.", onHighRisk("BLOCK", { From: "nobody" })),
  risk(
    "risk_sender_invalid",
    "ReplyTo is not an email address.",
    onHighRisk("BLOCK", { ReplyTo: "a@b\nX: y" }),
  ),
  ...["10.0.0.0", "10.0.0.0/33", "::/129", "example.com"].map((range) =>
    risk("ip_range_invalid", ranges("BlockedIPRangeList"), {
      RiskExceptionConfiguration: { BlockedIPRangeList: ["192.0.2.0/24", range] },
    }),
  ),
  risk("ip_range_invalid", ranges("SkippedIPRangeList"), {
    RiskExceptionConfiguration: { SkippedIPRangeList: ["everywhere"] },
  }),
];

/** Rules of terms, resource servers, groups, logs, limits and risks. */
export const resourceRules: readonly RequestRule[] = [...resources, ...limits, ...risks];
