// Every form in which a configuration comes: the library's own, `amplify_outputs.json`, and the `aws-exports` of the first generation.
import { readExports } from "./read-exports.ts";
import { readOutputs } from "./read-outputs.ts";
import type { ResourcesConfig } from "./resources-config.ts";

/**
 * The configuration in the library's own form, whichever form it came in.
 *
 * @example const config = parseAmplifyConfig(outputs); // import outputs from "./amplify_outputs.json"
 */
export function parseAmplifyConfig(config: object): ResourcesConfig {
  // JSON that somebody else wrote: every member is looked at before it is used.
  const members = config as Readonly<Record<string, unknown>>;
  if (typeof members["version"] === "string" && members["version"].startsWith("1"))
    return readOutputs(members);
  if (typeof members["aws_project_region"] === "string") return readExports(members);
  return config;
}
