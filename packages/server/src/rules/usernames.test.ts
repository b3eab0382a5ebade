import { describe, expect, it } from "vitest";
import type { PoolSettings } from "../kernel/settings.ts";
import { identifyNewUser, type NewIdentity } from "./usernames.ts";

const identify = (
  settings: PoolSettings,
  name: string,
  attributes: Record<string, string> = {},
): NewIdentity => identifyNewUser(settings, { name, sub: "the-sub", attributes });

const byEmail: PoolSettings = { UsernameAttributes: ["email"] };
const byPhone: PoolSettings = { UsernameAttributes: ["phone_number"] };
const byEither: PoolSettings = { UsernameAttributes: ["email", "phone_number"] };
const withAliases: PoolSettings = { AliasAttributes: ["email", "phone_number"] };

describe("a new user", () => {
  it("is called as it says in a pool without sign-in attributes", () => {
    expect(identify({}, "ann", { name: "Ann" })).toEqual({ username: "ann", attributes: { name: "Ann" } });
    expect(identify({}, "ann@example.com").username).toBe("ann@example.com");
  });

  it("is called by its sub where people sign in with an attribute, which the name fills", () => {
    expect(identify(byEmail, "ann@example.com")).toEqual({
      username: "the-sub",
      attributes: { email: "ann@example.com" },
    });
    expect(identify(byEither, "+14255550839").attributes).toEqual({ phone_number: "+14255550839" });
  });

  it("must be named by such an attribute there", () => {
    expect(() => identify(byEmail, "ann")).toThrow("Username should be an email.");
    expect(() => identify(byPhone, "ann@example.com")).toThrow("Username should be a phone number.");
    expect(() => identify(byEither, "ann")).toThrow("Username should be either an email or a phone number.");
  });

  it("may repeat that attribute but not contradict it", () => {
    expect(identify(byEmail, "ann@example.com", { email: "ann@example.com" }).attributes).toEqual({
      email: "ann@example.com",
    });
    expect(() => identify(byEmail, "ann@example.com", { email: "bob@example.com" })).toThrow(
      "The email attribute must be the username.",
    );
  });

  it("may not be called like an alias where aliases are used", () => {
    expect(() => identify(withAliases, "ann@example.com")).toThrow(
      "Username cannot be of email format, since user pool is configured for email alias.",
    );
    expect(() => identify(withAliases, "+14255550839")).toThrow("Username cannot be of phone number format");
    expect(identify({ AliasAttributes: ["email"] }, "+14255550839").username).toBe("+14255550839");
  });
});
