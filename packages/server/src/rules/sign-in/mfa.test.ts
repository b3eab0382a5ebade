// What holds of the MFA decision whatever pool and user are like; the contract's table itself is walked through the operations.
import { describe, expect, test } from "vitest";
import { type MfaFactor, mfaFactors } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { decideMfa, isUsable, type MfaDecision, type MfaFacts } from "./mfa.ts";

const [S, E, T] = ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] as const;

interface Case {
  readonly facts: MfaFacts;
  readonly mode: "OFF" | "OPTIONAL" | "ON";
  readonly offered: readonly MfaFactor[];
  readonly enabled: readonly MfaFactor[];
  readonly decision: MfaDecision;
}

/** Every choice of some of these. */
function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((found, item) => [...found, ...found.map((some) => [...some, item])], [[]]);
}

const recoveries = [[], ["verified_email"], ["verified_phone_number"], ["admin_only"]] as const;

/** All pools and users there are, as far as this decision can tell them apart. */
const cases: Case[] = (["OFF", "OPTIONAL", "ON"] as const).flatMap((mode) =>
  recoveries.flatMap((recovery) =>
    subsets(mfaFactors).flatMap((offered) =>
      subsets(mfaFactors).flatMap((owned) =>
        subsets(mfaFactors).flatMap((enabled) =>
          [undefined, ...enabled].map((preferredFactor) => {
            const facts = factsOf({ mode, recovery, offered, owned, enabled, preferredFactor });
            return { facts, mode, offered, enabled, decision: decideMfa(facts) };
          }),
        ),
      ),
    ),
  ),
);

interface Given {
  mode: Case["mode"];
  recovery: (typeof recoveries)[number];
  offered: readonly MfaFactor[];
  owned: readonly MfaFactor[];
  enabled: MfaFactor[];
  preferredFactor: MfaFactor | undefined;
}

function factsOf(given: Given): MfaFacts {
  const { owned, enabled, preferredFactor } = given;
  return {
    settings: settingsOf(given),
    user: {
      attributes: {
        ...(owned.includes(S) && { phone_number: "+14255550839" }),
        ...(owned.includes(E) && { email: "a@example.com" }),
      },
      enabledFactors: enabled,
      preferredFactor,
    },
    hasSoftwareToken: owned.includes(T),
  };
}

function settingsOf({ mode, offered, recovery }: Pick<Given, "mode" | "offered" | "recovery">): PoolSettings {
  const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };
  return {
    MfaConfiguration: mode,
    ...(offered.includes(S) && { SmsConfiguration, SmsMfaConfiguration: { SmsConfiguration } }),
    ...(offered.includes(E) && { EmailMfaConfiguration: { Message: "Your code is {####}" } }),
    ...(offered.includes(T) && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ...(recovery.length > 0 && {
      AccountRecoverySetting: {
        RecoveryMechanisms: recovery.map((Name, index) => ({ Name, Priority: index + 1 })),
      },
    }),
  };
}

/** The factors that the decision lets somebody answer now. */
function askedOf(decision: MfaDecision): readonly MfaFactor[] {
  if (decision.due === "challenge") return [decision.factor];
  return decision.due === "select" ? decision.factors : [];
}

/** The cases in which something does not hold; shown whole when a test fails. */
const broken = (holds: (each: Case) => boolean): Case[] => cases.filter((each) => !holds(each));

describe("in every pool and for every user", () => {
  test("no factor is asked where MFA is off", () => {
    expect(broken(({ mode, decision }) => mode !== "OFF" || decision.due === "none")).toEqual([]);
  });

  test("a password alone is never enough where MFA is required", () => {
    expect(broken(({ mode, decision }) => mode !== "ON" || decision.due !== "none")).toEqual([]);
  });

  test("where MFA is optional, it is asked of those who have switched a factor on, and of nobody else", () => {
    expect(
      broken(
        ({ mode, enabled, decision }) =>
          mode !== "OPTIONAL" || (decision.due === "none") === (enabled.length === 0),
      ),
    ).toEqual([]);
  });

  test("nothing is asked that the user could not answer", () => {
    expect(
      broken(({ facts, decision }) => askedOf(decision).every((factor) => isUsable(facts, factor))),
    ).toEqual([]);
  });

  test("a choice is one of several, each offered once", () => {
    expect(
      broken(
        ({ decision }) =>
          decision.due !== "select" ||
          (decision.factors.length > 1 && new Set(decision.factors).size === decision.factors.length),
      ),
    ).toEqual([]);
  });

  test("a preferred factor that works is asked for, and no other", () => {
    expect(
      broken(({ facts, mode, decision }) => {
        const { preferredFactor } = facts.user;
        if (mode === "OFF" || preferredFactor === undefined || !isUsable(facts, preferredFactor)) return true;
        return decision.due === "challenge" && decision.factor === preferredFactor;
      }),
    ).toEqual([]);
  });

  test("only where MFA is required, only with nothing else to answer, and only what the pool offers is set up", () => {
    expect(
      broken(
        ({ mode, offered, decision }) =>
          decision.due !== "setup" ||
          (mode === "ON" &&
            decision.factors.length > 0 &&
            decision.factors.every((factor) => offered.includes(factor))),
      ),
    ).toEqual([]);
  });

  test("nobody who has a factor that works is stuck or sent to set up one that he has, whatever recovers the account", () => {
    expect(
      broken(({ facts, mode, decision }) => {
        if (mode !== "ON") return true;
        const usable = mfaFactors.filter((factor) => isUsable(facts, factor));
        if (usable.length === 0 || askedOf(decision).length > 0) return true;
        return (
          decision.due === "setup" && !decision.factors.some((factor) => factor === T && usable.includes(T))
        );
      }),
    ).toEqual([]);
  });
});

test("a factor that was switched on stays, though its address also recovers the account", () => {
  const given = { mode: "ON", recovery: ["verified_email"], offered: [E, T], owned: [E, T] } as const;
  const facts = factsOf({ ...given, enabled: [E], preferredFactor: undefined });
  expect(decideMfa(facts)).toEqual({ due: "select", factors: [E, T] });
});
