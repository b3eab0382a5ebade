/**
 * Limits on requests a second, before any work is done: for each address that asks without a signature or token, for each
 * person, and for each pool by category. Counted in the memory of this process alone, so several processes let several times
 * as much through, and a restart forgets.
 *
 * Nobody can use up what others need: operators have buckets of their own, an address cannot have more than a part of a
 * category, and where many addresses together have emptied a pool's bucket, each address and person still has a reserve.
 */
import { type OperationName, operationOf } from "@poolhouse/protocol";
import { ServiceError } from "../kernel/errors.ts";
import { TokenBuckets } from "../kernel/token-buckets.ts";
import { networkOf } from "../rules/message-limits.ts";
import type { LimitCategory } from "../rules/provisioned-limits.ts";
import { bucketOf, chargeOf, type RateLimits, type RequestCharge, reserve } from "../rules/rate-limits.ts";
import type { Caller, CallerContexts } from "./operation.ts";

/** One request whose input fits the model. */
export interface LimitedRequest {
  readonly name: OperationName;
  readonly caller: Caller;
  readonly input: object;
  readonly ipAddress: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** About 100 bytes each; as many addresses, people and pools as a server meets in a busy minute, twice over. */
const kept = 100_000;

/** Counts requests, and refuses those that are too many. */
export class RateLimiter {
  readonly #limits: RateLimits;
  readonly #raised = new Map<LimitCategory, number>();
  readonly #addresses = new TokenBuckets(kept);
  readonly #people = new TokenBuckets(kept);
  readonly #pools = new TokenBuckets(kept);
  readonly #reserves = new TokenBuckets(kept);

  /** Begins with full buckets. */
  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  /** Sets a category's limit, or sets it back to what it is without having been raised. */
  raise(category: LimitCategory, rate: number | undefined): void {
    if (rate === undefined || this.#limits.fixed.has(category)) this.#raised.delete(category);
    else this.#raised.set(category, rate);
  }

  /** Counts what anybody may ask, before it is known who does. Throws TooManyRequestsException. */
  chargeAddress(request: LimitedRequest): void {
    const { perAddress } = this.#limits;
    const address = addressOf(request);
    const charge = chargeOf(request.name, request.input);
    const rate = this.#rateOf(charge);
    if (address === undefined || perAddress === undefined || rate === undefined) return;
    const take = { amount: charge.amount, now: request.now };
    if (this.#addresses.take(`${address}|${charge.category}`, bucketOf(rate * perAddress), take)) return;
    throw rateExceeded(request.name, "rate_of_address");
  }

  /** Counts a request once it is known who asks. Throws TooManyRequestsException. */
  chargeCaller(request: LimitedRequest, caller: CallerContexts[Caller]): void {
    const { name, now } = request;
    const charge = chargeOf(name, request.input);
    const poolId = poolOf(request, caller);
    const person = "user" in caller ? `${poolId}|${caller.user.sub}` : undefined;
    if (!this.#takeOwn(person, charge, now)) throw rateExceeded(name, "rate_of_user");
    if (request.caller !== "operator" && poolId === undefined) return;
    const key = request.caller === "operator" ? `operators|${poolId ?? ""}` : `pool|${poolId}`;
    if (this.#takeShare(key, charge, now)) return;
    if (this.#takeReserve(person ?? addressOf(request), charge, now)) return;
    throw rateExceeded(name, "rate_of_category");
  }

  #rateOf({ category }: RequestCharge): number | undefined {
    return this.#raised.get(category) ?? this.#limits.categories[category];
  }

  #takeOwn(person: string | undefined, { category, amount }: RequestCharge, now: number): boolean {
    const { perUser } = this.#limits;
    if (person === undefined || perUser === undefined) return true;
    const kind = /(Read|List)$/.test(category) ? "read" : "write";
    return this.#people.take(`${person}|${kind}`, bucketOf(perUser), { amount, now });
  }

  #takeShare(key: string, charge: RequestCharge, now: number): boolean {
    const rate = this.#rateOf(charge);
    if (rate === undefined) return true;
    return this.#pools.take(`${key}|${charge.category}`, bucketOf(rate), { amount: charge.amount, now });
  }

  #takeReserve(asker: string | undefined, { category, amount }: RequestCharge, now: number): boolean {
    return asker !== undefined && this.#reserves.take(`${asker}|${category}`, reserve, { amount, now });
  }
}

/** The pool of the client or the token; for an operator, the one that is named. */
function poolOf({ caller: kind, input }: LimitedRequest, caller: CallerContexts[Caller]): string | undefined {
  if ("pool" in caller) return caller.pool.id;
  // The model has this member as a text, where an operation has it.
  return kind === "operator" ? (input as { UserPoolId?: string }).UserPoolId : undefined;
}

/**
 * The network of somebody who asks with neither a signature nor an access token. None for this machine itself: that is a proxy
 * in front, behind which everybody would look like one.
 */
function addressOf({ caller, input, ipAddress }: LimitedRequest): string | undefined {
  if (caller === "operator" || caller === "accessToken") return undefined;
  if (caller === "accessTokenOrSession" && "AccessToken" in input) return undefined;
  const isOwn = ipAddress === "" || /^(::ffff:)?127\.|^::1$/.test(ipAddress);
  return isOwn ? undefined : networkOf(ipAddress);
}

/** Some operations' lists of errors lack the one of the categories; every request may get the front door's. Clients retry both. */
function rateExceeded(name: OperationName, reason: string): ServiceError {
  const declared: readonly string[] = operationOf(name).errors;
  const type = declared.includes("TooManyRequestsException")
    ? "TooManyRequestsException"
    : "ThrottlingException";
  return new ServiceError(type, "Rate exceeded", reason);
}
