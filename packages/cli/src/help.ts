/** Every text of help, made from the table of commands. */
import { readFileSync } from "node:fs";
import type { Command, Flags, Section } from "./command.ts";
import { flagsOf } from "./flags.ts";

const title = "Poolhouse: user pools you own, speaking the Amazon Cognito user pools protocol.";
const column = 26;

/** What `poolhouse help` prints. */
export function describeEverything(sections: readonly Section[]): string {
  const lines = sections.map((section) => {
    const isFamily = section.family !== undefined;
    return {
      heading: isFamily ? "Looking after pools and people" : section.title,
      lines: listShortly(section),
    };
  });
  const parts = Map.groupBy(lines, ({ heading }) => heading);
  const texts = [...parts].map(
    ([heading, members]) => `${heading}\n${members.flatMap((member) => member.lines).join("\n")}`,
  );
  return `${title}

Usage: poolhouse <command> [flags]

${texts.join("\n\n")}

\`poolhouse help COMMAND\` says more, e.g. \`poolhouse help users\` or \`poolhouse help serve\`. \`poolhouse --version\` says the version.
Exit codes: 0 done, 1 failed, 2 the command is wrong, 3 what it names is not there.`;
}

/** A family takes one line: what can be done with it. */
function listShortly({ family, commands }: Section): string[] {
  if (family === undefined) return commands.map(lineOf);
  const verbs = commands.map(({ name }) => name.slice(family.length + 1));
  return wrap(verbs.join(", "), 84).map((line, at) => row(at === 0 ? `${family} ...` : "", line));
}

/** What `poolhouse help users` prints. */
export function describeFamily({ title: heading, commands }: Section): string {
  const width = Math.max(...commands.map((command) => wordsOf(command).length));
  const lines = commands.map((command) => `  ${wordsOf(command).padEnd(width)}  ${command.summary}`);
  return `${heading}\n\n${lines.join("\n")}\n\n\`poolhouse help COMMAND\` says more about each.`;
}

/** What `poolhouse help users disable` prints. */
export async function describeCommand(command: Command): Promise<string> {
  const flags = [describeFlags(flagsOf(command)), await describeSettings(command)].filter(Boolean);
  return [
    `${usageLine(command)}\n\n${command.summary}`,
    command.about,
    `Flags\n${flags.join("\n")}`,
    command.connects &&
      "The keys of an operator come from POOLHOUSE_ACCESS_KEY_ID and POOLHOUSE_SECRET_ACCESS_KEY, or AWS_ in place of POOLHOUSE_\n(`poolhouse keys create` makes some).",
    command.examples && `Examples\n${command.examples.map((line) => `  poolhouse ${line}`).join("\n")}`,
  ]
    .filter((part) => typeof part === "string")
    .join("\n\n");
}

/** One line: how the command is written. */
export const usageLine = (command: Command): string => `Usage: poolhouse ${wordsOf(command)} [flags]`;

const row = (left: string, right: string): string => `  ${left.padEnd(column - 1)} ${right}`;

const wordsOf = ({ name, words = [] }: Command): string => [name, ...words].join(" ");

function lineOf(command: Command): string {
  const left = wordsOf(command);
  return left.length < column ? row(left, command.summary) : `  ${left}\n${row("", command.summary)}`;
}

function describeFlags(flags: Flags): string {
  return Object.entries(flags)
    .map(([name, { value, about, fallback, isRepeated }]) => {
      const left = `--${name}${value === undefined ? "" : ` ${value}`}`;
      const notes = [isRepeated && "May be repeated.", fallback !== undefined && `Default: ${fallback}.`];
      const right = [about, ...notes].filter(Boolean).join(" ");
      return left.length < column ? row(left, right) : `  ${left}\n${row("", right)}`;
    })
    .join("\n");
}

async function describeSettings({ settings }: Command): Promise<string> {
  if (settings === undefined) return "";
  if (settings.areListed !== true)
    return "  and the flags of `poolhouse serve`, which say where the installation is.";
  const table = await import("@poolhouse/server/settings");
  return `
Each of these has a twin in the environment; the flag wins. What stands in the environment only is secret.
${table.describeSettings(settings.defaults)}`;
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}

/** Whether somebody asks for help instead of work. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const flags = end === -1 ? args : args.slice(0, end);
  return flags.includes("--help") || flags.includes("-h");
}

/** The version of this package. */
export function readVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  // Our own manifest, which has a version.
  return (JSON.parse(manifest) as { version: string }).version;
}
