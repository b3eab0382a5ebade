const maxAttempts = 20;
const longestWait = 200;

/** Runs `work` again, up to twenty times in all, some three seconds, as long as it fails with a fault that `passes` says will pass. */
export async function retry<T>(passes: (fault: unknown) => boolean, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (fault) {
      if (attempt === maxAttempts || !passes(fault)) throw fault;
      await wait(backoff(attempt));
    }
  }
}

let retries = 0;

/** How often this process has tried something again; for metrics. */
export const countRetries = (): number => retries;

/**
 * Milliseconds to wait: doubled each time, and spread so that those who collided do not collide again. Multiples of the
 * golden ratio, modulo one, fill the unit interval evenly, so neighbours in line get waits far apart without any chance.
 */
function backoff(attempt: number): number {
  retries += 1;
  const spread = (retries * 0.618_033_988_75) % 1;
  return Math.min(2 ** attempt, longestWait) * (0.5 + spread);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
