import { parseArgs } from "node:util";
import { CommandError } from "./command-error.ts";
import type { Command, Flag, Flags, Given } from "./command.ts";
import { flagsOf } from "./flags.ts";
import { usageLine } from "./help.ts";
import { suggestion } from "./suggest.ts";

type Values = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * Reads what stands behind a command's name.
 *
 * @param settings the flags of `serve`, for a command that takes them.
 * @throws CommandError with exit code 2 that names the word or flag and shows the usage.
 */
export function readArguments(command: Command, args: readonly string[], settings: Flags = {}): Given {
  const own = flagsOf(command);
  const known: Flags = { ...settings, ...own };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(known).map(([name, flag]) => [name, { type: typeOf(flag) }])),
    strict: false,
    tokens: true,
  });
  const words: string[] = [];
  const values: Record<string, string[]> = {};
  const passed: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const value = checkFlag(command, known, token);
    if (Object.hasOwn(own, token.name)) (values[token.name] ??= []).push(value ?? "");
    else passed.push(value === undefined ? token.rawName : `${token.rawName}=${value}`);
  }
  checkWords(command, words);
  checkRepeats(command, own, values);
  return { words, settings: passed, ...readersOf(own, values) };
}

const typeOf = (flag: Flag): "boolean" | "string" => (flag.value === undefined ? "boolean" : "string");

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** The flag's value if it must have one; refuses what the table does not know. */
function checkFlag(command: Command, known: Flags, token: OptionToken): string | undefined {
  const { name, rawName, value, inlineValue } = token;
  const flag = Object.hasOwn(known, name) ? known[name] : undefined;
  if (flag === undefined || !rawName.startsWith("--")) {
    const names = Object.keys(known).map((each) => `--${each}`);
    throw wrong(command, `There is no flag ${rawName}.${suggestion(rawName, names)}`);
  }
  if (flag.value === undefined) {
    if (inlineValue === true) throw wrong(command, `${rawName} takes no value.`);
    return undefined;
  }
  if (value === undefined || (inlineValue !== true && value.startsWith("-") && value !== "-")) {
    throw wrong(command, `${rawName} needs a value: ${rawName} ${flag.value}.`);
  }
  if (flag.choices !== undefined && !flag.choices.includes(value)) {
    throw wrong(command, `${rawName} must be one of ${flag.choices.join(", ")}.`);
  }
  return value;
}

function checkWords(command: Command, words: readonly string[]): void {
  const wanted = command.words ?? [];
  const missing = wanted.slice(words.length).find((word) => !word.startsWith("["));
  if (missing !== undefined)
    throw wrong(command, `${missing.replace("...", "").replaceAll("|", " or ")} is missing.`);
  const foreign = words.find(
    (word, at) => wanted[at]?.includes("|") === true && !wanted[at].split("|").includes(word),
  );
  if (foreign !== undefined) throw wrong(command, `'${foreign}' is none of the words that may stand there.`);
  const extra = words[wanted.length];
  if (extra !== undefined && wanted.at(-1)?.includes("...") !== true) {
    throw wrong(command, `'${extra}' is one word too many.`);
  }
}

function checkRepeats(command: Command, known: Flags, values: Values): void {
  for (const [name, given = []] of Object.entries(values)) {
    const flag = known[name];
    if (given.length > 1 && flag?.value !== undefined && flag.isRepeated !== true) {
      throw wrong(command, `--${name} is given twice.`);
    }
  }
}

function readersOf(known: Flags, values: Values): Pick<Given, "text" | "texts" | "has"> {
  // A command that asks for a flag the table does not have would never get it: that is a mistake in our own code.
  const find = (name: string): Flag => {
    const flag = known[name];
    if (flag === undefined) throw new TypeError(`the table of commands lacks --${name}`);
    return flag;
  };
  return {
    text: (name) => find(name) && (values[name]?.[0] ?? find(name).fallback),
    texts: (name) => find(name) && (values[name] ?? []),
    has: (name) => find(name) && values[name] !== undefined,
  };
}

const wrong = (command: Command, what: string): CommandError =>
  CommandError.usage(`${what}\n${usageLine(command)}\n\`poolhouse help ${command.name}\` says more.`);
