import { parseAmplifyConfig } from "./config/read-config.ts";
import type { ResourcesConfig } from "./config/resources-config.ts";
import { configureDefault, configuredResources, findDefaultContext, type LibraryOptions } from "./context.ts";
import { watchReturn } from "./oauth/watch-return.ts";

/**
 * The configuration that functions without a context use.
 *
 * @example
 * import outputs from "./amplify_outputs.json";
 * Amplify.configure(outputs);
 */
export const Amplify = {
  /** Takes the library's own form, `amplify_outputs.json` or `aws-exports`. Replaces what was configured before. */
  configure(config: object, options?: LibraryOptions): void {
    configureDefault(parseAmplifyConfig(config), options);
    watchReturn(findDefaultContext);
  },
  /** What is configured, in the library's own form. */
  getConfig(): ResourcesConfig {
    return configuredResources();
  },
};
