import { CommandError } from "../command-error.ts";

/** How questions are answered. */
export interface Agreement {
  /** All of them with yes. */
  readonly isAgreed: boolean;
  /** Takes a question away that is about the past. */
  readonly signal?: AbortSignal;
}

/**
 * Asks before something is done that people would notice. Where nobody sits at a terminal, nothing is done.
 *
 * @param question what will happen, and whether it should.
 * @param flag what answers yes, e.g. `--yes`.
 * @throws CommandError unless the answer is yes.
 */
export async function agree(question: string, flag: string, { isAgreed, signal }: Agreement): Promise<void> {
  if (isAgreed) return;
  if (!process.stdin.isTTY) throw new CommandError(`${question}\nNothing was done. Say ${flag} if so.`);
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C ends the command, not the question alone.
  terminal.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answer = await terminal.question(`${question} [y/N] `, signal === undefined ? {} : { signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError("Nothing was done.");
  } finally {
    terminal.close();
  }
}
