import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { retry } from "./retry.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const always = (): boolean => true;

/** Work that fails so many times before it answers. */
function failing(times: number): { work: () => Promise<string>; attempts: () => number } {
  let attempts = 0;
  const work = async (): Promise<string> => {
    attempts += 1;
    if (attempts <= times) throw new Error(`failure ${attempts}`);
    return "done";
  };
  return { work, attempts: () => attempts };
}

test("work is done again until it succeeds", async () => {
  const { work, attempts } = failing(19);
  const result = retry(always, work);
  await vi.runAllTimersAsync();
  expect(await result).toBe("done");
  expect(attempts()).toBe(20);
});

test("after twenty attempts the last failure is thrown", async () => {
  const result = retry(always, failing(20).work).catch((fault: Error) => fault.message);
  await vi.runAllTimersAsync();
  expect(await result).toBe("failure 20");
});

test("a fault that will not pass is thrown at once", async () => {
  await expect(retry(() => false, failing(1).work)).rejects.toThrow("failure 1");
});

test("those who fail together wait for different times", async () => {
  const timer = vi.spyOn(globalThis, "setTimeout");
  const results = Array.from({ length: 5 }, () => retry(always, failing(1).work));
  await vi.runAllTimersAsync();
  await Promise.all(results);
  const waits = timer.mock.calls.map(([, milliseconds]) => milliseconds);
  expect(new Set(waits).size).toBe(5);
});
