import type { Command, Flags } from "../command.ts";
import { sandboxDefaults } from "./server.ts";

/** Which of a project's sandboxes is meant. */
const identifierFlag: Flags = {
  identifier: {
    value: "NAME",
    about: "Which sandbox of the project: up to 15 letters, digits and dashes. Default: the account's name.",
  },
};

/** Flags of commands that work on the data of a sandbox. */
const onSandbox = { flags: identifierFlag, settings: { defaults: sandboxDefaults } } as const;

/** The definition of a project's backend, on a server that is there for others. */
export const deployCommand: Command = {
  name: "deploy",
  summary: "Make a pool of a running server what the definition in this folder says.",
  connects: true,
  flags: {
    server: { value: "URL", about: "The same as --endpoint." },
    pool: {
      value: "POOL",
      about: "The pool, by its name or id. Default: what the definition calls it, or the package's name.",
    },
    client: { value: "NAME", about: "The name of its app client. Default: the package's name." },
    plan: {
      about: "Only say what would be done. Exit code 0 if nothing, 2 if something, 1 if it cannot be.",
    },
    yes: { about: "Do not ask whether it is meant." },
    "accept-lock-out": { about: "Go on even if people can no longer sign in." },
    "relying-party": {
      value: "DOMAIN",
      about: "The domain of the app, for passkeys whose definition says AUTO.",
    },
    functions: {
      value: "NAMES",
      about: "Functions that the server's triggers file has, several with commas between.",
      isRepeated: true,
    },
    dir: { value: "DIR", about: "Folder of the definition. Default: amplify, or poolhouse." },
  },
  about: `It shows the difference first, and what it means for the people who are there. Secrets are taken from the environment:
secret("NAME") is POOLHOUSE_SECRET_NAME. Functions stay where they are: the server has to have them in its triggers file.`,
  examples: [
    "deploy --server https://id.example.com --plan",
    "deploy --server https://id.example.com --pool shop --yes --json",
  ],
  load: async () => (await import("../deploy.ts")).deploy,
};

/** The definition of a project's backend on this machine. */
export const sandboxCommands: readonly Command[] = [
  {
    name: "sandbox",
    summary: "Run a server for the project in this folder, and follow its definition as you type.",
    flags: {
      ...identifierFlag,
      "dir-to-watch": { value: "DIR", about: "Folder of the definition. Default: amplify, or poolhouse." },
      exclude: { value: "GLOB", about: "Changes of these files mean nothing.", isRepeated: true },
      "outputs-format": {
        value: "FORMAT",
        about: "Form of the file that the app reads.",
        fallback: "json",
        choices: ["mjs", "json", "json-mobile", "ts", "dart"],
      },
      "outputs-version": {
        value: "VERSION",
        about: "Version of its content; 0 is the first generation's. Default: the newest.",
        choices: ["0", "1", "1.1", "1.2", "1.3", "1.4", "1.5"],
      },
      "outputs-out-dir": { value: "DIR", about: "Where the file goes. Default: this folder." },
      "strict-outputs": { about: "Only what the published schema has; clients are told the endpoint apart." },
      once: { about: "Deploy once and end; the server ends, too." },
      open: { about: "Open the mailbox page in a browser: the one that BROWSER names, or the usual one." },
      yes: { about: "Answer questions with yes: lock people out, delete groups, make pools anew." },
      "stream-function-logs": { about: "Show what functions print." },
      "logs-filter": {
        value: "REGEX",
        about: "Only of functions whose names match.",
        isRepeated: true,
      },
      "logs-out-file": { value: "FILE", about: "Write what functions print to a file." },
      profile: { value: "NAME", about: "Means nothing: the sandbox is on this machine." },
      express: { about: "Means nothing: it is always fast." },
    },
    settings: { areListed: true, defaults: sandboxDefaults },
    about: `It evaluates amplify/backend.ts, makes the pool what it says without losing people, writes amplify_outputs.json and does so again
after each change. A folder without a definition gets a ready pool to try. docs/guide/sandbox.md says more. The port is the same at
every start; --port chooses another.`,
    examples: [
      "sandbox --open",
      "sandbox --identifier experiment --stream-function-logs",
      "sandbox --once --yes",
    ],
    load: async () => (await import("../sandbox.ts")).sandbox,
  },
  {
    name: "sandbox delete",
    summary: "Delete the sandbox's pool, its people and the outputs. Its secrets stay.",
    ...onSandbox,
    flags: { ...identifierFlag, yes: { about: "Do not ask whether it is meant." } },
    load: async () => (await import("../sandbox/delete.ts")).deleteSandbox,
  },
  {
    name: "sandbox seed",
    summary: "Run the project's amplify/seed/seed.ts against the running sandbox.",
    ...onSandbox,
    about: `The script finds the pool in POOLHOUSE_ENDPOINT, POOLHOUSE_USER_POOL_ID and POOLHOUSE_CLIENT_ID, and an operator's key where the AWS SDKs
look for one.`,
    load: async () => (await import("../sandbox/seed.ts")).seedSandbox,
  },
  {
    name: "sandbox secret set",
    summary: "Set a value that the definition names by secret(NAME).",
    words: ["NAME"],
    ...onSandbox,
    about: "It asks for the value, or reads standard input. A sandbox that runs takes it at once.",
    load: async () => (await import("../sandbox/secret-commands.ts")).setSecretCommand,
  },
  {
    name: "sandbox secret get",
    summary: "Show a secret and its version.",
    words: ["NAME"],
    ...onSandbox,
    load: async () => (await import("../sandbox/secret-commands.ts")).getSecretCommand,
  },
  {
    name: "sandbox secret list",
    summary: "List the names of the secrets.",
    ...onSandbox,
    load: async () => (await import("../sandbox/secret-commands.ts")).listSecretsCommand,
  },
  {
    name: "sandbox secret remove",
    summary: "Delete a secret, or all.",
    words: ["[NAME]"],
    ...onSandbox,
    flags: { ...identifierFlag, all: { about: "All of them." } },
    load: async () => (await import("../sandbox/secret-commands.ts")).removeSecretsCommand,
  },
];
