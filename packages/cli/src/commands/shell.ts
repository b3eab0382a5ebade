import type { Command } from "../command.ts";

/** What serves the shell. */
export const shellCommands: readonly Command[] = [
  {
    name: "completion",
    summary: "Print a script that completes commands and flags in a shell.",
    words: ["bash|zsh|fish"],
    about: `In the start-up file of the shell:
  bash   eval "$(poolhouse completion bash)"
  zsh    eval "$(poolhouse completion zsh)"
  fish   poolhouse completion fish | source`,
    load: async () => (await import("../completion.ts")).completion,
  },
  {
    name: "help",
    summary: "Print this, or the help of a command.",
    words: ["[COMMAND...]"],
    // run-command.ts answers before anything is loaded.
    load: () => Promise.resolve(() => Promise.resolve(0)),
  },
];
