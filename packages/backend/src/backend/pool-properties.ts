/**
 * A pool's second factors and passkeys stand elsewhere in CloudFormation than in the protocol: `EnabledMfas` lists the factors,
 * and the relying party has properties of the pool. Here one becomes the other, in both directions.
 */
import type { WebAuthnConfigurationType } from "@poolhouse/protocol";
import type { OwnAuth } from "../backend-definition.ts";
import { defaultSmsMessage, serverSms } from "../auth/sms.ts";
import { DefinitionError } from "../definition-error.ts";
import { tokens } from "../tokens.ts";
import { checkRequest } from "./check-request.ts";
import type { Properties } from "./template.ts";

const factors = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] as const;
type Factor = (typeof factors)[number];

/** The pool as CloudFormation has it. */
export function poolProperties({ name, pool, mfa }: OwnAuth): Properties {
  const { RelyingPartyId, UserVerification, FactorConfiguration } = mfa.WebAuthnConfiguration ?? {};
  const email = mfa.EmailMfaConfiguration;
  const enabled: Factor[] = [
    ...(mfa.SmsMfaConfiguration ? (["SMS_MFA"] as const) : []),
    ...(mfa.SoftwareTokenMfaConfiguration?.Enabled === true ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
    ...(email ? (["EMAIL_OTP"] as const) : []),
  ];
  const {
    SmsVerificationMessage: _sms,
    EmailVerificationMessage: _message,
    EmailVerificationSubject: _subject,
    ...given
  } = pool;
  return withoutAbsent({
    ...given,
    UserPoolName: name,
    MfaConfiguration: mfa.MfaConfiguration,
    EnabledMfas: enabled,
    EmailAuthenticationMessage: email?.Message,
    EmailAuthenticationSubject: email?.Subject,
    WebAuthnRelyingPartyID: RelyingPartyId,
    WebAuthnUserVerification: UserVerification,
    WebAuthnFactorConfiguration: FactorConfiguration,
  });
}

/** The pool in the protocol's words. Throws DefinitionError for values that the protocol refuses. */
export function finishPool(properties: Properties): Pick<OwnAuth, "name" | "pool" | "mfa"> {
  const {
    UserPoolName: name,
    LambdaConfig: _functions,
    MfaConfiguration: mode = "OFF",
    EnabledMfas: listed = [],
    EmailAuthenticationMessage: Message,
    EmailAuthenticationSubject: Subject,
    WebAuthnRelyingPartyID: RelyingPartyId,
    WebAuthnUserVerification: UserVerification,
    WebAuthnFactorConfiguration: FactorConfiguration,
    ...given
  } = properties;
  const enabled = mode === "OFF" ? new Set<Factor>() : enabledFactors(listed);
  const pool = finishedPool(given, enabled);
  const mfa = finishedMfa({
    MfaConfiguration: mode,
    SoftwareTokenMfaConfiguration: { Enabled: enabled.has("SOFTWARE_TOKEN_MFA") },
    SmsMfaConfiguration: enabled.has("SMS_MFA")
      ? {
          SmsConfiguration: pool.SmsConfiguration,
          SmsAuthenticationMessage: pool.SmsAuthenticationMessage,
        }
      : undefined,
    EmailMfaConfiguration: enabled.has("EMAIL_OTP") ? withoutAbsent({ Message, Subject }) : undefined,
    WebAuthnConfiguration:
      RelyingPartyId === undefined
        ? undefined
        : {
            RelyingPartyId,
            UserVerification: UserVerification ?? "preferred",
            FactorConfiguration: FactorConfiguration ?? "SINGLE_FACTOR",
          },
  });
  return { ...(typeof name === "string" && { name }), pool, mfa };
}

function enabledFactors(listed: unknown): Set<Factor> {
  const names: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  const unknown = names.find((name) => !factors.some((factor) => factor === name));
  if (unknown !== undefined) {
    const text = `EnabledMfas: there is no factor ${JSON.stringify(unknown)}.`;
    const resolution = `Use ${factors.join(", ")}.`;
    throw new DefinitionError("InvalidPropertyError", text, { resolution });
  }
  return new Set(factors.filter((factor) => names.includes(factor)));
}

/** Factors that a pool has, it must be able to send: with the server's gateways unless said otherwise. */
function finishedPool(given: Properties, enabled: ReadonlySet<Factor>): OwnAuth["pool"] {
  const checked = checkRequest("CreateUserPool", { PoolName: "definition" }, given);
  const { PoolName: _name, MfaConfiguration: _mode, LambdaConfig: _functions, ...pool } = checked;
  return {
    ...pool,
    ...verificationTexts(pool),
    ...(enabled.has("SMS_MFA") && {
      SmsConfiguration: pool.SmsConfiguration ?? serverSms,
      SmsAuthenticationMessage: pool.SmsAuthenticationMessage ?? defaultSmsMessage,
    }),
    ...(enabled.has("EMAIL_OTP") && {
      EmailConfiguration: { ...pool.EmailConfiguration, EmailSendingAccount: "DEVELOPER" },
    }),
  };
}

/** The texts stand in two places, and an author may change either; the older members only where they are given. */
function verificationTexts(pool: OwnAuth["pool"]): OwnAuth["pool"] {
  const template = pool.VerificationMessageTemplate;
  const sms = pool.SmsVerificationMessage ?? template?.SmsMessage;
  const message = pool.EmailVerificationMessage ?? template?.EmailMessage;
  const subject = pool.EmailVerificationSubject ?? template?.EmailSubject;
  return {
    VerificationMessageTemplate: {
      ...template,
      SmsMessage: sms,
      EmailMessage: message,
      EmailSubject: subject,
    },
    SmsVerificationMessage: sms,
    EmailVerificationMessage: message,
    EmailVerificationSubject: subject,
  };
}

function finishedMfa(given: Properties): OwnAuth["mfa"] {
  const passkeys = given["WebAuthnConfiguration"];
  const isChosen = isAutomatic(passkeys);
  const ids = { UserPoolId: "local-1_Definition" };
  const { UserPoolId: _id, ...mfa } = checkRequest("SetUserPoolMfaConfig", ids, {
    ...withoutAbsent(given),
    // The stand-in for a domain is no domain; it is checked as one that every tool knows.
    ...(isChosen && { WebAuthnConfiguration: { ...passkeys, RelyingPartyId: "localhost" } }),
  });
  if (!isChosen) return mfa;
  return {
    ...mfa,
    WebAuthnConfiguration: { ...mfa.WebAuthnConfiguration, RelyingPartyId: tokens.relyingPartyId },
  };
}

function isAutomatic(passkeys: unknown): passkeys is WebAuthnConfigurationType {
  if (typeof passkeys !== "object" || passkeys === null || !("RelyingPartyId" in passkeys)) return false;
  return passkeys.RelyingPartyId === tokens.relyingPartyId;
}

function withoutAbsent(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
