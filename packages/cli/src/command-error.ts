import { exitCodes } from "./exit-codes.ts";

/** Why a command failed, worded for the person who gave it. */
export class CommandError extends Error {
  override name = "CommandError";
  /** One of exit-codes.ts. */
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.exitCode = exitCode;
  }

  /** A mistake in the command itself. */
  static usage(message: string): CommandError {
    return new CommandError(message, exitCodes.usage);
  }

  /** Something that the command names and that is not there. */
  static notFound(message: string): CommandError {
    return new CommandError(message, exitCodes.notFound);
  }

  /** Words an error; what nobody foresaw keeps its stack. */
  static from(error: unknown): CommandError {
    if (error instanceof CommandError) return error;
    if (!(error instanceof Error)) return new CommandError("Something threw what is no error.", 1);
    // By name, because loading the server only to know its class would slow every command.
    if (error.name === "ConfigError") return new CommandError(error.message, 1);
    // Ctrl-C where somebody was asked something.
    if (error.name === "AbortError") return new CommandError("\nNothing was done.");
    const code = "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      return new CommandError(`${error.message}: another program has this port; choose one with --port.`, 1);
    }
    if (code === "ECONNREFUSED") return new CommandError("The database server does not answer.", 1);
    return new CommandError(error.stack ?? error.message, 1);
  }
}
