import type { OperationInputs, OperationName, OperationOutputs } from "@poolhouse/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPool, type TestPool } from "../../../../../test/support/pools.ts";
import { createService, type Service } from "../../../../../test/support/service.ts";
import { day, hour, second } from "../../kernel/clock.ts";
import type { SmsLimits } from "../../kernel/message-limits.ts";
import { call } from "../call.ts";
import { loadPool } from "../load.ts";
import type { CallContext, World } from "../operation.ts";
import { chargeMessage } from "./charge-message.ts";

const sms: SmsLimits = {
  countries: [{ prefix: "+49", isAllowed: true }],
  prices: [{ prefix: "", price: 100_000 }],
  dailyCap: 1_000_000,
  monthlyCap: 1_500_000,
};

let service: Service;
let world: World;
let alarms: string[];

beforeEach(async () => {
  service = await createService();
  alarms = [];
  world = {
    ...service.world,
    dispatch: { ...service.world.dispatch, limits: { sms }, alarm: (reason) => void alarms.push(reason) },
  };
});

afterEach(() => service.close());

function callLimited<N extends OperationName>(
  name: N,
  input: OperationInputs[N],
): Promise<OperationOutputs[N]> {
  // Inputs are JSON, and what an operation answers fits its name; the service's own `call` checks both.
  return call(world, name, input as never) as Promise<OperationOutputs[N]>;
}

const phonePool = {
  UsernameAttributes: ["phone_number" as const],
  AutoVerifiedAttributes: ["phone_number" as const],
};
const protectedClient = { PreventUserExistenceErrors: "ENABLED" as const };

const number = (at: number): string => `+49151${String(10_000_000 + at * 10_000)}`;

const signUp = ({ ClientId }: TestPool, Username: string) =>
  callLimited("SignUp", { ClientId, Username, Password: "Correct-Horse-1" });

const resend = ({ ClientId }: TestPool, Username: string) =>
  callLimited("ResendConfirmationCode", { ClientId, Username });

const tooSoon = { type: "LimitExceededException" };
const notSent = { type: "CodeDeliveryFailureException" };

describe("text messages", () => {
  it("go to a number once in half a minute and five times an hour, counted across users", async () => {
    const pool = await createPool(service, { pool: phonePool });
    await signUp(pool, number(1));
    await expect(resend(pool, number(1))).rejects.toMatchObject(tooSoon);
    for (let sent = 1; sent < 5; sent += 1) {
      service.clock.advance(30 * second);
      await resend(pool, number(1));
    }
    service.clock.advance(30 * second);
    await expect(resend(pool, number(1))).rejects.toMatchObject(tooSoon);
    expect(await service.messages(number(1))).toHaveLength(5);
    service.clock.advance(hour);
    await resend(pool, number(1));
  });

  it("are refused before a code replaces the one that was sent", async () => {
    const pool = await createPool(service, { pool: phonePool });
    await signUp(pool, number(1));
    const [message] = await service.messages();
    await expect(resend(pool, number(1))).rejects.toMatchObject(tooSoon);
    const ConfirmationCode = message?.code ?? "";
    expect(await callLimited("ConfirmSignUp", { ...pool, Username: number(1), ConfirmationCode })).toEqual(
      {},
    );
  });

  it("go nowhere but to the countries of the list; the user is made all the same", async () => {
    const pool = await createPool(service, { pool: phonePool });
    await expect(signUp(pool, "+33612345678")).rejects.toMatchObject(notSent);
    expect(await service.messages()).toEqual([]);
    const { UserPoolId } = pool;
    const user = await service.call("AdminGetUser", { UserPoolId, Username: "+33612345678" });
    expect(user.UserStatus).toBe("UNCONFIRMED");
  });

  it("cost no more than the caps allow, in all pools together", async () => {
    const pools = [
      await createPool(service, { pool: phonePool }),
      await createPool(service, { pool: phonePool }),
    ];
    for (let at = 0; at < 10; at += 1) await signUp(pools[at % 2]!, number(at));
    expect(alarms).toEqual([]);
    await expect(signUp(pools[0]!, number(10))).rejects.toMatchObject({
      ...notSent,
      reason: "sms_budget_spent",
    });
    expect(alarms).toEqual(["sms_budget_spent"]);
    service.clock.advance(day);
    for (let at = 11; at < 16; at += 1) await signUp(pools[0]!, number(at));
    await expect(signUp(pools[0]!, number(16))).rejects.toMatchObject(notSent);
    service.clock.advance(29 * day);
    await signUp(pools[1]!, number(17));
  });

  it("D9: of a thousand numbers of one range fifty get a message", async () => {
    world = {
      ...world,
      dispatch: { ...world.dispatch, limits: { sms: { ...sms, dailyCap: 1e12, monthlyCap: 1e12 } } },
    };
    const ctx: CallContext = { world, now: world.clock.now(), requestId: "", ipAddress: "" };
    const pool = await loadPool(world, (await createPool(service)).UserPoolId);
    let sent = 0;
    const charge = async (at: number): Promise<void> => {
      const to = `+491511234${String(at).padStart(4, "0")}`;
      const request = { tx: world.store, channel: "SMS" as const, to, subject: `user ${at}` };
      await chargeMessage(ctx, pool, request).then(
        () => (sent += 1),
        (error: unknown) => expect(error).toMatchObject(tooSoon),
      );
    };
    for (let first = 0; first < 1_000; first += 500)
      await Promise.all(Array.from({ length: 500 }, (_, at) => charge(first + at)));
    expect(sent).toBe(50);
    expect(new Set(alarms)).toEqual(new Set(["message_limit_range"]));
  });

  it("asked for at once cost no more than the caps allow", async () => {
    const ctx: CallContext = { world, now: world.clock.now(), requestId: "", ipAddress: "" };
    const pool = await loadPool(world, (await createPool(service)).UserPoolId);
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) =>
        chargeMessage(ctx, pool, { tx: world.store, channel: "SMS", to: number(at), subject: `user ${at}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  });

  it("that nobody gets are counted alike and cost nothing", async () => {
    const pool = await createPool(service, { pool: phonePool, client: protectedClient });
    for (let at = 0; at < 20; at += 1) {
      await resend(pool, number(at));
      await expect(resend(pool, number(at))).rejects.toMatchObject(tooSoon);
    }
    for (let at = 30; at < 40; at += 1) await signUp(pool, number(at));
    await expect(resend(pool, number(50))).rejects.toMatchObject(notSent);
  });

  it("an invitation that may not be sent leaves the user and says so", async () => {
    const { UserPoolId } = await createPool(service);
    const UserAttributes = [{ Name: "phone_number", Value: "+33612345678" }];
    const asOperator = callLimited("AdminCreateUser", { UserPoolId, Username: "ada", UserAttributes });
    await expect(asOperator).rejects.toMatchObject(notSent);
    expect(await service.call("AdminGetUser", { UserPoolId, Username: "ada" })).toMatchObject({
      Enabled: true,
    });
  });
});

describe("e-mails", () => {
  it("D10: go to an address twenty times an hour, whoever asks for them", async () => {
    const settings = { AutoVerifiedAttributes: ["email" as const] };
    const pool = await createPool(service, { pool: settings });
    const join = (Username: string) =>
      callLimited("SignUp", {
        ClientId: pool.ClientId,
        Username,
        Password: "Correct-Horse-1",
        UserAttributes: [{ Name: "email", Value: "victim@example.com" }],
      });
    for (let at = 0; at < 20; at += 1) await join(`user${at}`);
    await expect(join("user20")).rejects.toMatchObject(tooSoon);
    expect(await service.messages("victim@example.com")).toHaveLength(20);
  });
});

it("what is stored about limits names neither numbers nor addresses", async () => {
  const subjects: string[] = [];
  const usage = {
    charge: (use: { subject: string }) => {
      subjects.push(use.subject);
      return Promise.resolve(true);
    },
  };
  const ctx: CallContext = { world, now: world.clock.now(), requestId: "", ipAddress: "" };
  const pool = await loadPool(world, (await createPool(service)).UserPoolId);
  const ip = "198.51.100.7";
  await chargeMessage(ctx, pool, { tx: { usage }, channel: "SMS", to: number(1), subject: "sub", ip });
  expect(subjects.length).toBeGreaterThan(5);
  expect(subjects.join()).not.toContain(number(1));
  expect(subjects.join()).not.toContain(ip);
});
