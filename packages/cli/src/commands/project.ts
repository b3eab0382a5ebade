import type { Command, Flags } from "../command.ts";
import { deployCommand } from "./backend.ts";

/** How the configuration of an app is written. */
const outputFlags: Flags = {
  format: {
    value: "FORMAT",
    choices: ["mjs", "json", "json-mobile", "ts", "dart"],
    fallback: "json",
    about: "json, mjs, ts or dart; json-mobile for Android and Swift of the first generation.",
  },
  "outputs-version": {
    value: "VERSION",
    choices: ["0", "1", "1.1", "1.2", "1.3", "1.4", "1.5"],
    fallback: "1.5",
    about: "Version of the content; 0 is that of the first generation.",
  },
  "out-dir": { value: "DIR", about: "The folder to write into. Default: the one you are in." },
  "strict-outputs": { about: "Only members of the published schema, so no endpoint in `auth`." },
};

/** How a walkthrough is answered, and what it may lose. */
const walkthroughFlags: Flags = {
  headless: {
    value: "FILE",
    about: "Take the answers from a JSON file: the keys of the questions and their values.",
  },
  overwrite: { about: "Write over a definition that was written or changed by hand." },
};

/** Those of `deploy`, as far as something is deployed. */
const { plan: _plan, server: _server, ...deployFlags } = deployCommand.flags ?? {};

const pushFlags: Flags = {
  ...deployFlags,
  frontend: {
    value: "KIND",
    choices: ["javascript", "android", "ios", "flutter"],
    about: "Whose files are written. Default: javascript.",
    isRepeated: true,
  },
};

const aboutPush = `It asks the server of --endpoint or POOLHOUSE_ENDPOINT; where neither is said and a sandbox runs in this folder, that one.
docs/guide/gen1.md says which files are written.`;

/** What an app's project needs. */
export const projectCommands: readonly Command[] = [
  {
    name: "add auth",
    summary: "Ask how people should sign in, and write the definition in amplify/.",
    flags: walkthroughFlags,
    about:
      "The questions are those of the Amplify CLI's first generation. Nothing runs before `poolhouse push` or `poolhouse sandbox`.",
    examples: ["add auth", "add auth --headless answers.json"],
    load: async () => (await import("../walkthrough/commands.ts")).addAuthCommand,
  },
  {
    name: "update auth",
    summary: "Ask what should be different, and write the definition anew.",
    flags: walkthroughFlags,
    about: "Only a definition that `poolhouse add auth` wrote and nobody has changed since is written anew.",
    examples: ["update auth"],
    load: async () => (await import("../walkthrough/commands.ts")).updateAuthCommand,
  },
  {
    name: "remove auth",
    summary: "Remove the definition that `poolhouse add auth` wrote; the pool that runs stays.",
    flags: walkthroughFlags,
    load: async () => (await import("../walkthrough/commands.ts")).removeAuthCommand,
  },
  {
    name: "console",
    summary: "Ask how devices are remembered, and write it into the definition.",
    flags: walkthroughFlags,
    about: "There is no page in a browser for it: the choice is a part of the definition.",
    load: async () => (await import("../walkthrough/commands.ts")).consoleCommand,
  },
  {
    name: "push",
    summary: "Make the pool what the definition says, and write the files of first-generation apps.",
    connects: true,
    flags: pushFlags,
    about: aboutPush,
    examples: ["push", "push --yes --frontend android"],
    load: async () => (await import("../walkthrough/push.ts")).push,
  },
  {
    name: "publish",
    summary: "The same as push: there is no hosting for your frontend here.",
    connects: true,
    flags: pushFlags,
    load: async () => (await import("../walkthrough/push.ts")).publish,
  },
  {
    name: "generate outputs",
    summary: "Write the configuration by which an app finds a pool.",
    words: ["POOL", "CLIENT"],
    connects: true,
    flags: outputFlags,
    about:
      "The file is amplify_outputs, or amplifyconfiguration where the first generation's form is asked for.",
    examples: [
      "generate outputs people web",
      "generate outputs people phone --format dart --out-dir lib",
      "generate outputs people web --outputs-version 0",
    ],
    load: async () => (await import("../generate-outputs.ts")).generateOutputs,
  },
];
