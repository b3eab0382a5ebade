/** `poolhouse sandbox`: a server for one project, whose pool is what the definition says at every moment. */
import { findProject } from "./backend/find-project.ts";
import type { Given } from "./command.ts";
import { sandboxDefaults } from "./commands/server.ts";
import { readOptions } from "./sandbox/options.ts";
import { readPlace } from "./sandbox/place.ts";

/** Runs a server to try things with. A second start finds the same pool, people and keys. */
export async function sandbox(given: Given): Promise<number> {
  const options = readOptions(given);
  const place = readPlace(given);
  const project = findProject(process.cwd(), options.dir);
  // The server's parts take a while to load; a mistake in the command is told before.
  const { readConfig } = await import("@poolhouse/server");
  const defaults = { ...sandboxDefaults, "data-dir": place.dataDir };
  const config = readConfig(given.settings, process.env, defaults);
  if (project !== undefined) {
    const { serveProject } = await import("./sandbox/serve-project.ts");
    return serveProject({ project, place, options, config });
  }
  const { sandboxWithoutDefinition } = await import("./sandbox/built-in.ts");
  return sandboxWithoutDefinition(config, options);
}
