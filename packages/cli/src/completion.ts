/** Scripts for shells, made from the table when they are asked for: nothing is asked while somebody types. */
import type { Command, Flag, Given } from "./command.ts";
import { commands } from "./commands.ts";
import { exitCodes } from "./exit-codes.ts";
import { flagsOf } from "./flags.ts";
import { loadSettings } from "./load-settings.ts";
import { bashScript } from "./shells/bash.ts";
import { fishScript } from "./shells/fish.ts";
import { zshScript } from "./shells/zsh.ts";

/** A word that may come next, and what it means. */
export interface Choice {
  readonly word: string;
  readonly about: string;
}

/** What may follow the words typed so far. */
export interface Step {
  /** Words behind `poolhouse`; none at the beginning. */
  readonly words: readonly string[];
  readonly next: readonly Choice[];
  /** Where the words are a command. */
  readonly flags: readonly (Flag & { readonly name: string })[];
}

const shells: Readonly<Record<string, (steps: readonly Step[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Prints the script of a shell. */
export async function completion({ words: [shell = ""] }: Given): Promise<number> {
  const script = shells[shell];
  if (script === undefined) throw new TypeError(`the table of commands lets the shell ${shell} through`);
  console.log(script(stepsOf(commands, await loadSettings())));
  return exitCodes.done;
}

/** Every beginning of a command, with what may follow; the shorter ones first. */
export function stepsOf(table: readonly Command[], settings: Readonly<Record<string, Flag>>): Step[] {
  const beginnings = table.flatMap(({ name }) => {
    const words = name.split(" ");
    return [[], ...words.map((_word, at) => words.slice(0, at + 1))];
  });
  const unique = new Map(beginnings.map((words) => [words.join(" "), words]));
  return [...unique.values()]
    .toSorted((one, other) => one.length - other.length)
    .map((words) => ({ words, next: nextOf(table, words), flags: flagsBehind(table, words, settings) }));
}

function nextOf(table: readonly Command[], words: readonly string[]): Choice[] {
  const beginning = words.map((word) => `${word} `).join("");
  const choices = new Map<string, Choice>();
  for (const { name, summary } of table.filter((each) => each.name.startsWith(beginning))) {
    const [word = "", ...more] = name.slice(beginning.length).split(" ");
    const siblings = more.length === 0 ? summary : `${word} ...`;
    if (!choices.has(word)) choices.set(word, { word, about: siblings });
  }
  const command = table.find(({ name }) => name === words.join(" "));
  const fixed = command?.words?.[0]?.includes("|") === true ? command.words[0].split("|") : [];
  return [...choices.values(), ...fixed.map((word) => ({ word, about: "" }))];
}

function flagsBehind(
  table: readonly Command[],
  words: readonly string[],
  settings: Readonly<Record<string, Flag>>,
): Step["flags"] {
  const command = table.find(({ name }) => name === words.join(" "));
  if (command === undefined) return [];
  const flags = { ...(command.settings && settings), ...flagsOf(command) };
  return Object.entries(flags).map(([name, flag]) => ({ name, ...flag }));
}
