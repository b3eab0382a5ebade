/** A project in a folder of its own, and the commands that its author types there. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Ended } from "./poolhouse-command.ts";

/** A folder with a project in it. */
export interface Project {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** The outputs as an app reads them. */
  outputs(): Outputs;
  /** Runs a command to its end. */
  run(
    args: readonly string[],
    input?: string,
    environment?: Readonly<Record<string, string>>,
  ): Promise<Ended>;
  /** Starts `poolhouse sandbox`. */
  start(...flags: string[]): RunningSandbox;
  /** Ends what runs and deletes the folder. */
  remove(): Promise<void>;
}

/** As much of the outputs as tests look at. */
export interface Outputs {
  readonly auth: Readonly<Record<string, unknown>> & {
    readonly user_pool_id: string;
    readonly user_pool_client_id: string;
    readonly user_pool_endpoint: string;
  };
}

/** A sandbox in a process of its own. */
export interface RunningSandbox {
  /** Waits until it has said something that fits, after what was waited for before; rejects if it ends first. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Waits until a deployment is over and answers what was said about it. */
  settled(): Promise<string>;
  /** Ctrl-C; waits for the end. */
  stop(): Promise<Ended>;
}

const main = resolve("packages/cli/src/main.ts");

/** Makes a project of these files. It is called like nothing else on this machine, so it has a port of its own. */
export function createProject(files: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-project-"));
  const children = new Set<ChildProcess>();
  const launch = (args: readonly string[], environment: object = {}): ChildProcess => {
    const child = spawn(process.execPath, ["--conditions=@poolhouse/source", main, ...args], {
      cwd: folder,
      env: { PATH: process.env["PATH"], HOME: folder, ...environment },
    });
    children.add(child);
    child.once("close", () => children.delete(child));
    return child;
  };
  const project: Project = {
    folder,
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
    // The form is what the tests are about.
    outputs: () => JSON.parse(project.read("amplify_outputs.json")) as Outputs,
    run(args, input = "", environment = {}) {
      const child = launch(args, environment);
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(input);
      return follow(child).ended;
    },
    start: (...flags) => openSandbox(launch(["sandbox", ...flags])),
    async remove() {
      await Promise.all([...children].map((child) => kill(child)));
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  for (const [file, text] of Object.entries(files)) project.write(file, text);
  return project;
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once("close", () => done());
    child.kill("SIGKILL");
  });
}

interface Followed {
  readonly ended: Promise<Ended>;
  /** Everything on both outputs so far. */
  all(): string;
  /** Is called after each word, and once more at the end. */
  listen(hear: () => void): void;
  isOver(): boolean;
}

function follow(child: ChildProcess): Followed {
  const said = { out: "", err: "", all: "" };
  const listeners: (() => void)[] = [];
  let isOver = false;
  const tellAll = (): void => listeners.forEach((hear) => hear());
  const take = (which: "out" | "err") => (chunk: Buffer) => {
    said[which] += chunk.toString();
    said.all += chunk.toString();
    tellAll();
  };
  child.stdout?.on("data", take("out"));
  child.stderr?.on("data", take("err"));
  const ended = new Promise<Ended>((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      isOver = true;
      tellAll();
      settle({ code, out: said.out, err: said.err });
    });
  });
  return {
    ended,
    all: () => said.all,
    listen: (hear) => void listeners.push(hear),
    isOver: () => isOver,
  };
}

function openSandbox(child: ChildProcess): RunningSandbox {
  const followed = follow(child);
  let heard = 0;
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((settle, reject) => {
      let isSettled = false;
      const look = (): void => {
        if (isSettled) return;
        const found = pattern.exec(followed.all().slice(heard));
        if (found === null && !followed.isOver()) return;
        isSettled = true;
        if (found === null) return reject(new Error(`never said ${pattern}: ${followed.all()}`));
        heard += found.index + found[0].length;
        settle(found);
      };
      followed.listen(look);
      look();
    });
  return {
    said,
    async settled() {
      const before = heard;
      await said(/Watching for file changes\.\.\./);
      return followed.all().slice(before, heard);
    },
    stop() {
      child.kill("SIGINT");
      return followed.ended;
    },
  };
}
