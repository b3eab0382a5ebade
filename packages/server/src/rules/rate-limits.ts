/**
 * How many requests a second are served: figures by category (contract: request-rate categories), for one person, for one
 * address, and what an installation's own file says in their place.
 */
import type { OperationName } from "@poolhouse/protocol";
import type { BucketSize } from "../kernel/token-buckets.ts";
import { categoryOf } from "./operation-families.ts";
import { freeLimits, isCategory, type LimitCategory } from "./provisioned-limits.ts";

/** Requests a second; absent means without a limit. */
export interface RateLimits {
  /** In each user pool: operators' requests together, and everybody else's together. */
  readonly categories: Readonly<Partial<Record<LimitCategory, number>>>;
  /** Categories that were set for good, so that UpdateProvisionedLimit does not change them. */
  readonly fixed: ReadonlySet<LimitCategory>;
  /** The holder of an access token: so many requests that read, and as many that write. */
  readonly perUser: number | undefined;
  /** What one address may have of each category in all pools together, as a part of it. */
  readonly perAddress: number | undefined;
}

export const defaultRateLimits: RateLimits = {
  categories: freeLimits,
  fixed: new Set(),
  perUser: 10,
  perAddress: 0.5,
};

/** What an address or a person is served even where everybody else's requests have used up the pool's limit. */
export const reserve: BucketSize = { rate: 0.2, burst: 5 };

/** A bucket holds two seconds' worth, and one request at least. */
export const bucketOf = (rate: number): BucketSize => ({ rate, burst: Math.max(1, 2 * rate) });

/**
 * Reads the limits of a file: an object of categories, `PerUser` and `PerAddress` with numbers or "off". What it leaves out is
 * as by default.
 *
 * @returns the limits, or a sentence about what is wrong.
 */
export function readRateLimits(document: unknown): RateLimits | string {
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return "It must be a JSON object.";
  }
  let limits = defaultRateLimits;
  for (const [name, value] of Object.entries(document)) {
    const read = readLimit(limits, name, value);
    if (typeof read === "string") return read;
    limits = read;
  }
  return limits;
}

function readLimit(limits: RateLimits, name: string, value: unknown): RateLimits | string {
  const rate = value === "off" ? undefined : value;
  if (rate !== undefined && !(typeof rate === "number" && rate > 0 && rate <= 1_000_000)) {
    return `${name} must be "off" or a number above 0, at most 1000000.`;
  }
  if (name === "PerUser") return { ...limits, perUser: rate };
  if (name === "PerAddress") {
    return (rate ?? 1) > 1 ? "PerAddress must be a part, at most 1." : { ...limits, perAddress: rate };
  }
  if (!isCategory(name)) return `There is no category ${name}.`;
  const { [name]: _default, ...others } = limits.categories;
  return {
    ...limits,
    fixed: new Set([...limits.fixed, name]),
    categories: rate === undefined ? others : { ...others, [name]: rate },
  };
}

/** What one request counts. */
export interface RequestCharge {
  readonly category: LimitCategory;
  readonly amount: number;
}

/**
 * The category that a request counts against, and how much of it. An answer to a challenge counts a third, because a sign-in
 * has several; some requests count elsewhere than their operation, by what they ask for.
 */
export function chargeOf(name: OperationName, input: object): RequestCharge {
  // The model has these members as texts, where an operation has them.
  const { AuthFlow, ChallengeName } = input as { AuthFlow?: string; ChallengeName?: string };
  if (AuthFlow === "REFRESH_TOKEN_AUTH" || AuthFlow === "REFRESH_TOKEN") {
    return { category: "UserToken", amount: 1 };
  }
  if (name !== "RespondToAuthChallenge" && name !== "AdminRespondToAuthChallenge") {
    return { category: categoryOf(name), amount: 1 };
  }
  if (ChallengeName === "NEW_PASSWORD_REQUIRED") return { category: "UserAccountRecovery", amount: 1 };
  return { category: "UserAuthentication", amount: 1 / 3 };
}
