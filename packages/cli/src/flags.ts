import type { Command, Flags } from "./command.ts";

/** Flags that every command has. */
const commonFlags: Flags = { help: { about: "Print the help of this command." } };

/** Where `poolhouse serve` listens unless told otherwise. */
export const usualEndpoint = "http://127.0.0.1:9240";

/** Flags of the commands that ask a running server. */
export const connectionFlags: Flags = {
  endpoint: { value: "URL", about: `The server to ask. Default: POOLHOUSE_ENDPOINT, or ${usualEndpoint}.` },
  json: { about: "Answer with JSON, for programs." },
  quiet: { about: "No progress on standard error." },
};

/** All flags of a command but those of `serve`, its own first. */
export function flagsOf(command: Command): Flags {
  return { ...command.flags, ...(command.connects && connectionFlags), ...commonFlags };
}
