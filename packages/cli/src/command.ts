/**
 * What a command is: one line of the table in commands.ts. Help, completion, the reference page and the reading of arguments
 * are all made from it, so a flag that is not in the table does not exist.
 */

/** One thing that may be said with `--name`. */
export interface Flag {
  /** What stands for the value in the help, e.g. `URL`; absent for a switch. */
  readonly value?: string;
  readonly about: string;
  readonly fallback?: string;
  /** The values there are, where they are few. */
  readonly choices?: readonly string[];
  /** May be said more than once. */
  readonly isRepeated?: true;
}

/** Flags by name, without the dashes. */
export type Flags = Readonly<Record<string, Flag>>;

/** One command. */
export interface Command {
  /** As it is typed after `poolhouse`: `serve`, `users disable`. */
  readonly name: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** What follows the name, in order: `POOL`, `[NOTE]` where it may be missing, `USER...` for one or more (last only), `bash|zsh` where
   * one of these words must stand. */
  readonly words?: readonly string[];
  readonly flags?: Flags;
  /** It works on the installation itself and takes the flags of `serve`. */
  readonly settings?: Settings;
  /** It asks a running server: takes `--endpoint`, `--json`, `--quiet` and the keys of an operator from the environment. */
  readonly connects?: true;
  /** More about it, as lines below the usage. */
  readonly about?: string;
  /** What follows `poolhouse `, one command line each. */
  readonly examples?: readonly string[];
  /** Loads the work on demand: help should not have to wait for a server's parts. */
  load(): Promise<Run>;
}

/** How a command takes the flags of `serve`. */
export interface Settings {
  /** What takes the place of their defaults. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Its help lists them all. */
  readonly areListed?: true;
}

/** Runs until its work is done; the answer is the exit code. Failures are thrown (command-error.ts). */
export type Run = (given: Given) => Promise<number>;

/** What stands in the command line, checked against the table. */
export interface Given {
  /** The words after the command's name, as many as the table allows. */
  readonly words: readonly string[];
  /** The flags of `serve` that were given, for `readConfig`. */
  readonly settings: readonly string[];
  /** The value of a flag, or its fallback. */
  text(flag: string): string | undefined;
  /** The values of a flag that may be repeated. */
  texts(flag: string): readonly string[];
  /** Whether a switch was given. */
  has(flag: string): boolean;
}

/** Commands that are listed together. */
export interface Section {
  /** A heading, e.g. `Users`. */
  readonly title: string;
  /** The first word of all of them, if that is what joins them: `users`. */
  readonly family?: string;
  readonly commands: readonly Command[];
}
