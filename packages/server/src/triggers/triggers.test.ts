import { describe, expect, it } from "vitest";
import type { TriggerEvent } from "../kernel/trigger-event.ts";
import { TriggerRaised, TriggerUnavailable, TriggerUnreadable } from "../ports/trigger.ts";
import { createInProcessTrigger, type TriggerModule } from "./in-process.ts";
import { createTriggers, type TriggerLimits } from "./triggers.ts";

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:gate";
const event: TriggerEvent = {
  version: "1",
  triggerSource: "PreSignUp_SignUp",
  region: "eu-west-1",
  userPoolId: "eu-west-1_pool",
  userName: "ann",
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "client" },
  request: {},
  response: {},
};

function run(handler: TriggerModule, limits: Partial<TriggerLimits> = {}, address = arn): Promise<unknown> {
  const functions = new Map([["gate", createInProcessTrigger("gate", handler)]]);
  return createTriggers(functions, limits).run({ address, event, id: "id" });
}

it("finds a function that is there by now, and no longer what was taken away", async () => {
  const functions = new Map<string, ReturnType<typeof createInProcessTrigger>>();
  const { run: ask } = createTriggers(functions);
  const call = { address: arn, event, id: "id" };
  await expect(ask(call)).rejects.toMatchObject({ word: "FunctionNotFound" });
  functions.set(
    "gate",
    createInProcessTrigger("gate", (given) => given),
  );
  expect(await ask(call)).toEqual(event);
  functions.clear();
  await expect(ask(call)).rejects.toBeInstanceOf(TriggerUnavailable);
});

describe("a function of this process", () => {
  it.each<[string, TriggerModule]>([
    ["a promise", (given) => Promise.resolve(given)],
    ["a value", (given) => given],
    ["a callback", (given, _context, callback) => callback(null, given)],
  ])("answers by %s", async (_way, handler) => {
    expect(await run(handler)).toEqual(event);
  });

  it.each<[string, TriggerModule]>([
    [
      "throwing",
      () => {
        throw new Error("Not you");
      },
    ],
    ["rejecting", () => Promise.reject(new Error("Not you"))],
    ["calling back", (_event, _context, callback) => callback(new Error("Not you"))],
    ["calling back with a text", (_event, _context, callback) => callback("Not you")],
  ])("refuses by %s", async (_way, handler) => {
    const refusal = run(handler);
    await expect(refusal).rejects.toThrow("Not you");
    await expect(refusal).rejects.toBeInstanceOf(TriggerRaised);
  });

  it("gets a copy: what it does to the event stays its own", async () => {
    await run((given) => Object.assign(given as object, { userName: "eve" }));
    expect(event.userName).toBe("ann");
  });

  it("is asked again when it does not answer in time, three times at most", async () => {
    let asked = 0;
    const silent = run(
      () => {
        asked += 1;
        return new Promise(() => {});
      },
      { attempt: 5 },
    );
    await expect(silent).rejects.toMatchObject({ name: "TriggerUnavailable", word: "TimedOut" });
    expect(asked).toBe(3);
  });

  it("may answer at a later attempt", async () => {
    let asked = 0;
    const late = run(
      (given) => {
        asked += 1;
        return asked < 3 ? new Promise(() => {}) : given;
      },
      { attempt: 5 },
    );
    expect(await late).toEqual(event);
  });

  it("is asked once where it refuses", async () => {
    let asked = 0;
    const refusal = run(() => {
      asked += 1;
      throw new Error("No");
    });
    await expect(refusal).rejects.toThrow("No");
    expect(asked).toBe(1);
  });

  it("cannot answer more than fits", async () => {
    const long = run(() => ({ response: "x".repeat(1000) }), { size: 900 });
    await expect(long).rejects.toBeInstanceOf(TriggerUnreadable);
  });

  it("cannot answer what is not JSON", async () => {
    const circle: { self?: object } = {};
    circle.self = circle;
    await expect(run(() => circle)).rejects.toBeInstanceOf(TriggerUnreadable);
  });
});

describe("an address", () => {
  it.each([arn, `${arn}:7`, "gate"])("%s finds the function by its name", async (address) => {
    expect(await run((given) => given, {}, address)).toEqual(event);
  });

  it.each(["arn:aws:lambda:eu-west-1:123456789012:function:other", "other", "arn:aws:sns:eu-west-1:1:gate"])(
    "%s finds nothing",
    async (address) => {
      await expect(run((given) => given, {}, address)).rejects.toBeInstanceOf(TriggerUnavailable);
    },
  );
});
