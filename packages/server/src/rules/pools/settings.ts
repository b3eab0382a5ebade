/**
 * What a user pool's stored settings mean to the rules: the wire's members, all optional, read into plain values with the
 * service's defaults in place.
 */
import type { AttributeDataType, SchemaAttributeType } from "@poolhouse/protocol";
import type { PoolSettings } from "../../kernel/settings.ts";
import { countsEmailCodes } from "../strict.ts";

export interface PasswordPolicy {
  /** Characters, 6 to 99. */
  minimumLength: number;
  requireUppercase: boolean;
  requireLowercase: boolean;
  requireNumbers: boolean;
  requireSymbols: boolean;
  /** How many passwords may not come again, the present one included; 0 for none. */
  historySize: number;
  /** How long a temporary password lets its user in, days. */
  temporaryPasswordDays: number;
}

/** The pool's password policy; a pool created without one asks for eight characters of all four kinds. */
export function passwordPolicyOf(settings: PoolSettings): PasswordPolicy {
  const policy = settings.Policies?.PasswordPolicy;
  // A policy that is given but leaves a Require… member out does not require it (booleans default to false on the wire).
  const unsaid = policy === undefined;
  return {
    minimumLength: policy?.MinimumLength ?? 8,
    requireUppercase: policy?.RequireUppercase ?? unsaid,
    requireLowercase: policy?.RequireLowercase ?? unsaid,
    requireNumbers: policy?.RequireNumbers ?? unsaid,
    requireSymbols: policy?.RequireSymbols ?? unsaid,
    historySize: policy?.PasswordHistorySize ?? 0,
    // Zero stands for the default.
    temporaryPasswordDays: policy?.TemporaryPasswordValidityDays || 7,
  };
}

/** The pool's second factors: when they are asked for, and which kinds it offers. */
export interface PoolMfa {
  mode: "OFF" | "OPTIONAL" | "ON";
  softwareToken: boolean;
  sms: boolean;
  email: boolean;
}

export function mfaOf(settings: PoolSettings): PoolMfa {
  return {
    mode: settings.MfaConfiguration ?? "OFF",
    softwareToken: settings.SoftwareTokenMfaConfiguration?.Enabled === true,
    sms: settings.SmsMfaConfiguration !== undefined,
    email: settings.EmailMfaConfiguration !== undefined && countsEmailCodes(settings),
  };
}

/** What the schema says of one attribute. */
export interface AttributeRule {
  type: AttributeDataType;
  /** Whether it may change after the user was created. */
  mutable: boolean;
  required: boolean;
  /** Only operators may write it. */
  developerOnly: boolean;
  /** Least length of a String, least value of a Number. */
  min?: number | undefined;
  /** Greatest length of a String, greatest value of a Number. */
  max?: number | undefined;
}

/** The pool's attributes by name, `custom:` and `dev:custom:` prefixes included. */
export function schemaOf(settings: PoolSettings): ReadonlyMap<string, AttributeRule> {
  return new Map((settings.Schema ?? []).map((attribute) => [attribute.Name ?? "", ruleOf(attribute)]));
}

function ruleOf(attribute: SchemaAttributeType): AttributeRule {
  const length = attribute.StringAttributeConstraints;
  const value = attribute.NumberAttributeConstraints;
  return {
    type: attribute.AttributeDataType ?? "String",
    mutable: attribute.Mutable ?? true,
    required: attribute.Required ?? false,
    developerOnly: attribute.DeveloperOnlyAttribute ?? false,
    min: toNumber(length?.MinLength ?? value?.MinValue),
    max: toNumber(length?.MaxLength ?? value?.MaxValue),
  };
}

/** Constraints travel as text. */
const toNumber = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
