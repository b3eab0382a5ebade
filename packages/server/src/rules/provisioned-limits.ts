/**
 * The limits on requests a second, by category, that an operator may raise (contract: request-rate categories).
 */
import type { LimitDefinitionType } from "@poolhouse/protocol";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";

/** What every installation has, in requests a second. */
export const freeLimits = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  UserPoolClientRead: 15,
  UserPoolClientUpdate: 15,
  ClientAuthentication: 150,
  LimitManagement: 1,
} as const;

export type LimitCategory = keyof typeof freeLimits;

// The keys of a literal.
export const everyLimit: readonly LimitCategory[] = Object.keys(freeLimits) as LimitCategory[];

/** The most that any limit can be raised to, in requests a second. */
const greatestLimit = 100_000;

/** A limit that can be asked for. */
export interface ProvisionableLimit {
  category: LimitCategory;
  free: number;
}

/**
 * The limit that a request means: `{ Category: "UserRead" }`.
 *
 * @throws InvalidParameterException for other attributes; ResourceNotFoundException for a category that there is not.
 */
export function findLimit({ Attributes }: LimitDefinitionType): ProvisionableLimit {
  const { Category, ...others } = Attributes;
  if (Category === undefined || Object.keys(others).length > 0) {
    throw invalidParameter("A limit of class API_CATEGORY has the attribute Category.", "limit_attributes");
  }
  if (!isCategory(Category)) {
    throw new ServiceError(
      "ResourceNotFoundException",
      "There is no limit with this definition.",
      "limit_unknown",
    );
  }
  return { category: Category, free: freeLimits[Category] };
}

/** Whether a text is the name of a category. */
export const isCategory = (name: string): name is LimitCategory => Object.hasOwn(freeLimits, name);

/** Checks a wanted value. Throws InvalidParameterException below the free limit, ServiceQuotaExceededException far above. */
export function checkRequestedLimit({ free }: ProvisionableLimit, wanted: number): void {
  if (wanted < free) throw invalidParameter(`The limit cannot be below ${free}.`, "limit_too_low");
  if (wanted > greatestLimit) {
    throw new ServiceError(
      "ServiceQuotaExceededException",
      `The limit cannot be above ${greatestLimit}.`,
      "limit_too_high",
    );
  }
}
