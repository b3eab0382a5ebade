/**
 * What a walk knows to be true, from what it did itself and what it was answered: who proved what in which sign-in, which codes and
 * tokens were used up. It is kept apart from the product on purpose and calls none of its rules.
 */
import { demand } from "./demand.ts";
import type { Driver } from "./driver.ts";
import { Guesses, type Span } from "./guesses.ts";
import type { SrpBeginning } from "../../support/people.ts";

export type Proof =
  | "password"
  | "new-password"
  | "first-code"
  | "second-code"
  | "software-token"
  | "recovery-code"
  | "device";
export type Factor = "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA";
export type Mode = "OFF" | "OPTIONAL" | "ON";

/** One of the two pools. */
export interface Side {
  readonly poolId: string;
  /** The first keeps its refresh tokens, the second rotates them and hides who exists. */
  readonly clients: readonly [Client, Client];
  /** Whether a remembered device stands in for the second factor. */
  readonly tracksDevices: boolean;
  mode: Mode;
  readonly people: Person[];
}

export interface Client {
  readonly id: string;
  readonly rotates: boolean;
}

/** An authenticator app: a secret and the last step that was used up. */
export interface App {
  readonly secret: string;
  lastStep: number;
}

/** A device that keeps a secret of its own. */
export interface Device {
  readonly key: string;
  readonly groupKey: string;
  readonly password: string;
  remembered: boolean;
}

export type Authenticator = "password" | "software-token" | "sms" | "email" | "recovery-code";

/** Somebody. Who is deleted and made again is somebody else, of the same name. */
export interface Person {
  readonly side: Side;
  readonly username: string;
  readonly phone: string;
  email: string | undefined;
  isThere: boolean;
  isEnabled: boolean;
  status: "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD";
  password: string;
  oldPassword: string;
  /** How often it was changed: which password a sign-in has proven. */
  passwordAge: number;
  sub: string | undefined;
  app: App | undefined;
  pending: App | undefined;
  readonly factors: Set<Factor>;
  readonly devices: Device[];
  /** Those that were not used yet, and all others that were ever made. */
  recoveryCodes: string[];
  readonly deadRecoveryCodes: string[];
  readonly guesses: Readonly<Record<Authenticator, Guesses>>;
  /** The code of the sign-up, and the Session that came with it. */
  signUp: { code: string; session: string | undefined; client: Client } | undefined;
}

/** One unfinished sign-in, as its client holds it: a Session, or the secret block of SRP. */
export interface Held {
  /** Absent where only the secret block goes on. */
  readonly session: string | undefined;
  readonly challenge: string;
  readonly person: Person;
  readonly client: Client;
  readonly flow: string;
  readonly proven: ReadonlySet<Proof>;
  readonly passwordAge: number;
  readonly shown: Readonly<Record<string, string>>;
  readonly begun?: SrpBeginning | undefined;
  /** The code that was sent for it. */
  readonly code?: string | undefined;
  /** What MFA_SETUP is at: the registration that waits for its code, or is done. */
  readonly registration?: App | undefined;
  /** An address that was just given becomes a factor with its code. */
  readonly setsUpEmail?: boolean;
  /** The device that was named. */
  readonly device?: Device | undefined;
  readonly since: Span;
  isUsed: boolean;
}

/** What one sign-in brought: a chain of refresh tokens and the access tokens from it. */
export interface Family {
  readonly person: Person;
  readonly proven: ReadonlySet<Proof>;
  readonly client: Client;
  readonly refresh: string[];
  readonly access: { readonly text: string; readonly since: Span; readonly life: number }[];
  /** A new device's key, until it is confirmed. */
  offered: { key: string; groupKey: string } | undefined;
  device: Device | undefined;
  isEnded: boolean;
}

/** How often what happened: a run in which nothing did proves nothing. */
export interface Tally {
  [event: string]: number;
}

export interface Truth {
  readonly sides: readonly [Side, Side];
  readonly held: Held[];
  readonly families: Family[];
  readonly tally: Tally;
  /** What was sent and answered, for whoever reads a failure. */
  readonly trail: string[];
}

/** The two halves of a walk. */
export interface Walk {
  readonly truth: Truth;
  readonly driver: Driver;
}

export function newPerson(
  side: Side,
  given: Pick<Person, "username" | "phone" | "email" | "password" | "status">,
): Person {
  return {
    side,
    ...given,
    isThere: true,
    isEnabled: true,
    oldPassword: given.password,
    passwordAge: 0,
    sub: undefined,
    app: undefined,
    pending: undefined,
    factors: new Set(),
    devices: [],
    recoveryCodes: [],
    deadRecoveryCodes: [],
    guesses: {
      password: new Guesses("password"),
      "software-token": new Guesses("software token"),
      sms: new Guesses("text message's code"),
      email: new Guesses("mail's code"),
      "recovery-code": new Guesses("recovery code"),
    },
    signUp: undefined,
  };
}

export function tell(truth: Truth, event: string): void {
  truth.tally[event] = (truth.tally[event] ?? 0) + 1;
}

/** The element that a number picks; nothing of an empty list. */
export function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(list.length, 1)];
}

/** Counted from the newest. */
export function pickLatest<T>(list: readonly T[], back: number): T | undefined {
  return list.length === 0 ? undefined : list[list.length - 1 - (back % list.length)];
}

/** Whether the pool demands a second factor of somebody whose password was proven. */
function needsSecond({ side, factors }: Person): boolean {
  return side.mode === "ON" || (side.mode === "OPTIONAL" && factors.size > 0);
}

/** I1 and I4: the tokens that have just come were earned by what this sign-in has proven, as things stand now. */
export function demandEarned(person: Person, given: Pick<Held, "proven" | "passwordAge" | "device">): void {
  const { proven, passwordAge, device } = given;
  demand(person.isThere && person.isEnabled, "I4: tokens for somebody who is deleted or disabled");
  demand(person.status === "CONFIRMED", `I4: tokens for somebody who is ${person.status}`);
  if (!proven.has("password")) {
    demand(proven.has("first-code"), "I1: tokens for nothing");
    demand(!needsSecond(person), "I1: tokens for one code where two factors are demanded");
    return;
  }
  demand(passwordAge === person.passwordAge, "I1: tokens for a password that was changed meanwhile");
  if (!needsSecond(person) || provesSecond(proven)) return;
  const standsIn = proven.has("device") && person.side.tracksDevices && device?.remembered === true;
  demand(standsIn, "I1: tokens without the second factor");
  demand(hasUsable(person), "I1: a device in place of a set-up");
}

export const provesSecond = (proven: ReadonlySet<Proof>): boolean =>
  proven.has("software-token") || proven.has("second-code") || proven.has("recovery-code");

const hasUsable = (person: Person): boolean =>
  person.app !== undefined || person.factors.size > 0 || person.email !== undefined || person.phone !== "";
