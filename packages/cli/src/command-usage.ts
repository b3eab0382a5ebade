import { describeSettings } from "@poolhouse/server";

/** What `poolhouse serve --help` prints; the sandbox has other defaults. */
export function commandUsage(command: string, overrides?: Parameters<typeof describeSettings>[0]): string {
  return `Usage: poolhouse ${command} [flags]

Each flag has a twin in the environment; the flag wins. What stands in the environment only is secret.

${describeSettings(overrides)}`;
}
