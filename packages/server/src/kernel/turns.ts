/**
 * Lets heavy work take turns: one piece per turn of the event loop, so that a burst of sign-ins cannot keep the loop from
 * answering cheap requests. The order is first come, first served.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` (synchronous, a millisecond or so) when its turn comes. */
  take<T>(work: () => T): Promise<T> {
    const turn = this.#last.then(nextTurn).then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
