/**
 * The pool itself. UpdateUserPool replaces all that it can set, and SetUserPoolMfaConfig only adds, so a change of factors takes
 * up to three calls: first everything that the new factors need, then the factors, then what only the old ones needed. At no
 * moment is a pool without a factor that it asks for.
 */
import type { UserPoolType } from "@poolhouse/protocol";
import type { OwnAuth } from "../backend-definition.ts";
import { differencesOf, wordDifferences } from "./compare.ts";
import { type MfaState, mfaLines, mfaStateOf, removedFactors, wordMfa } from "./mfa-changes.ts";
import type { FactorName, LiveAuth, PlannedInput, Step, Surroundings } from "./plan.ts";

type Update = PlannedInput<"UpdateUserPool">;

/** Members that only a new pool takes. */
type Lasting = "Schema" | "UsernameAttributes" | "AliasAttributes" | "UsernameConfiguration";

/** The steps from one pool to the other. */
export function poolSteps(desired: OwnAuth, live: LiveAuth, around: Surroundings): Step[] {
  const target = updateOf(desired, live.pool, around);
  const [before, after] = [mfaStateOf(live.mfa), mfaStateOf(desired.mfa)];
  const lines = mfaLines(live.mfa, desired.mfa);
  const removed = removedFactors(before, after);
  const isKept = lines.length === 0 && removed.length === 0;
  const wide: Update = isKept ? target : widened(target, live, before);
  const narrow = removed.length === 0 ? wide : narrowed(target, removed);
  const change = `MFA: ${wordMfa(before)} → ${wordMfa(after)}`;
  return [
    ...updateStep(settable(live.pool), wide),
    ...(lines.length > 0 ? [mfaStep(desired.mfa, lines)] : []),
    ...(removed.length > 0 ? [updating(narrow, [change])] : []),
    ...updateStep(narrow, target),
  ];
}

/** The whole of what the pool should be; what the definition does not speak of stays as it is. */
function updateOf({ pool, mfa }: OwnAuth, live: UserPoolType, around: Surroundings): Update {
  const {
    Schema: _schema,
    UsernameAttributes: _names,
    AliasAttributes: _aliases,
    UsernameConfiguration: _letters,
    ...given
  } = pool;
  return {
    ...keptOf(live),
    ...withDefaults(given),
    PoolName: around.poolName,
    LambdaConfig: around.lambdaConfig ?? {},
    MfaConfiguration: mfa.MfaConfiguration ?? "OFF",
  };
}

/** What operators set and definitions need not mention. */
function keptOf(live: UserPoolType): Partial<Update> {
  const { UserPoolTags, UserPoolAddOns, UserPoolTier, KeyConfiguration, IssuerConfiguration } = live;
  const { AcrConfiguration, DcrConfiguration } = live;
  const kept = {
    UserPoolTags,
    UserPoolAddOns,
    UserPoolTier,
    KeyConfiguration,
    IssuerConfiguration,
    AcrConfiguration,
    DcrConfiguration,
  };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}

/** Members that were taken away by hand are what they are where nobody says anything. */
function withDefaults(given: Omit<OwnAuth["pool"], Lasting>): Update {
  const policies = given.Policies;
  const password = { ...leastPolicy, ...policies?.PasswordPolicy };
  return {
    ...given,
    DeletionProtection: given.DeletionProtection ?? "INACTIVE",
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT", ...given.EmailConfiguration },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      ...given.AdminCreateUserConfig,
      // The name that the other one had before.
      UnusedAccountValidityDays: password.TemporaryPasswordValidityDays,
    },
    Policies: {
      PasswordPolicy: password,
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"], ...policies?.SignInPolicy },
    },
  };
}

const leastPolicy = {
  MinimumLength: 8,
  RequireLowercase: false,
  RequireUppercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
  TemporaryPasswordValidityDays: 7,
} as const;

/** The target, with all that the present factors need, too. */
function widened(target: Update, { pool }: LiveAuth, before: MfaState): Update {
  const { SmsConfiguration, AccountRecoverySetting } = pool;
  const hasEmail = before.factors.includes("EMAIL_OTP");
  const hasSms = before.factors.includes("SMS_MFA");
  return {
    ...target,
    MfaConfiguration: before.mode,
    ...(hasSms && target.SmsConfiguration === undefined && { SmsConfiguration }),
    ...(hasEmail && {
      EmailConfiguration: { ...target.EmailConfiguration, EmailSendingAccount: "DEVELOPER" },
      // Recovery by the same mailbox alone is refused for as long as codes go there.
      ...(AccountRecoverySetting && { AccountRecoverySetting }),
    }),
  };
}

/** The target without what the factors that go depend on: they end with it. */
function narrowed(target: Update, removed: readonly FactorName[]): Update {
  const { SmsConfiguration, ...rest } = target;
  const keepsSms = !removed.includes("SMS_MFA") && SmsConfiguration !== undefined;
  return {
    ...rest,
    ...(keepsSms && { SmsConfiguration }),
    ...(removed.includes("EMAIL_OTP") && {
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
    }),
  };
}

const updating = (input: Update, lines: readonly string[]): Step => ({
  operation: "UpdateUserPool",
  input,
  lines,
  isDestructive: false,
});

function mfaStep(input: OwnAuth["mfa"], lines: readonly string[]): Step {
  return { operation: "SetUserPoolMfaConfig", input, lines, isDestructive: false };
}

/** Members of a pool's description that an update does not set. */
const describedOnly = new Set<keyof UserPoolType>([
  "Id",
  "Arn",
  "Status",
  "CreationDate",
  "LastModifiedDate",
  "SchemaAttributes",
  "AliasAttributes",
  "UsernameAttributes",
  "UsernameConfiguration",
  "EstimatedNumberOfUsers",
  "SmsConfigurationFailure",
  "EmailConfigurationFailure",
  "Domain",
  "CustomDomain",
  "MfaConfiguration",
]);

/** What an update would have to say for the pool to stay as it is. */
function settable({ Name: PoolName, ...described }: UserPoolType): object {
  const set = Object.entries(described).filter(([name]) => !isDescribedOnly(name));
  return { PoolName, ...Object.fromEntries(set) };
}

/** One update, if it changes anything; the mode is another step's matter. */
function updateStep(before: object, input: Update): Step[] {
  const { MfaConfiguration: _mode, ...wanted } = input;
  const known = { ...before, MfaConfiguration: undefined };
  const differences = differencesOf(known, wanted);
  return differences.length === 0 ? [] : [updating(input, wordDifferences(differences))];
}

function isDescribedOnly(name: string): boolean {
  // The set holds names of members; any name may be looked up in it.
  return (describedOnly as ReadonlySet<string>).has(name);
}
