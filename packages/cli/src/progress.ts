/** A line on standard error that says how far long work is. */
export interface Progress {
  /** Says how many are done, of how many if that is known. */
  report(done: number, total?: number): void;
  /** Takes the line away, so that what follows stands on a line of its own. */
  end(): void;
}

/** Milliseconds between two lines, so that the terminal is not what the work waits for. */
const pace = 100;
/** Milliseconds before the first: what is done by then needs no line that flickers. */
const delay = 300;

/**
 * Progress for people: silent where standard error is no terminal, or nobody wants it.
 *
 * @param what is counted, e.g. `users`.
 * @example const progress = createProgress("users", given.has("quiet")); progress.report(60); progress.end();
 */
export function createProgress(
  what: string,
  isQuiet: boolean,
  stream: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stderr,
): Progress {
  if (isQuiet || !stream.isTTY) return { report: () => undefined, end: () => undefined };
  let next = performance.now() + delay;
  let isShown = false;
  return {
    report(done, total) {
      const now = performance.now();
      if (now < next) return;
      next = now + pace;
      isShown = true;
      stream.write(`\r\u001B[K${done}${total === undefined ? "" : ` of ${total}`} ${what}`);
    },
    end() {
      if (isShown) stream.write("\r\u001B[K");
    },
  };
}
