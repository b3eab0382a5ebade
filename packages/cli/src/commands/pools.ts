import type { Command } from "../command.ts";
import { confirmFlags } from "../confirm.ts";
import { settingsFlags } from "../settings-flags.ts";

const protocol = "The JSON is that of the protocol's answer; instants are texts.";

/** Looking after user pools. */
export const poolCommands: readonly Command[] = [
  {
    name: "pools list",
    summary: "List the user pools.",
    connects: true,
    examples: ["pools list", "pools list --json"],
    load: async () => (await import("../pools.ts")).listPools,
  },
  {
    name: "pools show",
    summary: "Show a user pool; all of its settings with --json.",
    words: ["POOL"],
    connects: true,
    about: protocol,
    examples: ["pools show people", "pools show eu-west-1_AbCdEfGhI --json"],
    load: async () => (await import("../pools.ts")).showPool,
  },
  {
    name: "pools create",
    summary: "Make a user pool and print its id.",
    words: ["NAME"],
    connects: true,
    flags: {
      "username-attributes": {
        value: "LIST",
        about: "People sign up with these: email, phone_number, or both.",
      },
      "auto-verify": { value: "LIST", about: "Send codes to prove these: email, phone_number, or both." },
      mfa: {
        value: "MODE",
        choices: ["OFF", "OPTIONAL", "ON"],
        about: "Second factor, with authenticator apps: OFF, OPTIONAL or ON.",
      },
      protect: { about: "Refuse to delete it until that is switched off." },
      ...settingsFlags,
    },
    examples: [
      "pools create people --username-attributes email --auto-verify email --mfa OPTIONAL",
      "pools create people --settings pool.json",
    ],
    load: async () => (await import("../pools.ts")).createPool,
  },
  {
    name: "pools update",
    summary: "Change some settings of a user pool; the others stay.",
    words: ["POOL"],
    connects: true,
    flags: {
      name: { value: "NAME", about: "Another name." },
      protect: { value: "on|off", choices: ["on", "off"], about: "Whether deleting it is refused." },
      ...settingsFlags,
    },
    examples: ["pools update people --protect on", "pools update people --settings policies.json"],
    load: async () => (await import("../update-settings.ts")).updatePool,
  },
  {
    name: "pools delete",
    summary: "Delete a user pool with everything in it.",
    words: ["POOL"],
    connects: true,
    flags: confirmFlags,
    load: async () => (await import("../pools.ts")).deletePool,
  },
];
