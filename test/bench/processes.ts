/**
 * Processes on a core of their own, and what the kernel says they cost. CPU time is read from the scheduler's own count
 * (proc(5), schedstat): nanoseconds on a core, over all threads, so other work on the machine does not count.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Where processes run: the one that is measured alone on the first core, everything else on the second. */
export const cores = { measured: "0", others: "1" };

const canPin: boolean = spawnSync("taskset", ["-c", cores.measured, "true"]).status === 0;

/** What the report says about pinning. */
export const pinning: string = canPin
  ? "The server and every floor are pinned to one core, the generator and PostgreSQL to another."
  : "`taskset` is missing, so nothing was pinned to a core.";

/** Starts a Node process of this workspace on a core. */
export function startNode(
  args: readonly string[],
  options: { core: string; env?: Record<string, string> },
): ChildProcess {
  const node = [process.execPath, "--conditions=@poolhouse/source", ...args];
  const [command = "", ...rest] = canPin ? ["taskset", "-c", options.core, ...node] : node;
  const child = spawn(command, rest, {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, ...options.env },
  });
  children.add(child.once("exit", () => children.delete(child)));
  return child;
}

const children = new Set<ChildProcess>();

/** Whatever ends the benchmark, an interrupt too, ends what it started. */
export function endWithChildren(): void {
  process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
}

/** Moves a running process, with its threads, to a core. */
export function pin(pid: number, core: string): void {
  if (canPin) spawnSync("taskset", ["-a", "-p", "-c", core, String(pid)]);
}

/** CPU time of a process so far, over all of its threads, in milliseconds. */
export function cpuTime(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  }
  return nanoseconds / 1e6;
}

/** CPU time of a process and its children, e.g. a PostgreSQL with its backends, in milliseconds. */
export function cpuTimeOfFamily(parent: number): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.reduce((sum, pid) => sum + (isOfFamily(pid, parent) ? cpuTimeIfAlive(Number(pid)) : 0), 0);
}

function isOfFamily(pid: string, parent: number): boolean {
  return Number(pid) === parent || parentOf(Number(pid)) === parent;
}

/** A process may end between being listed and being read. */
function cpuTimeIfAlive(pid: number): number {
  try {
    return cpuTime(pid);
  } catch {
    return 0;
  }
}

/** The parent's id, the second field after the command's closing parenthesis (proc(5), stat); 0 for a process that ended. */
export function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}

/** Memory of a process, in MiB: what it holds now, or the most it ever held. */
export function memory(pid: number, which: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${which}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
}

/** Sends a child one message and waits for its answer. */
export function ask(child: ChildProcess, question: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const died = (): void => reject(new Error("a process of the benchmark ended early"));
    child.once("exit", died);
    child.once("message", (answer) => {
      child.off("exit", died);
      resolve(answer);
    });
    child.send(question);
  });
}

/** Ends a child that was started here, and waits until it is gone. */
export function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
