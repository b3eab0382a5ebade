import type { Command, Flags } from "../command.ts";

const dryRun: Flags = { "dry-run": { about: "Only say what would be made." } };

/** Bringing pools and users from elsewhere, and taking them away. */
export const moveCommands: readonly Command[] = [
  {
    name: "import cognito",
    summary: "Bring user pools from Amazon Cognito: settings, app clients, groups, users.",
    words: ["POOL..."],
    connects: true,
    flags: {
      "from-region": { value: "REGION", about: "Where the pools are, if their ids do not say so." },
      "from-endpoint": { value: "URL", about: "Who has the pools, if it is not Amazon." },
      "password-from": {
        value: "CLIENT",
        about: "Ask the old pool for passwords at first sign-in, by this app client of it.",
      },
      "without-users": { about: "Only settings, app clients and groups." },
      "without-triggers": { about: "Leave out the functions that the pool calls." },
      ...dryRun,
    },
    about:
      "Pools, app clients and users keep their ids. The source is only read, with the credentials that the AWS SDK finds (AWS_PROFILE, AWS_ACCESS_KEY_ID…).\nWhat is there already stays as it is, so the command may be run again at any time.",
    examples: [
      "import cognito eu-west-1_AbCdEfGhI --dry-run",
      "import cognito eu-west-1_AbCdEfGhI --password-from 1example23456789",
    ],
    load: async () => (await import("../move/import-cognito.ts")).importCognito,
  },
  {
    name: "import users",
    summary: "Bring users from a file: what list-users printed, or the CSV of an import job.",
    words: ["POOL", "FILE"],
    connects: true,
    flags: {
      "password-hashes": {
        value: "ALGORITHM",
        choices: ["ARGON2ID", "BCRYPT", "SCRYPT", "PBKDF2_SHA256"],
        about: "How the passwords of a CSV file are hashed: ARGON2ID, BCRYPT, SCRYPT or PBKDF2_SHA256.",
      },
      ...dryRun,
    },
    about:
      "Users of a list keep their sub. A CSV file, known by its name, has none: its users get new ones.\nWho is there already is passed over.",
    examples: ["import users people users.json", "import users people people.csv"],
    load: async () => (await import("../move/import-users.ts")).importUsers,
  },
  {
    name: "import pool",
    summary: "Bring back a user pool from a file that `export` wrote.",
    words: ["FILE"],
    connects: true,
    flags: dryRun,
    examples: ["import pool people.jsonl"],
    load: async () => (await import("../move/import-pool.ts")).importPool,
  },
  {
    name: "export",
    summary: "Write a user pool as lines of JSON: settings, app clients, groups, users.",
    words: ["POOL"],
    connects: true,
    settings: {},
    flags: {
      to: { value: "FILE", about: "A new file, readable by you only; standard output otherwise." },
      "with-hashes": {
        about: "With client secrets and password verifiers, which are read from the server's data.",
      },
    },
    about:
      "`poolhouse import pool` reads it. Second factors of phones and devices are not in it; a backup has them.",
    examples: ["export people --to people.jsonl"],
    load: async () => (await import("../move/export-pool.ts")).exportPool,
  },
];
