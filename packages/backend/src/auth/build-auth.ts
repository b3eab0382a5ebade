/**
 * A pool's definition in the protocol's words, from the author's. Each part stands in a file of its own; here they are put
 * together, with what Amplify fixes for every pool.
 */
import type { OwnAuth } from "../backend-definition.ts";
import { DefinitionError } from "../definition-error.ts";
import { schemaOf } from "./attributes.ts";
import { loginNamesOf, messageSettings, nameSettings } from "./login.ts";
import {
  checkRecovery,
  deviceConfiguration,
  type Factors,
  factorsOf,
  mfaSettings,
  smsMessageOf,
} from "./multifactor.ts";
import { checkPasskeysHaveNames, type FirstFactors, firstFactorsOf } from "./passwordless.ts";
import type { AuthProps } from "./props.ts";
import { providerSettings } from "./providers.ts";
import { recoveryOf, recoverySetting } from "./recovery.ts";
import { type SenderSettings, senderSettings } from "./senders.ts";
import { serverSms } from "./sms.ts";
import { triggerSettings } from "./triggers.ts";

/**
 * What `defineAuth(props)` comes to.
 *
 * @throws DefinitionError that wraps whatever is wrong with the props.
 */
export function buildAuth(props: AuthProps): OwnAuth {
  try {
    return build(props);
  } catch (cause) {
    const text = "Failed to instantiate auth construct";
    throw new DefinitionError("AmplifyAuthConstructInitializationError", text, {
      cause,
      ...(cause instanceof Error && { details: cause.message }),
      resolution: "See the underlying error message for more details.",
    });
  }
}

function build(props: AuthProps): OwnAuth {
  const { loginWith, multifactor, groups = [] } = props;
  checkPasskeysHaveNames(loginWith);
  const names = loginNamesOf(loginWith);
  const factors = factorsOf(multifactor, names);
  const recovery = recoveryOf(props.accountRecovery, names);
  checkRecovery(factors, recovery);
  const first = firstFactorsOf(props, factors);
  const senders = senderSettings(props.senders);
  const sms = {
    configuration: senders.SmsConfiguration ?? (names.phone || factors.sms ? serverSms : undefined),
    message: smsMessageOf(multifactor, factors),
  };
  const devices = deviceConfiguration(multifactor);
  const external = providerSettings(loginWith.externalProviders, names);
  return {
    kind: "own",
    ...(props.name !== undefined && { name: props.name }),
    pool: {
      ...nameSettings(names),
      ...messageSettings(props),
      Schema: schemaOf(props.userAttributes, names),
      Policies: {
        PasswordPolicy: { ...passwordPolicy },
        SignInPolicy: { AllowedFirstAuthFactors: first.allowed },
      },
      AccountRecoverySetting: recoverySetting(recovery),
      EmailConfiguration: emailConfiguration(senders, factors),
      ...(sms.configuration && { SmsConfiguration: sms.configuration }),
      ...(sms.message !== undefined && { SmsAuthenticationMessage: sms.message }),
      ...(devices && { DeviceConfiguration: devices }),
      DeletionProtection: "INACTIVE",
    },
    mfa: {
      ...mfaSettings(factors, sms),
      ...(first.passkeys && { WebAuthnConfiguration: first.passkeys }),
    },
    client: { ...clientSettings(first), ...external.client },
    groups: groups.map((name, precedence) => ({ name, precedence })),
    identityProviders: external.identityProviders,
    triggers: triggerSettings(props.triggers, senders.functions),
    ...(external.domainPrefix !== undefined && { domainPrefix: external.domainPrefix }),
    ...(first.preferred && { preferredChallenge: first.preferred }),
  };
}

/** Amplify fixes it; the escape hatch changes it. */
const passwordPolicy = {
  MinimumLength: 8,
  RequireLowercase: true,
  RequireUppercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
} as const;

/** Codes by e-mail as a second factor need a sender of the pool's own (contract: multifactor email). */
function emailConfiguration(
  { EmailConfiguration }: SenderSettings,
  { email }: Factors,
): OwnAuth["pool"]["EmailConfiguration"] {
  return email ? { ...EmailConfiguration, EmailSendingAccount: "DEVELOPER" } : EmailConfiguration;
}

function clientSettings({ hasChoice }: FirstFactors): OwnAuth["client"] {
  return {
    ExplicitAuthFlows: [
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_CUSTOM_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      ...(hasChoice ? (["ALLOW_USER_AUTH"] as const) : []),
    ],
    PreventUserExistenceErrors: "ENABLED",
    EnableTokenRevocation: true,
    GenerateSecret: false,
  };
}
