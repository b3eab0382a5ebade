import type { AttributeType } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testSchema } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { type App, createApp, createPerson, signInWithSrp } from "../../../../../test/support/sign-in.ts";
import { minute } from "../../kernel/clock.ts";
import type { ClientSettings, PoolSettings } from "../../kernel/settings.ts";

const alice = { username: "alice", password: "Correct-Horse-9" };
const bob = { username: "bob", password: "Correct-Horse-8" };
let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

interface Scene {
  app: App;
  AccessToken: string;
}

const verifiesEmail: PoolSettings = { AutoVerifiedAttributes: ["email"] };
const provesEmailFirst: PoolSettings = {
  ...verifiesEmail,
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
};
const aliasEmail: PoolSettings = { ...verifiesEmail, AliasAttributes: ["email"] };

/** Alice, signed in, with the verified address a@example.com. */
async function begin(pool: PoolSettings = {}, client: ClientSettings = {}): Promise<Scene> {
  const app = await createApp(service, { pool, client });
  await createPerson(service, app, alice);
  await set(app, { email: "a@example.com", email_verified: "true" });
  return { app, AccessToken: await signIn(app) };
}

async function signIn(app: App, person = alice): Promise<string> {
  return (await signInWithSrp(service, app, person)).AuthenticationResult?.AccessToken ?? "";
}

const toList = (attributes: Record<string, string>): AttributeType[] =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
const set = (app: App, attributes: Record<string, string>, Username = "alice") =>
  service.call("AdminUpdateUserAttributes", {
    UserPoolId: app.poolId,
    Username,
    UserAttributes: toList(attributes),
  });
const update = (AccessToken: string, attributes: Record<string, string>) =>
  service.call("UpdateUserAttributes", { AccessToken, UserAttributes: toList(attributes) });
const verify = (AccessToken: string, Code: string) =>
  service.call("VerifyUserAttribute", { AccessToken, AttributeName: "email", Code });
const resend = (AccessToken: string, AttributeName = "email") =>
  service.call("GetUserAttributeVerificationCode", { AccessToken, AttributeName });

async function attributesOf(app: App, Username = "alice"): Promise<Record<string, string>> {
  const { UserAttributes = [] } = await service.call("AdminGetUser", { UserPoolId: app.poolId, Username });
  const { sub: _sub, ...rest } = Object.fromEntries(
    UserAttributes.map(({ Name, Value }) => [Name, Value ?? ""]),
  );
  return rest;
}

async function codeFor(address: string): Promise<string> {
  const [newest] = await service.messages(address);
  return newest?.code ?? "no code";
}

const sentTo = (Destination: string) => ({
  CodeDeliveryDetailsList: [{ AttributeName: "email", DeliveryMedium: "EMAIL", Destination }],
});

describe("changing one's own attributes", () => {
  test("stores what is given, deletes what is blank, and sends nothing for either", async () => {
    const { app, AccessToken } = await begin();
    expect(await update(AccessToken, { name: "Alice", given_name: "A" })).toEqual({});
    expect(await update(AccessToken, { given_name: "" })).toEqual({});
    expect(await attributesOf(app)).toEqual({
      email: "a@example.com",
      email_verified: "true",
      name: "Alice",
    });
  });

  test("a new address is unverified until the code that went there comes back", async () => {
    const { app, AccessToken } = await begin(verifiesEmail);
    expect(await update(AccessToken, { email: "b@example.org" })).toEqual(sentTo("b***@e***"));
    expect(await attributesOf(app)).toMatchObject({ email: "b@example.org", email_verified: "false" });
    expect(await verify(AccessToken, await codeFor("b@example.org"))).toEqual({});
    expect(await attributesOf(app)).toMatchObject({ email: "b@example.org", email_verified: "true" });
  });

  test("where the pool wants proof first, the old address stays until the new one is proven", async () => {
    const { app, AccessToken } = await begin(provesEmailFirst);
    expect(await update(AccessToken, { email: "b@example.org", name: "B" })).toEqual(sentTo("b***@e***"));
    expect(await attributesOf(app)).toMatchObject({
      email: "a@example.com",
      email_verified: "true",
      name: "B",
    });
    await verify(AccessToken, await codeFor("b@example.org"));
    expect(await attributesOf(app)).toMatchObject({ email: "b@example.org", email_verified: "true" });
  });

  test("an address that the pool does not verify is stored unverified, without a code", async () => {
    const { app, AccessToken } = await begin();
    expect(await update(AccessToken, { email: "b@example.org" })).toEqual({});
    expect(await attributesOf(app)).toMatchObject({ email: "b@example.org", email_verified: "false" });
    expect(await service.messages()).toEqual([]);
  });

  test("the same address again changes nothing and sends nothing", async () => {
    const { app, AccessToken } = await begin(provesEmailFirst);
    expect(await update(AccessToken, { email: "a@example.com" })).toEqual({});
    expect(await attributesOf(app)).toMatchObject({ email: "a@example.com", email_verified: "true" });
  });

  test("a later change makes the code of the one before void", async () => {
    const { app, AccessToken } = await begin(provesEmailFirst);
    await update(AccessToken, { email: "b@example.org" });
    const code = await codeFor("b@example.org");
    await set(app, { email: "c@example.net", email_verified: "true" });
    await expect(verify(AccessToken, code)).rejects.toMatchObject({ type: "ExpiredCodeException" });
    expect(await attributesOf(app)).toMatchObject({ email: "c@example.net", email_verified: "true" });
  });

  test("nobody declares an own address verified, or writes what the client may not", async () => {
    const { AccessToken } = await begin({}, { WriteAttributes: ["name"] });
    const refusal = {
      type: "NotAuthorizedException",
      message: "A client attempted to write unauthorized attribute",
    };
    await expect(update(AccessToken, { email_verified: "true" })).rejects.toMatchObject(refusal);
    await expect(update(AccessToken, { given_name: "A" })).rejects.toMatchObject(refusal);
    await expect(update(AccessToken, { given_name: "" })).rejects.toMatchObject(refusal);
  });

  test("immutable and required attributes stay", async () => {
    const Schema = testSchema({ required: ["name"], custom: ["custom:plan"] }).map((attribute) =>
      attribute.Name === "custom:plan" ? { ...attribute, Mutable: false } : attribute,
    );
    const client = { WriteAttributes: ["name", "custom:plan"] };
    const { AccessToken } = await begin({ Schema }, client);
    await expect(update(AccessToken, { "custom:plan": "x" })).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "user.custom:plan: Attribute cannot be updated.\n",
    });
    await expect(update(AccessToken, { name: "" })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
    await expect(update(AccessToken, { sub: "x" })).rejects.toMatchObject({
      message: "Cannot modify the non-mutable attribute sub",
    });
  });

  test("nothing is stored where no code can be sent", async () => {
    const { app, AccessToken } = await begin(verifiesEmail);
    service.channels.delete("EMAIL");
    await expect(update(AccessToken, { email: "b@example.org" })).rejects.toMatchObject({
      type: "CodeDeliveryFailureException",
    });
    expect(await attributesOf(app)).toMatchObject({ email: "a@example.com", email_verified: "true" });
  });
});

describe("sign-in names and attributes", () => {
  test("an alias moves with the address once that is proven, and not before", async () => {
    const { app, AccessToken } = await begin(aliasEmail);
    const as = (username: string) => signIn(app, { ...alice, username });
    expect(await as("a@example.com")).not.toBe("");
    await update(AccessToken, { email: "b@example.org" });
    await expect(as("a@example.com")).rejects.toMatchObject({ name: "ServiceError" });
    await expect(as("b@example.org")).rejects.toMatchObject({ name: "ServiceError" });
    await verify(AccessToken, await codeFor("b@example.org"));
    expect(await as("b@example.org")).not.toBe("");
  });

  test("an address of somebody else's is refused, and also if it was taken before the code came back", async () => {
    const { app, AccessToken } = await begin(aliasEmail);
    await createPerson(service, app, bob);
    await set(app, { email: "b@example.org", email_verified: "true" }, "bob");
    const taken = {
      type: "AliasExistsException",
      message: "An account with the given email already exists.",
    };
    await expect(update(AccessToken, { email: "b@example.org" })).rejects.toMatchObject(taken);
    await expect(set(app, { email: "b@example.org", email_verified: "true" })).rejects.toMatchObject(taken);
    await update(AccessToken, { email: "c@example.net" });
    await set(app, { email: "c@example.net", email_verified: "true" }, "bob");
    await expect(verify(AccessToken, await codeFor("c@example.net"))).rejects.toMatchObject(taken);
    expect(await attributesOf(app)).toMatchObject({ email: "c@example.net", email_verified: "false" });
  });
});

describe("codes for addresses", () => {
  test("go to the address, or to the one that waits", async () => {
    const { AccessToken } = await begin(provesEmailFirst);
    const { CodeDeliveryDetails } = await resend(AccessToken);
    expect(CodeDeliveryDetails).toEqual(sentTo("a***@e***").CodeDeliveryDetailsList[0]);
    await update(AccessToken, { email: "b@example.org" });
    const first = await codeFor("b@example.org");
    service.clock.advance(minute);
    expect((await resend(AccessToken)).CodeDeliveryDetails?.Destination).toBe("b***@e***");
    await expect(verify(AccessToken, first)).rejects.toMatchObject({ type: "CodeMismatchException" });
    await verify(AccessToken, await codeFor("b@example.org"));
  });

  test("are good once", async () => {
    const { AccessToken } = await begin(verifiesEmail);
    await update(AccessToken, { email: "b@example.org" });
    const code = await codeFor("b@example.org");
    const tries = await Promise.allSettled([verify(AccessToken, code), verify(AccessToken, code)]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(verify(AccessToken, code)).rejects.toMatchObject({ type: "ExpiredCodeException" });
  });

  test("are guessed at fifteen times an hour", async () => {
    const { AccessToken } = await begin(verifiesEmail);
    await update(AccessToken, { email: "b@example.org" });
    const code = await codeFor("b@example.org");
    const wrong = code === "000000" ? "000001" : "000000";
    for (let guess = 0; guess < 15; guess += 1)
      await expect(verify(AccessToken, wrong)).rejects.toMatchObject({ type: "CodeMismatchException" });
    await expect(verify(AccessToken, code)).rejects.toMatchObject({ type: "LimitExceededException" });
  });

  test("are for e-mail addresses and phone numbers that are there", async () => {
    const { AccessToken } = await begin();
    for (const name of ["name", "phone_number"])
      await expect(resend(AccessToken, name)).rejects.toMatchObject({ type: "InvalidParameterException" });
  });
});

describe("an operator changes attributes", () => {
  test("an address without a word on its proof is unverified; where the pool wants proof first it waits", async () => {
    const { app } = await begin(verifiesEmail);
    expect(await set(app, { email: "b@example.org" })).toEqual({});
    expect(await attributesOf(app)).toMatchObject({ email: "b@example.org", email_verified: "false" });
    expect(await service.messages()).toEqual([]);
    const careful = await begin(provesEmailFirst);
    await set(careful.app, { email: "b@example.org" });
    expect(await attributesOf(careful.app)).toMatchObject({ email: "a@example.com" });
    expect(await codeFor("b@example.org")).toMatch(/^\d{6}$/);
  });

  test("may declare an address verified, but not one that is not there", async () => {
    const { app } = await begin(provesEmailFirst);
    await set(app, { email: "b@example.org", email_verified: "true" });
    expect(await attributesOf(app)).toEqual({ email: "b@example.org", email_verified: "true" });
    await expect(set(app, { phone_number_verified: "true" })).rejects.toMatchObject({
      type: "InvalidParameterException",
    });
  });

  test("a deleted address takes its flag along; required ones and the username's stay", async () => {
    const { app, AccessToken } = await begin();
    await service.call("DeleteUserAttributes", { AccessToken, UserAttributeNames: ["email"] });
    expect(await attributesOf(app)).toEqual({});
    await set(app, { name: "Alice" });
    const named = { UserPoolId: app.poolId, Username: "alice" };
    await service.call("AdminDeleteUserAttributes", { ...named, UserAttributeNames: ["name"] });
    expect(await attributesOf(app)).toEqual({});
    await expect(
      service.call("AdminDeleteUserAttributes", { ...named, UserAttributeNames: ["sub"] }),
    ).rejects.toMatchObject({ type: "InvalidParameterException" });
  });
});
