import type { Command } from "../command.ts";

/** What the sandbox does differently from `serve` unless told otherwise. */
export const sandboxDefaults = {
  "data-dir": ".poolhouse",
  mailbox: "true",
  "log-level": "warn",
  "rate-limits": "off",
} as const;

/** Running a server, and looking into its database. */
export const serverCommands: readonly Command[] = [
  {
    name: "serve",
    summary: "Run the server.",
    settings: { areListed: true },
    examples: ["serve --host 0.0.0.0 --issuer-url https://id.example.com"],
    load: async () => (await import("../serve.ts")).serve,
  },
  {
    name: "config",
    summary: "Show the configuration that serve would run by: each value and where it comes from.",
    flags: { json: { about: "Answer with JSON, for programs." } },
    settings: {},
    about: "A mistake in it is told as serve would tell it. Secrets are only said to be set.",
    examples: ["config --config /etc/poolhouse/poolhouse.json"],
    load: async () => (await import("../config.ts")).config,
  },
  {
    name: "doctor",
    summary:
      "Look an installation over: keys, clock, database, mail, SMS, triggers, files. Nothing is changed.",
    flags: {
      "send-to": {
        value: "ADDRESS",
        about: "Send a test message there: to an e-mail address or a phone number.",
      },
      json: { about: "Answer with JSON, for programs." },
    },
    settings: {},
    about: `One line for each check, with what to do about it. Give it the flags and the environment of the server. The exit code is 1 if
a check failed; a warning is none.`,
    examples: ["doctor", "doctor --send-to me@example.com"],
    load: async () => (await import("../doctor.ts")).doctor,
  },
  {
    name: "import-log",
    summary: "Show which lines of a user import made no user, and why.",
    words: ["JOB"],
    settings: {},
    examples: ["import-log import-0123456789"],
    load: async () => (await import("../import-log.ts")).importLog,
  },
];
