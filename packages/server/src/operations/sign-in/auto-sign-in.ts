/**
 * Signing in right after signing up (contract: authentication, section 11.1): where a one-time code could be the first factor,
 * the code that confirmed the address counts as it. SignUp hands out a Session, ConfirmSignUp exchanges it for another, and
 * the next sign-in with that one ends in tokens: once, and only for this user and client.
 */
import { randomUuid } from "../../kernel/random.ts";
import { openBytes, sealBytes } from "../../kernel/sealing.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { allowsFlow, authSessionSecondsOf } from "../../rules/clients/settings.ts";
import { firstFactorsOf } from "../../rules/sign-in/choice.ts";
import type { Proof } from "../../rules/sign-in/facts.ts";
import type { CallContext } from "../operation.ts";
import type { Place } from "./facts.ts";

type Attribute = "email" | "phone_number";

/** How far somebody who has just signed up has come. */
interface Newcomer {
  readonly id: string;
  readonly sub: string;
  readonly stage: "signed-up" | "confirmed";
  /** What the confirmation code goes to. */
  readonly attribute: Attribute;
  readonly expiresAt: number;
}

const factors = { email: "EMAIL_OTP", phone_number: "SMS_OTP" } as const;
const proofs: Readonly<Record<Attribute, Proof>> = { email: "email-otp", phone_number: "sms-otp" };

/** Who has signed up, and where the code went. */
interface SignedUp {
  readonly user: UserRecord;
  readonly attribute: Attribute;
}

/** The Session of SignUp, if the code that is on its way may later count as the first factor. */
export function sessionAfterSignUp(ctx: CallContext, place: Place, given: SignedUp): string | undefined {
  const { user, attribute } = given;
  if (!mayCount(ctx, place, given)) return undefined;
  return seal(ctx, place, { sub: user.sub, stage: "signed-up", attribute });
}

/**
 * The Session of ConfirmSignUp. Amplify does not bring the one of SignUp, and need not: the code proves the address as much as
 * that of a sign-in does. One that is brought must be the same person's and in time.
 */
export function sessionAfterConfirmation(
  ctx: CallContext,
  place: Place,
  given: SignedUp & { sealed: string | undefined },
): string | undefined {
  const { user, attribute, sealed } = given;
  if (sealed !== undefined) {
    const newcomer = open(ctx, place, sealed);
    if (newcomer?.stage !== "signed-up" || newcomer.sub !== user.sub) return undefined;
  }
  if (!mayCount(ctx, place, given)) return undefined;
  return seal(ctx, place, { sub: user.sub, stage: "confirmed", attribute });
}

/** Whether a code to that address could be this person's first factor here. */
function mayCount(ctx: CallContext, place: Place, { user, attribute }: SignedUp): boolean {
  if (!allowsFlow(place.client.settings, "USER_AUTH")) return false;
  const nothing = { softwareTokens: [], passkeys: [], appOrigins: [] };
  const facts = { now: ctx.now, ...place, user, decoy: false, ...nothing };
  return firstFactorsOf(facts).includes(factors[attribute]);
}

/** What a Session from ConfirmSignUp proves of this user, and what must be used up with it; undefined if it is none, or too old. */
export function provenBySignUp(
  ctx: CallContext,
  place: Place,
  given: { sealed: string; sub: string },
): { readonly proof: Proof; readonly id: string; readonly expiresAt: number } | undefined {
  const newcomer = open(ctx, place, given.sealed);
  if (newcomer?.stage !== "confirmed" || newcomer.sub !== given.sub) return undefined;
  return { proof: proofs[newcomer.attribute], id: newcomer.id, expiresAt: newcomer.expiresAt };
}

function seal(ctx: CallContext, place: Place, given: Omit<Newcomer, "id" | "expiresAt">): string {
  const newcomer: Newcomer = {
    ...given,
    id: randomUuid(ctx.world.random),
    expiresAt: ctx.now + authSessionSecondsOf(place.client.settings) * 1000,
  };
  const binding = { place: boundTo(place), random: ctx.world.random };
  return sealBytes(place.pool.keys.for("session"), Buffer.from(JSON.stringify(newcomer)), binding).toString(
    "base64url",
  );
}

function open(ctx: CallContext, place: Place, sealed: string): Newcomer | undefined {
  const opened = openBytes(place.pool.keys.for("session"), Buffer.from(sealed, "base64url"), boundTo(place));
  if (opened === undefined) return undefined;
  // Authenticated: whatever opens was written by `seal`.
  const newcomer = JSON.parse(opened.toString()) as Newcomer;
  return newcomer.expiresAt > ctx.now ? newcomer : undefined;
}

const boundTo = ({ pool, client }: Place): string => `sign-up|session|${pool.id}|${client.id}`;
