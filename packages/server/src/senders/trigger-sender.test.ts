import { describe, expect, it } from "vitest";
import type { Message } from "../ports/sender.ts";
import type { TriggerCall } from "../ports/trigger.ts";
import { createTriggerSender } from "./trigger-sender.ts";

const message = (address: string): Message => ({
  id: `to-${address}`,
  poolId: "pool",
  channel: "EMAIL",
  to: "ann@example.com",
  body: "unused",
  purpose: "SignUp",
  at: 0,
  trigger: {
    address,
    event: {
      version: "1",
      triggerSource: "CustomEmailSender_SignUp",
      region: "eu-west-1",
      userPoolId: "pool",
      userName: "ann",
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "app" },
      request: { code: "123456" },
      response: {},
    },
  },
});

describe("a custom sender", () => {
  it("gets the event under the message's id, and its answer is not read", async () => {
    const calls: TriggerCall[] = [];
    const run = (call: TriggerCall): Promise<unknown> => {
      calls.push(call);
      return Promise.resolve("whatever");
    };
    await createTriggerSender({ run }, { now: () => 0 }).send(message("mail"));
    expect(calls).toEqual([{ ...message("mail").trigger, id: "to-mail" }]);
  });

  it("that fails again and again is left alone for a while; another one is not", async () => {
    let now = 0;
    const asked: string[] = [];
    const run = ({ address }: TriggerCall): Promise<unknown> => {
      asked.push(address);
      return address === "broken" ? Promise.reject(new Error("no")) : Promise.resolve({});
    };
    const sender = createTriggerSender({ run }, { now: () => now });
    for (let tries = 0; tries < 7; tries += 1) await expect(sender.send(message("broken"))).rejects.toThrow();
    expect(asked).toHaveLength(5);
    await sender.send(message("mail"));
    expect(asked.at(-1)).toBe("mail");
    now += 60_000;
    await expect(sender.send(message("broken"))).rejects.toThrow("no");
  });
});
