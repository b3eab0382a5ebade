// The starter's app with Amplify's own component, for a pool that a definition defines: what a workshop builds.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type AuthProps, defineAuth } from "@poolhouse/backend";
import { resetDefinition } from "@poolhouse/backend/definition";
import { startPool, type TestPool } from "poolhouse/testing";
import { build, preview } from "vite";
import { createProject } from "../../packages/create-poolhouse/lib/create-project.js";

/** An app that is served, and the pool that it uses. */
export interface WorkshopApp {
  readonly url: string;
  readonly pool: TestPool;
  close(): Promise<void>;
}

// Within the workspace, where what the app imports is found without an install.
const place = resolve(".poolhouse");

/** Defines the pool, writes the app, and builds it, and serves what was built. */
export async function openWorkshop(props: AuthProps): Promise<WorkshopApp> {
  resetDefinition();
  const pool = await startPool({ definition: defineAuth(props) });
  mkdirSync(place, { recursive: true });
  const root = mkdtempSync(join(place, "workshop-"));
  await createProject(root, "react");
  writeFileSync(join(root, "amplify_outputs.json"), JSON.stringify(pool.outputs));
  const settings = { root, configFile: join(root, "vite.config.ts"), logLevel: "error" as const };
  await build(settings);
  const site = await preview({ ...settings, preview: { port: 0 } });
  return {
    url: site.resolvedUrls?.local[0] ?? "",
    pool,
    async close() {
      await site.close();
      await pool.stop();
      rmSync(root, { recursive: true });
    },
  };
}
