import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Fault } from "./kernel/log.ts";
import { stopInOrder } from "./stop.ts";

let told: unknown[];
const log = {
  notice: (text: string) => void told.push(text),
  fault: ({ where }: Fault) => void told.push(where),
};
const never = (): Promise<void> => new Promise(() => undefined);

beforeEach(() => {
  told = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("stopping", () => {
  it("asks one part after the other, and leaves no timer", async () => {
    const order: string[] = [];
    const part = (what: string) => ({
      what,
      stop: async () => {
        order.push(`${what} asked`);
        await Promise.resolve();
        order.push(`${what} ended`);
      },
    });
    await stopInOrder(8000, { log }, [part("requests"), part("messages")]);
    expect(order).toEqual(["requests asked", "requests ended", "messages asked", "messages ended"]);
    expect([told, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it("leaves behind what takes too long, and says so", async () => {
    let graces: number[] = [];
    const parts = [
      { what: "requests", stop: (grace: number) => ((graces = [...graces, grace]), never()) },
      { what: "messages", stop: (grace: number) => ((graces = [...graces, grace]), never()) },
      { what: "rest", stop: () => Promise.resolve() },
    ];
    const [outcome] = await Promise.all([
      stopInOrder(8000, { log }, parts),
      vi.advanceTimersByTimeAsync(8600),
    ]);
    expect(outcome).toBeUndefined();
    expect(graces).toEqual([8000, 0]);
    expect(told).toEqual(["The time to stop was over before these were done: requests, messages."]);
  });

  it("goes on past a part that fails", async () => {
    const stopped = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const fails = { what: "messages", stop: () => Promise.reject(new Error("no")) };
    await stopInOrder(8000, { log }, [fails, { what: "rest", stop: stopped }]);
    expect(stopped).toHaveBeenCalledOnce();
    expect(told).toEqual(["stopping messages"]);
  });
});
