// The order inside a custom flow, as a table.
import { describe, expect, it } from "vitest";
import type { Proof, SignInFacts } from "./facts.ts";
import { nextStep } from "./order.ts";

function factsOf(given: { mfa: boolean; temporary?: boolean }): SignInFacts {
  const facts = {
    now: 0,
    pool: {
      id: "pool",
      settings: {
        MfaConfiguration: given.mfa ? "ON" : "OFF",
        SoftwareTokenMfaConfiguration: { Enabled: given.mfa },
      },
    },
    client: { id: "client", settings: {} },
    user: {
      status: given.temporary === true ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED",
      attributes: {},
      enabledFactors: given.mfa ? ["SOFTWARE_TOKEN_MFA"] : [],
    },
    decoy: false,
    softwareTokens: given.mfa ? [{ state: "active" }] : [],
  };
  // What the order looks at; the rest of the facts does not matter to it.
  return facts as unknown as SignInFacts;
}

const step = (mfa: boolean, proven: Proof[], temporary = false): string => {
  const next = nextStep(factsOf({ mfa, temporary }), proven, "CUSTOM_AUTH");
  return next.next === "challenge" ? next.name : next.next;
};

describe("the order of a custom flow", () => {
  it.each<[boolean, Proof[], string]>([
    [false, [], "define"],
    [true, [], "define"],
    [false, ["password"], "define"],
    [true, ["password"], "SOFTWARE_TOKEN_MFA"],
    [true, ["password", "software-token"], "define"],
    [true, ["software-token"], "define"],
    [false, ["custom"], "tokens"],
    [true, ["custom"], "tokens"],
    [false, ["password", "custom"], "tokens"],
    [true, ["password", "software-token", "custom"], "tokens"],
    // The factor was switched on between the triggers' word and the tokens.
    [true, ["password", "custom"], "SOFTWARE_TOKEN_MFA"],
  ])("with MFA %s, after %j: %s", (mfa, proven, expected) => {
    expect(step(mfa, proven)).toBe(expected);
  });

  it("asks for an own password in place of a temporary one, after either", () => {
    expect(step(false, ["password"], true)).toBe("NEW_PASSWORD_REQUIRED");
    expect(step(false, ["custom"], true)).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("lets no other proof stand for the triggers' word", () => {
    for (const proof of ["email-otp", "sms-otp", "software-token", "sms-code", "email-code"] as const)
      expect(step(false, [proof])).toBe("define");
  });

  it("has no meaning in another flow", () => {
    const next = nextStep(factsOf({ mfa: true }), ["password"], "USER_SRP_AUTH");
    expect(next).toMatchObject({ next: "challenge", name: "SOFTWARE_TOKEN_MFA" });
    expect(nextStep(factsOf({ mfa: false }), ["custom"], "USER_SRP_AUTH").next).toBe("impossible");
  });
});
