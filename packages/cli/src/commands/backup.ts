import type { Command, Flags } from "../command.ts";

const flags: Flags = {
  json: { about: "Answer with JSON, for programs." },
  quiet: { about: "No progress on standard error." },
};

/** The whole installation as one file, but for its root key. */
export const backupCommands: readonly Command[] = [
  {
    name: "backup",
    summary: "Save the whole database to a new file, while servers run, and read it again.",
    words: ["FILE"],
    flags,
    settings: {},
    about:
      "Secrets in it stay sealed, so it is of no use without the root key, which is not in it: keep a copy of that elsewhere.",
    examples: [
      "backup poolhouse-2026-01-31.backup",
      "backup --database-url postgres://… nightly.backup --quiet",
    ],
    load: async () => (await import("../backup.ts")).backup,
  },
  {
    name: "backup verify",
    summary: "Read a backup to its end and say whether it is whole and of this root key.",
    words: ["FILE"],
    flags,
    settings: {},
    load: async () => (await import("../backup.ts")).verifyBackup,
  },
  {
    name: "restore",
    summary: "Fill an empty database, SQLite or PostgreSQL, with a backup: all of it or nothing.",
    words: ["FILE"],
    flags,
    settings: {},
    about:
      "It goes back in time: what was changed, revoked or used up after the backup is as it was before. An older backup is\nbrought up to date.",
    examples: ["restore poolhouse-2026-01-31.backup --data-dir new-folder --root-key-file root.key"],
    load: async () => (await import("../backup.ts")).restore,
  },
];
