/**
 * The command line: a table of commands (commands.ts), each a function from what was given to an exit code. What people
 * asked for goes to standard output; everything else to standard error.
 */
import { keepCompiled } from "./compile-cache.ts";
import { runCommandLine } from "./run-command.ts";

// Databases, keys and facts are for the account that runs this, whatever the shell's habit.
process.umask(0o077);
// Whoever reads may stop reading, e.g. `poolhouse users list POOL | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
keepCompiled();
process.exitCode = await runCommandLine(process.argv.slice(2));
