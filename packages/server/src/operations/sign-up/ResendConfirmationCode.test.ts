import type { ResendConfirmationCodeResponse } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { hour } from "../../kernel/clock.ts";

const emailPool = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
const protectedClient = { PreventUserExistenceErrors: "ENABLED" as const };
const Username = "ann@example.com";

let service: Service;
beforeEach(async () => {
  service = await createService();
});
afterEach(() => service.close());

const signUp = (pool: TestPool, name = Username): Promise<unknown> =>
  service.call("SignUp", { ClientId: pool.ClientId, Username: name, Password: "Correct-Horse-1" });

const resend = (pool: TestPool, name = Username): Promise<ResendConfirmationCodeResponse> =>
  service.call("ResendConfirmationCode", { ClientId: pool.ClientId, Username: name });

const confirm = (pool: TestPool, ConfirmationCode = ""): Promise<unknown> =>
  service.call("ConfirmSignUp", { ClientId: pool.ClientId, Username, ConfirmationCode });

const codeFor = async (purpose: string): Promise<string | undefined> =>
  (await service.messages()).find((message) => message.purpose === purpose)?.code;

describe("ResendConfirmationCode", () => {
  it("sends a new code, and the old one is void", async () => {
    const pool = await createPool(service, { pool: emailPool });
    await signUp(pool);
    expect(await resend(pool)).toEqual({
      CodeDeliveryDetails: { Destination: "a***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const [old, fresh] = [await codeFor("SignUp"), await codeFor("ResendCode")];
    await expect(confirm(pool, old)).rejects.toMatchObject({ type: "CodeMismatchException" });
    expect(await confirm(pool, fresh)).toEqual({});
  });

  it("makes up for a first code that nothing could send", async () => {
    const pool = await createPool(service, { pool: emailPool });
    service.channels.clear();
    await expect(signUp(pool)).rejects.toMatchObject({ type: "CodeDeliveryFailureException" });
    await expect(resend(pool)).rejects.toMatchObject({ type: "CodeDeliveryFailureException" });
    service.channels.add("EMAIL");
    await resend(pool);
    expect(await confirm(pool, await codeFor("ResendCode"))).toEqual({});
  });

  it("sends five an hour, also two at once", async () => {
    const pool = await createPool(service, { pool: emailPool });
    await signUp(pool);
    await Promise.all([resend(pool), resend(pool)]);
    for (let sent = 2; sent < 5; sent += 1) await resend(pool);
    await expect(resend(pool)).rejects.toMatchObject({
      type: "LimitExceededException",
      message: "Attempt limit exceeded, please try after some time.",
    });
    service.clock.advance(hour);
    expect(await resend(pool)).toHaveProperty("CodeDeliveryDetails");
  });

  it("does not raise the number of guesses", async () => {
    const pool = await createPool(service, { pool: emailPool });
    await signUp(pool);
    for (let guess = 0; guess < 15; guess += 1)
      await expect(confirm(pool, "x")).rejects.toMatchObject({ type: "CodeMismatchException" });
    await resend(pool);
    await expect(confirm(pool, await codeFor("ResendCode"))).rejects.toMatchObject({
      type: "LimitExceededException",
    });
  });

  it("is refused for a confirmed user", async () => {
    const pool = await createPool(service, { pool: emailPool });
    await signUp(pool);
    await confirm(pool, await codeFor("SignUp"));
    await expect(resend(pool)).rejects.toMatchObject({
      type: "InvalidParameterException",
      message: "User is already confirmed.",
    });
  });

  it("is refused where the pool verifies nothing, for known and unknown users alike", async () => {
    const pool = await createPool(service, { client: protectedClient });
    await signUp(pool, "ann");
    const refusal = {
      type: "NotAuthorizedException",
      message: "Cannot resend codes. Auto verification not turned on.",
    };
    await expect(resend(pool, "ann")).rejects.toMatchObject(refusal);
    await expect(resend(pool, "nobody")).rejects.toMatchObject(refusal);
  });

  it("names an unknown user where existence is not protected", async () => {
    const pool = await createPool(service, { pool: emailPool });
    await expect(resend(pool)).rejects.toMatchObject({
      type: "UserNotFoundException",
      message: "Username/client id combination not found.",
    });
  });

  it("answers for an unknown user as for a known one where existence is protected, limit included, and sends nothing", async () => {
    const pool = await createPool(service, { pool: emailPool, client: protectedClient });
    await signUp(pool, "bob@example.com");
    expect(await resend(pool)).toEqual({
      CodeDeliveryDetails: { Destination: "a***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    for (let sent = 1; sent < 5; sent += 1) await resend(pool);
    await expect(resend(pool)).rejects.toMatchObject({ type: "LimitExceededException" });
    expect(await service.messages(Username)).toEqual([]);
  });

  it("answers for a disabled user as for an unknown one where existence is protected", async () => {
    const pool = await createPool(service, { pool: emailPool, client: protectedClient });
    await signUp(pool);
    const ann = await service.store.users.findByName(pool.UserPoolId, Username);
    if (ann !== undefined) await service.store.users.update({ ...ann, enabled: false }, ann.version);
    expect(await resend(pool)).toHaveProperty("CodeDeliveryDetails.Destination", "a***@e***");
    expect(await codeFor("ResendCode")).toBeUndefined();
  });

  it("invents a destination that stays the same for a name that is no address", async () => {
    const pool = await createPool(service, {
      pool: { AutoVerifiedAttributes: ["email"] },
      client: protectedClient,
    });
    const first = await resend(pool, "nobody");
    expect(first.CodeDeliveryDetails).toMatchObject({ DeliveryMedium: "EMAIL", AttributeName: "email" });
    expect(first.CodeDeliveryDetails?.Destination).toMatch(/^[a-z]\*\*\*@[a-z]\*\*\*$/);
    expect(await resend(pool, "nobody")).toEqual(first);
    const names = Array.from({ length: 12 }, (_, index) => `nobody-${index}`);
    const others = await Promise.all(names.map((name) => resend(pool, name)));
    expect(new Set(others.map((other) => other.CodeDeliveryDetails?.Destination)).size).toBeGreaterThan(1);
  });

  it("invents a phone number where the pool verifies those", async () => {
    const pool = await createPool(service, {
      pool: { AutoVerifiedAttributes: ["phone_number"] },
      client: protectedClient,
    });
    expect((await resend(pool, "nobody")).CodeDeliveryDetails?.Destination).toMatch(/^\+\*{7}\d{4}$/);
  });
});
