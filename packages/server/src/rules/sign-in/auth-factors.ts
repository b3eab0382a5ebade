import type { AuthFactorType, GetUserAuthFactorsResponse } from "@poolhouse/protocol";
import type { SoftwareTokenRecord, UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { mfaOf } from "../pools/settings.ts";
import { mfaMembersOf } from "../user-views.ts";

/** What GetUserAuthFactors and its operator's twin show: the second factors, and everything the user could prove. */
export function describeAuthFactors(facts: {
  settings: PoolSettings;
  user: UserRecord;
  softwareTokens: readonly Pick<SoftwareTokenRecord, "state">[];
  hasPasskey: boolean;
}): GetUserAuthFactorsResponse {
  const { user } = facts;
  const configured = configuredFactors(facts);
  return {
    Username: user.username,
    ...mfaMembersOf(user),
    ...(configured.length > 0 && { ConfiguredUserAuthFactors: configured }),
  };
}

function configuredFactors(facts: Parameters<typeof describeAuthFactors>[0]): AuthFactorType[] {
  const { settings, user, softwareTokens, hasPasskey } = facts;
  const first = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const second = mfaOf(settings);
  const has: readonly [AuthFactorType, boolean][] = [
    ["PASSWORD", user.password !== undefined],
    ["EMAIL_OTP", hasValue(user, "email") && (second.email || first.includes("EMAIL_OTP"))],
    ["SMS_OTP", hasValue(user, "phone_number") && (second.sms || first.includes("SMS_OTP"))],
    ["WEB_AUTHN", hasPasskey],
    ["SOFTWARE_TOKEN", softwareTokens.some((token) => token.state === "active")],
  ];
  return has.filter(([, configured]) => configured).map(([factor]) => factor);
}

const hasValue = (user: UserRecord, name: string): boolean => (user.attributes[name] ?? "") !== "";
