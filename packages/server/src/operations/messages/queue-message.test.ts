import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { systemRandom } from "../../kernel/random.ts";
import { openFromOutbox } from "../../kernel/sealed-message.ts";
import { PoolKeys } from "../../kernel/secret-keys.ts";
import type { Message } from "../../ports/sender.ts";
import { sealMessage } from "./queue-message.ts";

const message: Message = {
  id: "5f0c7a0e-9d1b-4c53-8a53-2f1f0b7f7b5e",
  poolId: "eu-west-1_A",
  channel: "EMAIL",
  to: "ada@example.com",
  body: "Your verification code is 012345. ",
  code: "012345",
  purpose: "SignUp",
  at: 1_772_355_907_000,
};
const keys = new PoolKeys(randomBytes(32));
const row = sealMessage({ random: systemRandom }, { id: "eu-west-1_A", keys }, message);

it("a queued message is due at once and opens as it was", () => {
  expect(row).toMatchObject({
    id: message.id,
    poolId: "eu-west-1_A",
    nextAttemptAt: message.at,
    attempts: 0,
  });
  expect(openFromOutbox(keys, row)).toEqual(message);
});

it("a queued message shows neither its code nor its address", () => {
  expect(JSON.stringify(row)).not.toMatch(/012345|ada/);
});

it("a queued message does not open in another row, another pool or with another pool's key", () => {
  expect(openFromOutbox(keys, { ...row, id: "other" })).toBeUndefined();
  expect(openFromOutbox(keys, { ...row, poolId: "eu-west-1_B" })).toBeUndefined();
  expect(openFromOutbox(new PoolKeys(randomBytes(32)), row)).toBeUndefined();
});
