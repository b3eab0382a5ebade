/**
 * What a sign-in amounts to: the methods that were completed, the level they reach together, and how tokens tell of both where
 * the pool's switch wants them to: `amr` (RFC 8176) and `acr` (contract: step-up).
 */
import type { Proof } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { acrNameOf, type Level } from "../pools/acr-names.ts";
import { switchesOf } from "../pools/switches.ts";
import { countedProofs } from "../strict.ts";

/** A way to prove who one is, whether it came first or second. */
export type Method = "password" | "software-token" | "recovery-code" | "sms" | "email" | "passkey";

/**
 * What each proof counts as, complete by type. A device stands in for a factor but is none, and of a custom flow nobody knows
 * what it asked for: neither says anything here.
 */
const methodOfProof: Readonly<Record<Proof, Method | undefined>> = {
  password: "password",
  "new-password": undefined,
  "software-token": "software-token",
  "sms-code": "sms",
  "email-code": "email",
  "recovery-code": "recovery-code",
  "sms-otp": "sms",
  "email-otp": "email",
  passkey: "passkey",
  "verified-passkey": "passkey",
  "roaming-passkey": undefined,
  device: undefined,
  custom: undefined,
};

/**
 * The combinations that reach more than the lowest level; there are no others. A recovery code takes the place of a factor that
 * is lost, so it reaches what that factor's code would have, but for the highest level.
 */
const combinations: readonly { readonly level: Level; readonly methods: readonly Method[] }[] = [
  { level: 4, methods: ["password", "software-token"] },
  { level: 3, methods: ["passkey"] },
  { level: 3, methods: ["password", "sms"] },
  { level: 3, methods: ["password", "email"] },
  { level: 3, methods: ["password", "recovery-code"] },
  { level: 2, methods: ["sms"] },
  { level: 2, methods: ["email"] },
];

/** The methods among the proofs that count in this pool. */
function methodsOf(settings: PoolSettings, proven: readonly Proof[]): ReadonlySet<Method> {
  const methods = countedProofs(settings, proven).map((proof) => methodOfProof[proof]);
  return new Set(methods.filter((method) => method !== undefined));
}

/** The highest level that these proofs reach together; whoever signed in at all has the lowest. */
export function levelOf(settings: PoolSettings, proven: readonly Proof[]): Level {
  const has = methodsOf(settings, proven);
  const reached = combinations.find(({ methods }) => methods.every((method) => has.has(method)));
  return reached?.level ?? 1;
}

/** The methods that a sign-in of at least this level may begin with, as far as the table of levels is concerned. */
export function beginningsOf(level: Level): ReadonlySet<Method> {
  if (level === 1) return new Set(["password", "sms", "email", "passkey"]);
  // The password comes first where it is one of two.
  const first = combinations.map((each) => each.level >= level && each.methods[0]);
  return new Set(first.filter((method) => method !== false && method !== undefined));
}

/** The two claims. `amr` holds registered values only under the strict preset (RFC 8176 section 2 has none for e-mail). */
export interface AuthenticationClaims {
  readonly acr: string;
  readonly amr: readonly string[];
}

/** What tokens of a sign-in with these proofs say; undefined where the pool's tokens say nothing of it. */
export function authenticationClaims(
  settings: PoolSettings,
  proven: readonly Proof[],
): AuthenticationClaims | undefined {
  if (!switchesOf(settings).stepUp) return undefined;
  const has = methodsOf(settings, proven);
  const values = new Set([...has].map((method) => amrValueOf(method, proven)));
  const amr = amrValues.filter((value) => values.has(value));
  return {
    acr: acrNameOf(settings, levelOf(settings, proven)),
    amr: has.size > 1 ? [...amr, "mfa"] : amr,
  };
}

/** In the order in which they are listed, `mfa` after them. */
const amrValues = ["pwd", "otp", "sms", "email_otp", "swk", "hwk"] as const;

function amrValueOf(method: Method, proven: readonly Proof[]): (typeof amrValues)[number] {
  switch (method) {
    case "password":
      return "pwd";
    case "software-token":
    case "recovery-code":
      return "otp";
    case "sms":
      return "sms";
    case "email":
      return "email_otp";
    case "passkey":
      // An authenticator that has not said where it is may be part of the machine: the lesser claim.
      return proven.includes("roaming-passkey") ? "hwk" : "swk";
  }
}
