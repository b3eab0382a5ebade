import type { Command } from "../command.ts";

/** What serves the shell. */
export const shellCommands: readonly Command[] = [
  {
    name: "help",
    summary: "Print this, or the help of a command.",
    words: ["[COMMAND...]"],
    // run-command.ts answers before anything is loaded.
    load: () => Promise.resolve(() => Promise.resolve(0)),
  },
];
