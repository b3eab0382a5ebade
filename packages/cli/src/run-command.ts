/** From the words of a command line to an exit code. What people asked for goes to standard output; everything else to standard error. */
import { CommandError } from "./command-error.ts";
import type { Command } from "./command.ts";
import { findCommand, findFamily, sections, topics } from "./commands.ts";
import { exitCodes } from "./exit-codes.ts";
import { asksForHelp, describeCommand, describeEverything, describeFamily, readVersion } from "./help.ts";
import { loadSettings } from "./load-settings.ts";
import { readArguments } from "./read-arguments.ts";
import { suggestion } from "./suggest.ts";

/** Runs one command line, without `poolhouse` itself; the answer is the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args);
  } catch (error) {
    const told = CommandError.from(error);
    console.error(told.message);
    return told.exitCode;
  }
}

async function dispatch(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (first === "--version") return print(readVersion());
  if (first === undefined || first === "help" || asksForHelp(args)) {
    const words = args.filter((word) => !word.startsWith("-"));
    return print(await describeTopic(first === "help" ? words.slice(1) : words));
  }
  const found = findCommand(args);
  if (found !== undefined) return run(found.command, found.rest);
  const family = args.length === 1 ? findFamily(first) : undefined;
  throw family === undefined ? unknown(args) : CommandError.usage(describeFamily(family));
}

/** The help of what the words name: everything, a family or one command, whose own words may follow. */
async function describeTopic(words: readonly string[]): Promise<string> {
  const [first] = words;
  if (first === undefined) return describeEverything(sections);
  const found = findCommand(words);
  if (found !== undefined) return describeCommand(found.command);
  const family = words.length === 1 ? findFamily(first) : undefined;
  if (family === undefined) throw unknown(words);
  return describeFamily(family);
}

/** What was typed may be one word or two: the second counts where the first begins other commands. */
function unknown([first = "", second = ""]: readonly string[]): CommandError {
  const isVerb = findFamily(first) !== undefined && !second.startsWith("-");
  const typed = isVerb ? `${first} ${second}` : first;
  const hint = suggestion(typed, topics);
  return CommandError.usage(
    `There is no command '${typed}'.${hint} \`poolhouse help${isVerb ? ` ${first}` : ""}\` lists those there are.`,
  );
}

async function run(command: Command, args: readonly string[]): Promise<number> {
  const settings = command.settings === undefined ? {} : await loadSettings();
  const given = readArguments(command, args, settings);
  const work = await command.load();
  return work(given);
}

function print(text: string): number {
  console.log(text);
  return exitCodes.done;
}
