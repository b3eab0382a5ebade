import { CommandError } from "./command-error.ts";
import type { Flags, Given } from "./command.ts";

/** The flag of commands that destroy something. */
export const confirmFlags: Flags = { yes: { about: "Do not ask whether it is meant." } };

/**
 * Asks before something is destroyed. `--yes` answers; so it must where nobody sits at a terminal.
 *
 * @param question what will be destroyed, as a question, e.g. `Delete user ada?`
 * @throws CommandError unless the answer is yes.
 */
export async function confirm(given: Given, question: string): Promise<void> {
  if (given.has("yes")) return;
  if (!process.stdin.isTTY) throw CommandError.usage(`${question} Say --yes if so. Nothing was done.`);
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError("Nothing was done.");
}
