import type { Command } from "../command.ts";
import { confirmFlags } from "../confirm.ts";
import { limitFlags } from "../limit-flags.ts";

/** Looking after groups. */
export const groupCommands: readonly Command[] = [
  {
    name: "groups list",
    summary: "List the groups of a pool.",
    words: ["POOL"],
    connects: true,
    load: async () => (await import("../groups.ts")).listGroups,
  },
  {
    name: "groups create",
    summary: "Make a group.",
    words: ["POOL", "GROUP"],
    connects: true,
    flags: {
      description: { value: "TEXT", about: "What it is for." },
      precedence: {
        value: "NUMBER",
        about: "Of somebody's groups the one with the smallest number gives the role.",
      },
      "role-arn": { value: "ARN", about: "The role that tokens of its members name." },
    },
    examples: ['groups create people editors --description "May change articles"'],
    load: async () => (await import("../groups.ts")).createGroup,
  },
  {
    name: "groups delete",
    summary: "Delete a group; its members stay users.",
    words: ["POOL", "GROUP"],
    connects: true,
    flags: confirmFlags,
    load: async () => (await import("../groups.ts")).deleteGroup,
  },
  {
    name: "groups add",
    summary: "Put a user into a group; tokens say so from the next refresh on.",
    words: ["POOL", "GROUP", "USER"],
    connects: true,
    load: async () => (await import("../groups.ts")).addToGroup,
  },
  {
    name: "groups remove",
    summary: "Take a user out of a group.",
    words: ["POOL", "GROUP", "USER"],
    connects: true,
    load: async () => (await import("../groups.ts")).removeFromGroup,
  },
  {
    name: "groups members",
    summary: "List the users in a group.",
    words: ["POOL", "GROUP"],
    connects: true,
    flags: limitFlags,
    load: async () => (await import("../groups.ts")).listMembers,
  },
];
