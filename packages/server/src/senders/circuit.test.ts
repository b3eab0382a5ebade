import { beforeEach, expect, it } from "vitest";
import { second } from "../kernel/clock.ts";
import { type Message, MessageRefused } from "../ports/sender.ts";
import { guardSender } from "./circuit.ts";

const message: Message = {
  id: "1",
  poolId: "eu-west-1_A",
  channel: "SMS",
  to: "+4915112345678",
  body: "hello",
  purpose: "Authentication",
  at: 0,
};

let now: number;
let offered: number;
let outcome: () => Promise<void>;

const fail = (): Promise<void> => Promise.reject(new Error("down"));
const guarded = () =>
  guardSender(
    {
      channels: ["SMS"],
      send: () => {
        offered += 1;
        return outcome();
      },
    },
    { now: () => now },
  );

beforeEach(() => {
  now = 0;
  offered = 0;
  outcome = fail;
});

it("a gateway that failed five times is left alone for half a minute, then tried by one", async () => {
  const sender = guarded();
  for (let at = 0; at < 20; at += 1) await expect(sender.send(message)).rejects.toThrow();
  expect(offered).toBe(5);
  now = 30 * second - 1;
  await expect(sender.send(message)).rejects.toThrow("left alone");
  now += 1;
  await Promise.allSettled([sender.send(message), sender.send(message), sender.send(message)]);
  expect(offered).toBe(6);
  now += 30 * second;
  outcome = () => Promise.resolve();
  await sender.send(message);
  await Promise.all([sender.send(message), sender.send(message)]);
  expect(offered).toBe(9);
});

it("failures count only in a row, and refusals of single messages do not", async () => {
  const sender = guarded();
  for (let at = 0; at < 30; at += 1) {
    outcome = at % 5 === 4 ? () => Promise.resolve() : fail;
    await sender.send(message).catch(() => undefined);
  }
  outcome = () => Promise.reject(new MessageRefused("no such number"));
  for (let at = 0; at < 10; at += 1) await sender.send(message).catch(() => undefined);
  expect(offered).toBe(40);
});
