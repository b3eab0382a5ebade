/**
 * Step-up (contract: authentication, section 16): a sign-in that was asked to reach a level. What the pool and the user demand
 * anyway stays a floor, which `order.ts` knows; here is what has to be proven beyond it, among what the user has. Everything is a
 * function of the facts, so the same question is asked again when the tokens are issued.
 */
import { invalidParameter, type ServiceError } from "../../kernel/errors.ts";
import { type MfaFactor, mfaFactors, type Proof } from "../../kernel/records.ts";
import type { Level } from "../pools/acr-names.ts";
import { hidesUsers } from "./account-gate.ts";
import { type FirstFactor, firstFactorsOf } from "./choice.ts";
import type { AuthFlow, SignInFacts } from "./facts.ts";
import { beginningsOf, levelOf, type Method } from "./methods.ts";
import { decideMfa } from "./mfa.ts";
import { mfaFacts, type Next, nextStep } from "./order.ts";
import { beginningsOfWays, proofOf, usualAmong, type Way, waysTo } from "./ways-to-level.ts";

/** What {@link Next} says, or that this person can reach none of the wanted levels. */
export type NextTowards = Next | { readonly next: "unreachable" };

/** The order of a sign-in with the levels that are wanted, if any are. */
export function nextTowards(facts: SignInFacts, proven: readonly Proof[], flow?: AuthFlow): NextTowards {
  if (facts.stepUp === undefined) return nextStep(facts, proven, flow);
  const counting = countProven(facts, proven);
  const has = countedIn(counting);
  // Before anything else, and whatever level is wanted.
  if (facts.user.status === "FORCE_CHANGE_PASSWORD" && has.includes("password")) return nextStep(facts, has);
  const target = targetOf(counting);
  if (target === undefined) return { next: "unreachable" };
  if (target.ways.some((way) => way.length === 0)) return { next: "tokens" };
  return lacksOnlyUsual(counting, target) ? nextStep(facts, usualAmong(facts, has)) : ask(facts, target);
}

/** The facts once more has been proven; the same facts where no level is wanted. */
export function countProven(facts: SignInFacts, proven: readonly Proof[]): SignInFacts {
  const { stepUp } = facts;
  if (stepUp === undefined) return facts;
  return { ...facts, stepUp: { ...stepUp, has: [...new Set([...stepUp.has, ...proven])] } };
}

/** The first factors that may be chosen; where a level is wanted those that lead to it. */
export function offeredFirstFactors(facts: SignInFacts): FirstFactor[] {
  const available = firstFactorsOf(facts);
  if (facts.stepUp === undefined) return available;
  if (countedIn(facts).length === 0) {
    // Nobody has proven anything yet, so nothing that only the user's second factors decide may show.
    const lowest = facts.stepUp.wanted.reduce((least, level) => (level < least ? level : least));
    const beginnings = beginningsOf(lowest);
    return available.filter((factor) => beginnings.has(methodOfFactor[factor]));
  }
  const options = optionsOf(targetOf(facts));
  return available.filter((factor) => !isCode(factor) && options.includes(methodOfFactor[factor]));
}

/** The second factors to choose from with SELECT_MFA_TYPE; none where that is not due. */
export function offeredSecondFactors(facts: SignInFacts): readonly MfaFactor[] {
  const target = facts.stepUp && targetOf(facts);
  if (target !== undefined && !lacksOnlyUsual(facts, target)) return secondFactorsAmong(optionsOf(target));
  const mfa = decideMfa(mfaFacts(facts));
  return mfa.due === "select" ? mfa.factors : [];
}

/**
 * Refuses a step-up that cannot succeed, or that has nothing left to do. Where users are hidden, what a user has shows only after
 * the first factor.
 *
 * @throws InvalidParameterException.
 */
export function checkStepUp(facts: SignInFacts): void {
  const { settings } = facts.pool;
  const has = countedIn(facts);
  const target = targetOf(facts);
  if (has.length === 0) {
    if (!offeredFirstFactors(facts).some((factor) => mayLead(facts, factor))) throw levelUnreachable();
  } else if (target === undefined) {
    throw levelUnreachable();
  } else if (levelOf(settings, has) >= target.level) {
    throw levelReached();
  }
}

/** Whether a wanted level can be reached after this first factor, as far as it may show. */
function mayLead(facts: SignInFacts, factor: FirstFactor): boolean {
  if (hidesUsers(facts.client.settings)) return true;
  return targetOf(countProven(facts, [firstProofOf(facts, factor)])) !== undefined;
}

/** Setting a factor up is never offered in a step-up. */
export function levelUnreachable(): ServiceError {
  return invalidParameter("The user cannot reach any of the TARGET_ACR_VALUES.", "level_unreachable");
}

/** Otherwise a step-up would be a second way to refresh. */
function levelReached(): ServiceError {
  const text = "The ACCESS_TOKEN is of a sign-in that has reached this level already.";
  return invalidParameter(text, "level_reached");
}

/** The level that is enforced, and how to get there. */
interface Target {
  readonly level: Level;
  readonly ways: readonly Way[];
}

/** The first of the wanted levels that this person can reach from what counts so far. */
function targetOf(facts: SignInFacts): Target | undefined {
  const targets = facts.stepUp?.wanted.map((level) => ({
    level,
    ways: waysTo(level, facts, countedIn(facts)),
  }));
  return targets?.find(({ ways }) => ways.length > 0);
}

/** What counts so far: what the access token is credited with, and what was proven since. */
const countedIn = (facts: SignInFacts): readonly Proof[] => facts.stepUp?.has ?? [];

/** Whether only a usual second factor is missing: which one is then as in any sign-in, and a device may stand in for it. */
function lacksOnlyUsual(facts: SignInFacts, target: Target): boolean {
  if (levelOf(facts.pool.settings, countedIn(facts)) < target.level) return false;
  const { due } = decideMfa(mfaFacts(facts));
  return due === "challenge" || due === "select";
}

const optionsOf = (target: Target | undefined): readonly Method[] => beginningsOfWays(target?.ways ?? []);

/** Asks for what is missing: the password in the way that is chosen, a code of the preferred factor, or a passkey. */
function ask(facts: SignInFacts, target: Target): Next {
  const options = optionsOf(target);
  if (options.includes("password")) return { next: "challenge", name: "SELECT_CHALLENGE" };
  const factors = secondFactorsAmong(options);
  const preferred = factors.find((factor) => factor === facts.user.preferredFactor);
  const [only, ...others] = preferred === undefined ? factors : [preferred];
  if (only === undefined) return { next: "challenge", name: "WEB_AUTHN" };
  return { next: "challenge", name: others.length === 0 ? only : "SELECT_MFA_TYPE" };
}

const factorOfMethod: Readonly<Partial<Record<Method, MfaFactor>>> = {
  "software-token": "SOFTWARE_TOKEN_MFA",
  sms: "SMS_MFA",
  email: "EMAIL_OTP",
};

function secondFactorsAmong(options: readonly Method[]): readonly MfaFactor[] {
  const factors = options.map((method) => factorOfMethod[method]);
  return mfaFactors.filter((factor) => factors.includes(factor));
}

const methodOfFactor: Readonly<Record<FirstFactor, Method>> = {
  PASSWORD: "password",
  PASSWORD_SRP: "password",
  EMAIL_OTP: "email",
  SMS_OTP: "sms",
  WEB_AUTHN: "passkey",
};

/** After something else a code is a second factor, with a challenge of its own. */
const isCode = (factor: FirstFactor): boolean => factor === "EMAIL_OTP" || factor === "SMS_OTP";

function firstProofOf(facts: SignInFacts, factor: FirstFactor): Proof {
  if (factor === "EMAIL_OTP") return "email-otp";
  return factor === "SMS_OTP" ? "sms-otp" : proofOf(facts, methodOfFactor[factor]);
}
