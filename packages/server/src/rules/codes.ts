/**
 * Confirmation codes: how long they live, how often they may be tried and sent, and where they go (contract: code lifetimes,
 * sign-up, passwords of one use).
 */
import type { CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { day, hour } from "../kernel/clock.ts";
import { ServiceError } from "../kernel/errors.ts";
import type { CodePurpose, CodeRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import type { Attributes } from "./attributes.ts";
import { maskDestination } from "./messages.ts";

/** Decimal digits of a code. */
export const confirmationCodeLength = 6;

/** Milliseconds a code is good for, counted from its making. */
export const codeLife: Readonly<Record<CodePurpose, number>> = {
  "sign-up": day,
  "reset-password": hour,
  "verify-email": day,
  "verify-phone_number": day,
};

/** How often one user may do something within one window. */
export interface UsageLimit {
  action: string;
  /** Milliseconds. */
  window: number;
  limit: number;
}

export const confirmSignUpLimit: UsageLimit = { action: "ConfirmSignUp", window: hour, limit: 15 };
export const resendLimit: UsageLimit = { action: "ResendConfirmationCode", window: hour, limit: 5 };

/** Where a code goes. */
export interface CodeTarget {
  attribute: CodeRecord["attribute"];
  channel: "EMAIL" | "SMS";
  destination: string;
}

const channels = { email: "EMAIL", phone_number: "SMS" } as const;

/** Attributes in the order in which the service prefers them. */
const preference = ["phone_number", "email"] as const;

/** What the pool verifies by itself at sign-up, the preferred one first; empty if it verifies nothing. */
export function autoVerifiedAttributes(settings: PoolSettings): CodeRecord["attribute"][] {
  return preference.filter((attribute) => settings.AutoVerifiedAttributes?.includes(attribute));
}

/** Where the sign-up code of a user goes: to the phone if the pool verifies both and both are there; undefined for nowhere. */
export function signUpTarget(
  settings: PoolSettings,
  attributes: Readonly<Attributes>,
): CodeTarget | undefined {
  for (const attribute of autoVerifiedAttributes(settings)) {
    const destination = attributes[attribute];
    if (destination !== undefined) return targetOf(attribute, destination);
  }
  return undefined;
}

export function targetOf(attribute: CodeRecord["attribute"], destination: string): CodeTarget {
  return { attribute, channel: channels[attribute], destination };
}

/** What the caller is told about where a code went. */
export function deliveryDetailsOf(target: CodeTarget): CodeDeliveryDetailsType {
  return {
    Destination: maskDestination(target.channel, target.destination),
    DeliveryMedium: target.channel,
    AttributeName: target.attribute,
  };
}

/** Nothing can carry a message of the channel it would take, or nothing may. */
export function codeNotDelivered(reason = "no_sender"): ServiceError {
  return new ServiceError("CodeDeliveryFailureException", "Failed to deliver the code.", reason);
}

/** A code that is not the one that was sent. */
export function codeMismatch(reason = "code_wrong"): ServiceError {
  const text = "Invalid verification code provided, please try again.";
  return new ServiceError("CodeMismatchException", text, reason);
}

/** Too many wrong codes in a row: for a while no code is looked at. */
export function tooManyWrongCodes(reason = "codes_locked"): ServiceError {
  return new ServiceError(
    "TooManyFailedAttemptsException",
    "Attempt limit exceeded, please try after some time.",
    reason,
  );
}

/** No code is outstanding, or it is too old. */
export function codeExpired(reason = "code_expired"): ServiceError {
  return new ServiceError(
    "ExpiredCodeException",
    "Invalid code provided, please request a code again.",
    reason,
  );
}

/** The refusal beyond a {@link UsageLimit}. */
export function attemptLimitExceeded(reason = "attempt_limit"): ServiceError {
  return new ServiceError(
    "LimitExceededException",
    "Attempt limit exceeded, please try after some time.",
    reason,
  );
}
