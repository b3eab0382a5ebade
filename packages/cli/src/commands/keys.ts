import type { Command } from "../command.ts";

/** Operator keys, and the keys that sign tokens: in the database itself; a running server sees the change. */
export const keyCommands: readonly Command[] = [
  {
    name: "keys create",
    summary: "Make an operator key, which signs operator operations, and print it once.",
    words: ["[NOTE]"],
    flags: {
      allow: {
        value: "OPERATIONS",
        about:
          "What it may do: names, names with *, families, read, write; several with commas. Default: all.",
        isRepeated: true,
      },
      pool: {
        value: "POOL",
        about: "Where: ids of user pools, several with commas. Default: all, and what belongs to none.",
        isRepeated: true,
      },
      expires: { value: "DAYS", about: "It ends after so many days. Default: never." },
    },
    settings: {},
    about: `Families are those of docs/reference/operations.md, e.g. users or groups. read is what only shows
things, clients' secrets among them; write is everything else.`,
    examples: [
      'keys create "my laptop"',
      'keys create "help desk" --allow read,AdminResetUserPassword --pool eu-west-1_AbCdEfGhI',
      'keys create "contractor" --expires 30',
    ],
    load: async () => (await import("../keys.ts")).createKey,
  },
  {
    name: "keys list",
    summary: "List the operator keys, and what each may do.",
    flags: { json: { about: "Answer with JSON, for programs." } },
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
