/** Time that stands still and goes on only when everybody waits for it: three minutes of asking again take no time. */
import { vi } from "vitest";

const nextTurn = globalThis.setImmediate;

/** Stops the clock and all timers; the function that is answered starts them again, and drops those that were set meanwhile. */
export function stopTime(): () => void {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  return () => vi.useRealTimers();
}

/** As many turns of the event loop as answers that are at hand need to arrive. */
const turns = 8;

/** Lets time go on, from one timer to the next, until this is settled. */
export async function pump<T>(work: Promise<T>): Promise<T> {
  let isSettled = false;
  const settled = work.finally(() => (isSettled = true));
  const go = async (): Promise<void> => {
    for (let turn = 0; turn < turns && !isSettled; turn += 1)
      await new Promise((resolve) => nextTurn(resolve));
    if (isSettled) return;
    await vi.advanceTimersToNextTimerAsync();
    await go();
  };
  await Promise.all([settled, go()]);
  return settled;
}
