/** serialization_failure and deadlock_detected: the transaction lost a race and did nothing (PostgreSQL, appendix A). */
const conflicts: ReadonlySet<unknown> = new Set(["40001", "40P01"]);
const maxAttempts = 10;
const longestWait = 200;

/** Runs `work` again, up to ten times in all, as long as the database undoes it because of a concurrent transaction. */
export async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (fault) {
      if (attempt === maxAttempts || !isConflict(fault)) throw fault;
      await wait(backoff(attempt));
    }
  }
}

function isConflict(fault: unknown): boolean {
  return fault instanceof Error && "code" in fault && conflicts.has(fault.code);
}

let retries = 0;

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
