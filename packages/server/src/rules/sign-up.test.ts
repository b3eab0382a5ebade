import { describe, expect, it } from "vitest";
import type { CodeRecord, UserRecord } from "../kernel/records.ts";
import { signUpTarget } from "./codes.ts";
import { checkNoEarlyAlias, checkSignUpIsOpen, confirmUser, passwordOfSignUp } from "./sign-up.ts";

const user: UserRecord = {
  poolId: "p",
  sub: "s",
  username: "ann",
  status: "UNCONFIRMED",
  enabled: true,
  attributes: { email: "ann@example.com" },
  enabledFactors: [],
  tokensValidFrom: 0,
  createdAt: 0,
  modifiedAt: 0,
  version: 1,
};

const code: CodeRecord = {
  poolId: "p",
  sub: "s",
  purpose: "sign-up",
  mac: "m",
  attribute: "email",
  destination: "ann@example.com",
  createdAt: 0,
  expiresAt: 100,
};

describe("confirming a user", () => {
  it("verifies the attribute that the code went to", () => {
    expect(confirmUser(user, code, 99)).toEqual({
      status: "CONFIRMED",
      attributes: { email: "ann@example.com", email_verified: "true" },
    });
  });

  it("is refused when it was done, whatever the code", () => {
    expect(() => confirmUser({ ...user, status: "CONFIRMED" }, undefined, 0)).toThrow(
      "User cannot be confirmed. Current status is CONFIRMED",
    );
  });

  it("needs a code that is still good", () => {
    const expired = "Invalid code provided, please request a code again.";
    expect(() => confirmUser(user, undefined, 0)).toThrow(expired);
    expect(() => confirmUser(user, code, 100)).toThrow(expired);
  });

  it("needs a code that went to the present address", () => {
    const moved = { ...user, attributes: { email: "new@example.com" } };
    expect(() => confirmUser(moved, code, 0)).toThrow("please request a code again.");
  });
});

describe("a sign-up", () => {
  it("is refused where only operators make users", () => {
    expect(() => checkSignUpIsOpen({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })).toThrow(
      "SignUp is not permitted for this user pool",
    );
    expect(() => checkSignUpIsOpen({})).not.toThrow();
  });

  it("needs a password unless the pool signs people in by codes", () => {
    expect(() => passwordOfSignUp({}, {})).toThrow("Value null at 'password'");
    const passwordless = {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD" as const, "EMAIL_OTP" as const] } },
    };
    expect(passwordOfSignUp(passwordless, {})).toBeUndefined();
    expect(passwordOfSignUp(passwordless, { Password: "" })).toBeUndefined();
    expect(() => passwordOfSignUp(passwordless, { Password: "short" })).toThrow(
      "did not conform with policy",
    );
  });

  it("cannot take a preferred username as an alias before it is confirmed", () => {
    const attributes = { preferred_username: "queen" };
    expect(() => checkNoEarlyAlias({ AliasAttributes: ["preferred_username"] }, attributes)).toThrow();
    expect(() => checkNoEarlyAlias({}, attributes)).not.toThrow();
  });
});

describe("a sign-up code", () => {
  const both = { email: "ann@example.com", phone_number: "+14255550839" };

  it("goes to the phone where the pool verifies both", () => {
    const settings = { AutoVerifiedAttributes: ["email" as const, "phone_number" as const] };
    expect(signUpTarget(settings, both)?.channel).toBe("SMS");
    expect(signUpTarget(settings, { email: "ann@example.com" })?.channel).toBe("EMAIL");
  });

  it("goes nowhere where the pool verifies nothing that the user has", () => {
    expect(signUpTarget({}, both)).toBeUndefined();
    expect(
      signUpTarget({ AutoVerifiedAttributes: ["phone_number"] }, { email: "ann@example.com" }),
    ).toBeUndefined();
  });
});
