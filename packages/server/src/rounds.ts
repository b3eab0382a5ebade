/** Work beside answering that is done again and again, one round at a time. */
export interface Rounds {
  /** A round now, or the one that is under way. Never rejects. */
  look(): Promise<void>;
  /** Begins no more rounds by itself, and resolves when the one under way is over. */
  stop(): Promise<void>;
}

/** What a round does; it may end early once `isStopping` says so. */
type Round = (isStopping: () => boolean) => Promise<void>;

/** Begins a round every `pause` milliseconds, unless one is under way; a round that fails is told to `fail`. */
export function startRounds(pause: number, round: Round, fail: (cause: unknown) => void): Rounds {
  let isStopping = false;
  let running: Promise<void> | undefined;
  const look = (): Promise<void> =>
    (running ??= round(() => isStopping)
      .catch(fail)
      .finally(() => {
        running = undefined;
      }));
  const timer = setInterval(() => void look(), pause).unref();
  return {
    look,
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
