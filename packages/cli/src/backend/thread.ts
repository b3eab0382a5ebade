/** Threads that run modules of a project. */
import type { WorkerOptions } from "node:worker_threads";

/** A module of this folder that a thread or a process begins with: the source where sources run, else what was built from it. */
export function threadFile(name: "evaluate-worker" | "function-worker" | "register-hooks"): URL {
  const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  return new URL(`./${name}${ending}`, import.meta.url);
}

/** Its output comes to us, and Node keeps its remarks on what is still experimental to itself. */
export function threadOptions(): WorkerOptions {
  const quiet = "--disable-warning=ExperimentalWarning";
  return { stdout: true, stderr: true, execArgv: [...process.execArgv, quiet] };
}
