import { describe, expect, it } from "vitest";
import { changeAccessClaims, changeIdClaims, readTokenChanges } from "./token-changes.ts";

const claims = { sub: "s", aud: "app", exp: 1, email: "a@b.c", scope: "x y", "cognito:groups": ["old"] };
const first = (claimsOverrideDetails: object): ReturnType<typeof readTokenChanges> =>
  readTokenChanges("1", { claimsOverrideDetails });
const later = (claimsAndScopeOverrideDetails: object): ReturnType<typeof readTokenChanges> =>
  readTokenChanges("2", { claimsAndScopeOverrideDetails });

describe("what a token trigger changes", () => {
  it.each([{}, { claimsOverrideDetails: null }])("is nothing where it says nothing", (response) => {
    expect(changeIdClaims(claims, readTokenChanges("1", response))).toBe(claims);
    expect(changeAccessClaims(claims, readTokenChanges("1", response))).toBe(claims);
  });

  it("is suppressed where it is both set and suppressed", () => {
    const both = {
      claimsToAddOrOverride: { email: "new", extra: "1" },
      claimsToSuppress: ["email", "extra"],
    };
    expect(changeIdClaims(claims, first(both))).not.toHaveProperty("email");
    expect(changeIdClaims(claims, first(both))).not.toHaveProperty("extra");
  });

  it.each(["sub", "aud", "exp", "iss", "iat", "jti", "token_use", "cognito:username", "auth_time", "nonce"])(
    "is never %s",
    (name) => {
      const set = changeIdClaims(claims, first({ claimsToAddOrOverride: { [name]: "mine" } }));
      expect(set).toEqual(claims);
      expect(changeIdClaims(claims, first({ claimsToSuppress: [name] }))).toEqual(claims);
    },
  );

  it.each(["client_id", "username", "device_key", "event_id", "version", "scope"])(
    "is never %s in the access token",
    (name) => {
      const accessTokenGeneration = { claimsToAddOrOverride: { [name]: "mine" }, claimsToSuppress: [name] };
      expect(changeAccessClaims(claims, later({ accessTokenGeneration }))).toEqual(claims);
    },
  );

  it.each([{}, null])("takes groups away where it answers none of them (%j)", (groupOverrideDetails) => {
    const changes = first({ groupOverrideDetails });
    expect(changeIdClaims(claims, changes)).not.toHaveProperty("cognito:groups");
    expect(changeAccessClaims(claims, changes)).not.toHaveProperty("cognito:groups");
  });

  it("adds and suppresses scopes", () => {
    const accessTokenGeneration = { scopesToAdd: ["z", "y"], scopesToSuppress: ["x"] };
    expect(changeAccessClaims(claims, later({ accessTokenGeneration }))["scope"]).toBe("y z");
  });

  it("is at most 5,000 changes", () => {
    const suppress = (count: number): object => ({
      claimsToSuppress: Array.from({ length: count }, (_, at) => `c${at}`),
    });
    expect(() => first(suppress(5000))).not.toThrow();
    expect(() => first(suppress(5001))).toThrow("Unrecognizable lambda output");
  });

  it.each([
    { claimsToAddOrOverride: { tier: 1 } },
    { claimsToAddOrOverride: ["tier"] },
    { claimsToSuppress: "tier" },
    { claimsToSuppress: [1] },
    { groupOverrideDetails: { groupsToOverride: "staff" } },
    "text",
  ])("is refused where it has another shape: %j", (details) => {
    expect(() => readTokenChanges("1", { claimsOverrideDetails: details })).toThrow("Unrecognizable");
  });

  it("has no scope of two words", () => {
    expect(() => later({ accessTokenGeneration: { scopesToAdd: ["a b"] } })).toThrow("Unrecognizable");
  });
});
