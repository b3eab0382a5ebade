/**
 * The command line: one command a file, each a function from its arguments to an exit code. What people asked for goes to
 * standard output; everything else to standard error.
 */
import { keepCompiled } from "./compile-cache.ts";
import { CommandError } from "./command-error.ts";
import { readVersion, usage } from "./help.ts";

/** Runs until its work is done; the answer is the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  // Loaded on demand: help should not have to wait for a server's parts.
  serve: async (args) => (await import("./serve.ts")).serve(args),
  sandbox: async (args) => (await import("./sandbox.ts")).sandbox(args),
  "import-log": async (args) => (await import("./import-log.ts")).importLog(args),
  keys: async (args) => (await import("./keys.ts")).keys(args),
  help: () => print(usage),
  "--help": () => print(usage),
  "-h": () => print(usage),
  "--version": () => print(readVersion()),
};

function print(text: string): Promise<number> {
  console.log(text);
  return Promise.resolve(0);
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined) return print(usage);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.error(`There is no command '${name}'. \`poolhouse help\` lists those there are.`);
    return 2;
  }
  try {
    return await command(args);
  } catch (error) {
    const told = CommandError.from(error);
    console.error(told.message);
    return told.exitCode;
  }
}

// Databases, keys and facts are for the account that runs this, whatever the shell's habit.
process.umask(0o077);
keepCompiled();
process.exitCode = await run(process.argv.slice(2));
