import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addPerson,
  createPlace,
  outcomeOf,
  signInWithPassword,
  type Subject,
} from "../../../../../test/support/people.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import type { App } from "../../../../../test/support/sign-in.ts";
import { hour } from "../../kernel/clock.ts";

let service: Service;
let app: App;
let ada: Subject;
let AccessToken: string;
beforeEach(async () => {
  service = await createService();
  app = await createPlace(service, {
    pool: { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 1 } } },
  });
  ada = await addPerson(service, app, "ada");
  const { AuthenticationResult } = await signInWithPassword(service, app, ada);
  AccessToken = AuthenticationResult?.AccessToken ?? "";
});
afterEach(() => service.close());

const change = (
  PreviousPassword: string | undefined,
  ProposedPassword = "Another-Horse-8",
): Promise<unknown> => service.call("ChangePassword", { AccessToken, PreviousPassword, ProposedPassword });

describe("ChangePassword", () => {
  test("replaces the password of somebody who proves the present one, and keeps the session", async () => {
    expect(await change(ada.password)).toEqual({});
    expect(await outcomeOf(signInWithPassword(service, app, { ...ada, password: "Another-Horse-8" }))).toBe(
      "tokens",
    );
    expect(await outcomeOf(signInWithPassword(service, app, ada))).toContain(
      "Incorrect username or password.",
    );
    expect(await service.call("GetUser", { AccessToken })).toMatchObject({ Username: "ada" });
  });

  test.each([undefined, "Wrong-Horse-1"])("refuses %s as the present one", async (previous) => {
    await expect(change(previous)).rejects.toMatchObject({
      type: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  test("counts a wrong one like one at sign-in", async () => {
    for (let guess = 0; guess < 4; guess += 1) await outcomeOf(change("Wrong-Horse-1"));
    await outcomeOf(signInWithPassword(service, app, { ...ada, password: "Wrong-Horse-1" }));
    await expect(change(ada.password)).rejects.toMatchObject({ message: "Password attempts exceeded" });
    expect(await outcomeOf(signInWithPassword(service, app, ada))).toContain("Password attempts exceeded");
  });

  test.each([
    ["short", "InvalidPasswordException"],
    ["Correct-Horse-9", "PasswordHistoryPolicyViolationException"],
  ])("refuses %s as the new one", async (proposed, type) => {
    await expect(change(ada.password, proposed)).rejects.toMatchObject({ type });
  });

  test("needs no present one of somebody who has none", async () => {
    const bob = await addPerson(service, app, "bob");
    const { AuthenticationResult } = await signInWithPassword(service, app, bob);
    AccessToken = AuthenticationResult?.AccessToken ?? "";
    const stored = await service.store.users.find(app.poolId, bob.sub);
    if (stored === undefined) throw new Error("bob is not stored");
    await service.store.users.update({ ...stored, password: undefined }, stored.version);
    expect(await change(undefined)).toEqual({});
    expect(await outcomeOf(signInWithPassword(service, app, { ...bob, password: "Another-Horse-8" }))).toBe(
      "tokens",
    );
  });

  test("happens five times an hour at most", async () => {
    const passwords = ["First-1a", "Second-2b", "Third-3c", "Fourth-4d", "Fifth-5e"];
    for (const [index, proposed] of passwords.entries())
      await change(passwords[index - 1] ?? ada.password, proposed);
    await expect(change("Fifth-5e", "Sixth-6f")).rejects.toMatchObject({
      type: "LimitExceededException",
      message: "Attempt limit exceeded, please try after some time.",
    });
    service.clock.advance(hour - 1);
    service.clock.advance(1);
    expect(await outcomeOf(signInWithPassword(service, app, { ...ada, password: "Fifth-5e" }))).toBe(
      "tokens",
    );
  });

  test("makes a code for a forgotten password void", async () => {
    await service.call("AdminUpdateUserAttributes", {
      UserPoolId: app.poolId,
      Username: "ada",
      UserAttributes: [
        { Name: "email", Value: "ada@example.com" },
        { Name: "email_verified", Value: "true" },
      ],
    });
    await service.call("ForgotPassword", { ClientId: app.clientId, Username: "ada" });
    const code = (await service.messages())[0]?.code ?? "";
    await change(ada.password);
    await expect(
      service.call("ConfirmForgotPassword", {
        ClientId: app.clientId,
        Username: "ada",
        Password: "A-Third-Horse-7",
        ConfirmationCode: code,
      }),
    ).rejects.toMatchObject({ type: "ExpiredCodeException" });
  });
});
