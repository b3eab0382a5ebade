import { expect, test } from "vitest";
import { day } from "../kernel/clock.ts";
import { isNextKeyDue, keyLife, nextGeneration, retiredKeys, signingKeyAt } from "./signing-keys.ts";

const now = 1_800_000_000_000;
const first = { generation: 0, signsFrom: now };
const second = { generation: 1, signsFrom: now + keyLife };

test("a key signs from its own instant to that of its successor", () => {
  const keys = [second, first];
  expect(signingKeyAt(keys, now)).toBe(first);
  expect(signingKeyAt(keys, now + keyLife - 1)).toBe(first);
  expect(signingKeyAt(keys, now + keyLife)).toBe(second);
  expect(signingKeyAt(keys, now - 1)).toBe(first);
  expect(signingKeyAt([], now)).toBeUndefined();
});

test("the next key is due a day before the newest one ends", () => {
  expect(isNextKeyDue([first], now + keyLife - day - 1)).toBe(false);
  expect(isNextKeyDue([first], now + keyLife - day)).toBe(true);
  expect(isNextKeyDue([first, second], now + keyLife)).toBe(false);
});

test("a key is retired two days after its successor began, and the newest never", () => {
  expect(retiredKeys([second, first], now + keyLife + 2 * day)).toEqual([]);
  expect(retiredKeys([second, first], now + keyLife + 2 * day + 1)).toEqual([first]);
  expect(retiredKeys([first], now + 10 * keyLife)).toEqual([]);
});

test("generations are counted without a gap, beginning with 0", () => {
  expect(nextGeneration([])).toBe(0);
  expect(nextGeneration([second, first])).toBe(2);
});
