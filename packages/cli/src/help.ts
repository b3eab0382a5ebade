import { readFileSync } from "node:fs";

/** What `poolhouse help` prints. */
export const usage: string = `Poolhouse: user pools you own, speaking the Amazon Cognito user pools protocol.

Usage: poolhouse <command> [flags]

  serve                     Run the server. \`poolhouse serve --help\` lists its flags.
  sandbox                   Run a server to try things with: a ready user pool, an app client, a mailbox.
  import-log JOB            Show which lines of a user import made no user, and why.
  keys create [NOTE]        Make an operator key, which signs operator operations, and print it once.
  keys list                 List the operator keys.
  keys delete ID            Delete an operator key; what it signs is refused from then on.
  keys rotate POOL          Sign a user pool's tokens with new keys, as happens by itself every 90 days.
  help                      Print this.
  --version                 Print the version.

Every command takes the flags of serve, and each flag has a twin in the environment.`;

/** Whether somebody asks for help instead of work. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

/** The version of this package. */
export function readVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  // Our own manifest, which has a version.
  return (JSON.parse(manifest) as { version: string }).version;
}
