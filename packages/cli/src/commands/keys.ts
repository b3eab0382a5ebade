import type { Command } from "../command.ts";

/** Operator keys, and the keys that sign tokens: in the database itself; a running server sees the change. */
export const keyCommands: readonly Command[] = [
  {
    name: "keys create",
    summary: "Make an operator key, which signs operator operations, and print it once.",
    words: ["[NOTE]"],
    settings: {},
    examples: ['keys create "my laptop"'],
    load: async () => (await import("../keys.ts")).createKey,
  },
  {
    name: "keys list",
    summary: "List the operator keys.",
    settings: {},
    load: async () => (await import("../keys.ts")).listKeys,
  },
  {
    name: "keys delete",
    summary: "Delete an operator key; what it signs is refused from then on.",
    words: ["ID"],
    settings: {},
    load: async () => (await import("../keys.ts")).deleteKey,
  },
  {
    name: "keys rotate",
    summary: "Sign a user pool's tokens with new keys, as happens by itself every 90 days.",
    words: ["POOL"],
    settings: {},
    load: async () => (await import("../keys.ts")).rotateKeys,
  },
];
