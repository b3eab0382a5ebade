/** `poolhouse sandbox seed`: runs the project's own script against its running sandbox. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { findProject } from "../backend/find-project.ts";
import { threadFile } from "../backend/thread.ts";
import { CommandError } from "../command-error.ts";
import type { Given } from "../command.ts";
import { keyEnvironment } from "./key-environment.ts";
import { readPlace } from "./place.ts";
import { findRunning } from "./running.ts";

export async function seedSandbox(given: Given): Promise<number> {
  const project = findProject(process.cwd());
  const script = ["ts", "js"]
    .map((ending) => join(project?.dir ?? "amplify", "seed", `seed.${ending}`))
    .find((path) => existsSync(path));
  if (script === undefined) throw CommandError.notFound("There is no amplify/seed/seed.ts.");
  const running = await findRunning(readPlace(given).dataDir);
  if (running === undefined) {
    throw new CommandError("The sandbox does not run. Start it in another terminal: poolhouse sandbox.");
  }
  const { endpoint, userPoolId, userPoolClientId, region } = running;
  const code = await runScript(script, {
    ...keyEnvironment(running),
    AWS_REGION: region,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
    POOLHOUSE_ENDPOINT: endpoint,
    POOLHOUSE_USER_POOL_ID: userPoolId,
    POOLHOUSE_CLIENT_ID: userPoolClientId,
  });
  if (code !== 0) throw new CommandError(`${relative(process.cwd(), script)} failed.`);
  console.log("[Sandbox] Seed script executed successfully.");
  return 0;
}

/** In a process of its own, as `node seed.ts` would, but with imports as the project writes them. */
function runScript(script: string, environment: Readonly<Record<string, string>>): Promise<number | null> {
  const hooks = ["--disable-warning=ExperimentalWarning", "--import", threadFile("register-hooks").href];
  const child = spawn(process.execPath, [...process.execArgv, ...hooks, script], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code));
  });
}
