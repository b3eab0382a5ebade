import type { Command } from "../command.ts";
import { confirmFlags } from "../confirm.ts";
import { settingsFlags } from "../settings-flags.ts";

/** Looking after app clients. */
export const clientCommands: readonly Command[] = [
  {
    name: "clients list",
    summary: "List the app clients of a pool.",
    words: ["POOL"],
    connects: true,
    load: async () => (await import("../clients.ts")).listClients,
  },
  {
    name: "clients show",
    summary: "Show an app client, without its secret; all of its settings with --json.",
    words: ["POOL", "CLIENT"],
    connects: true,
    load: async () => (await import("../clients.ts")).showClient,
  },
  {
    name: "clients create",
    summary: "Make an app client and print its id; its secret, if it has one, is shown this once.",
    words: ["POOL", "NAME"],
    connects: true,
    flags: {
      secret: { about: "Give it a secret: for servers, not for browsers and phones." },
      flows: {
        value: "LIST",
        about: "How people may sign in, e.g. ALLOW_USER_SRP_AUTH,ALLOW_REFRESH_TOKEN_AUTH.",
      },
      ...settingsFlags,
    },
    examples: ["clients create people web", "clients create people back-office --secret"],
    load: async () => (await import("../clients.ts")).createClient,
  },
  {
    name: "clients update",
    summary: "Change some settings of an app client; the others stay.",
    words: ["POOL", "CLIENT"],
    connects: true,
    flags: {
      name: { value: "NAME", about: "Another name." },
      flows: { value: "LIST", about: "How people may sign in from now on." },
      ...settingsFlags,
    },
    examples: ["clients update people web --settings callbacks.json"],
    load: async () => (await import("../update-settings.ts")).updateClient,
  },
  {
    name: "clients delete",
    summary: "Delete an app client; what signed in through it is signed out.",
    words: ["POOL", "CLIENT"],
    connects: true,
    flags: confirmFlags,
    load: async () => (await import("../clients.ts")).deleteClient,
  },
];
