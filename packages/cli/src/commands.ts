/**
 * The table of commands. To add one, add its line to a file under `commands/` (or a new file there, listed here); help,
 * completion and the reference page follow. The work itself is loaded on demand.
 */
import type { Command, Section } from "./command.ts";
import { deployCommand, sandboxCommands } from "./commands/backend.ts";
import { backupCommands } from "./commands/backup.ts";
import { auditCommands } from "./commands/audit.ts";
import { clientCommands } from "./commands/clients.ts";
import { groupCommands } from "./commands/groups.ts";
import { keyCommands } from "./commands/keys.ts";
import { moveCommands } from "./commands/move.ts";
import { poolCommands } from "./commands/pools.ts";
import { projectCommands } from "./commands/project.ts";
import { serverCommands } from "./commands/server.ts";
import { shellCommands } from "./commands/shell.ts";
import { userCommands } from "./commands/users.ts";
import { webhookCommands } from "./commands/webhooks.ts";

/** In the order of the help. */
export const sections: readonly Section[] = [
  { title: "Server", commands: serverCommands },
  { title: "Sandbox", commands: sandboxCommands },
  { title: "Projects", commands: [...projectCommands, deployCommand] },
  { title: "Backups", commands: backupCommands },
  { title: "User pools", family: "pools", commands: poolCommands },
  { title: "App clients", family: "clients", commands: clientCommands },
  { title: "Users", family: "users", commands: userCommands },
  { title: "Groups", family: "groups", commands: groupCommands },
  { title: "Audit trail", family: "audit", commands: auditCommands },
  { title: "Webhooks", family: "webhooks", commands: webhookCommands },
  { title: "Moving", commands: moveCommands },
  { title: "Operator keys", family: "keys", commands: keyCommands },
  { title: "Shell", commands: shellCommands },
];

/** All commands. */
export const commands: readonly Command[] = sections.flatMap((section) => section.commands);

/** The names of all commands, and the words that begin several of them. */
export const topics: readonly string[] = [
  ...new Set(commands.flatMap(({ name }) => [name, name.split(" ")[0] ?? name])),
];

/** The command that the first words name, and what follows them. The longest name wins. */
export function findCommand(
  args: readonly string[],
): { command: Command; rest: readonly string[] } | undefined {
  for (let length = 3; length > 0; length -= 1) {
    const name = args.slice(0, length).join(" ");
    const command = args.length >= length ? commands.find((each) => each.name === name) : undefined;
    if (command !== undefined) return { command, rest: args.slice(length) };
  }
  return undefined;
}

/** The commands that begin with a word, e.g. `users`, as a section of their own. */
export function findFamily(word: string): Section | undefined {
  const members = commands.filter(({ name }) => name.startsWith(`${word} `));
  if (members.length === 0) return undefined;
  const section = sections.find(({ family }) => family === word);
  return { title: section?.title ?? `poolhouse ${word}`, family: word, commands: members };
}
