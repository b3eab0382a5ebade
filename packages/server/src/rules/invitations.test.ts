import { describe, expect, it } from "vitest";
import { invitationSuits, invitationTargets, invitedName } from "./invitations.ts";

const reachable = { attributes: { email: "ann@example.com", phone_number: "+14255550839" } };

describe("an invitation", () => {
  it("goes by every medium asked for, once", () => {
    const targets = invitationTargets(["EMAIL", "SMS", "EMAIL"], reachable);
    expect(targets.map(({ channel, destination }) => [channel, destination])).toEqual([
      ["EMAIL", "ann@example.com"],
      ["SMS", "+14255550839"],
    ]);
  });

  it("goes by SMS where nothing is asked for, else by e-mail, else nowhere", () => {
    expect(invitationTargets(undefined, reachable).map(({ channel }) => channel)).toEqual(["SMS"]);
    const byEmail = invitationTargets([], { attributes: { email: "ann@example.com" } });
    expect(byEmail.map(({ channel }) => channel)).toEqual(["EMAIL"]);
    expect(invitationTargets(undefined, { attributes: {} })).toEqual([]);
  });

  it("is refused by a medium that does not reach the user", () => {
    expect(() => invitationTargets(["SMS"], { attributes: { email: "ann@example.com" } })).toThrow(
      "User has no phone_number for delivery by SMS.",
    );
  });

  it("with a password needs a text with a place for it, and without one a text without", () => {
    const welcome = {
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: "Welcome, {username}!" } },
    };
    expect(invitationSuits({}, { channel: "EMAIL", hasPassword: true })).toBe(true);
    expect(invitationSuits({}, { channel: "EMAIL", hasPassword: false })).toBe(false);
    expect(invitationSuits(welcome, { channel: "EMAIL", hasPassword: true })).toBe(false);
    expect(invitationSuits(welcome, { channel: "EMAIL", hasPassword: false })).toBe(true);
    expect(invitationSuits(welcome, { channel: "SMS", hasPassword: true })).toBe(true);
  });

  it("calls the user by the name to sign in with", () => {
    expect(invitedName({}, { username: "ann", ...reachable })).toBe("ann");
    expect(invitedName({ UsernameAttributes: ["email"] }, { username: "a-sub", ...reachable })).toBe(
      "ann@example.com",
    );
  });
});
