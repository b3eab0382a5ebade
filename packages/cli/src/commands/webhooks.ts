import type { Command } from "../command.ts";
import { confirmFlags } from "../confirm.ts";

/** Webhooks: servers that are told of changes. */
export const webhookCommands: readonly Command[] = [
  {
    name: "webhooks list",
    summary: "List the webhooks and how each is doing.",
    connects: true,
    load: async () => (await import("../webhooks.ts")).listWebhooks,
  },
  {
    name: "webhooks create",
    summary: "Have changes sent to an address; prints the secret that signs them, once.",
    words: ["URL"],
    connects: true,
    flags: {
      event: {
        value: "TYPE",
        about: "A kind of change, e.g. user.deleted or user.*; may be repeated. Default: all.",
        isRepeated: true,
      },
      pool: { value: "POOL", about: "Only what happens in this user pool." },
      description: { value: "TEXT", about: "What it is for." },
    },
    examples: [
      "webhooks create https://tickets.example.com/poolhouse --event user.created --event user.deleted",
    ],
    load: async () => (await import("../webhooks.ts")).createWebhook,
  },
  {
    name: "webhooks enable",
    summary: "Switch a webhook on again, or forget that it failed.",
    words: ["ID"],
    connects: true,
    load: async () => (await import("../webhooks.ts")).enableWebhook,
  },
  {
    name: "webhooks disable",
    summary: "Switch a webhook off; what is on its way to it is dropped.",
    words: ["ID"],
    connects: true,
    load: async () => (await import("../webhooks.ts")).disableWebhook,
  },
  {
    name: "webhooks delete",
    summary: "Delete a webhook.",
    words: ["ID"],
    connects: true,
    flags: confirmFlags,
    load: async () => (await import("../webhooks.ts")).deleteWebhook,
  },
];
