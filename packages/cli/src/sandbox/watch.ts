/** Tells of changes in a project's definition: many at once count as one, and those that come during work lead to one more. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { watch } from "chokidar";
import ignore from "ignore";

/** What is watched. */
export interface Watched {
  /** The project's folder; its `.gitignore` counts. */
  readonly root: string;
  /** Files and folders, absolute. */
  readonly paths: readonly string[];
  /** Paths and globs, relative to the root. */
  readonly exclude: readonly string[];
}

/** Editors write a file in several steps; in milliseconds. */
const quiet = 60;

/**
 * Watches until it is closed.
 *
 * @param tell called after a change, once for all that follow each other closely.
 */
export async function watchFiles(watched: Watched, tell: () => void): Promise<{ close(): Promise<void> }> {
  const isIgnored = readIgnored(watched);
  const watcher = watch([...watched.paths], { ignored: isIgnored, ignoreInitial: true });
  let timer: NodeJS.Timeout | undefined;
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, quiet);
  });
  await new Promise<void>((resolve) => watcher.once("ready", () => resolve()));
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** What git ignores, what was excluded, and what never is a definition. */
function readIgnored({ root, exclude }: Watched): (path: string) => boolean {
  const file = join(root, ".gitignore");
  const rules = ignore()
    .add(existsSync(file) ? readFileSync(file, "utf8") : "")
    .add(exclude.map((path) => path.replace(/^\.\//, "/")))
    .add(["node_modules", ".amplify", "amplify_outputs*", "amplifyconfiguration*"]);
  return (path) => {
    const name = relative(root, path).split(sep).join("/");
    const isOutside = name === "" || name.startsWith("..");
    // The data of the sandbox is out of git's sight, but its secrets are watched.
    return !isOutside && !name.endsWith("/secrets.json") && rules.ignores(name);
  };
}

/** Work that is done again after changes. */
export interface Rounds {
  /** Begins a round, or one further round if one is under way; resolves when none is. */
  demand(): Promise<void>;
  /** No round begins any more; resolves when the one under way is over. */
  end(): Promise<void>;
}

/**
 * Lets rounds of work follow one another, never two at once. What comes during a round leads to exactly one more.
 *
 * @param work gets a signal that says that something has changed again, so that nobody is asked about the past.
 */
export function createRounds(work: (changed: AbortSignal) => Promise<void>): Rounds {
  let running: Promise<void> | undefined;
  let changed = new AbortController();
  let isDemanded = false;
  let isEnded = false;
  const run = async (): Promise<void> => {
    while (isDemanded && !isEnded) {
      isDemanded = false;
      changed = new AbortController();
      await work(changed.signal);
    }
    running = undefined;
  };
  return {
    demand() {
      isDemanded = true;
      changed.abort();
      return (running ??= run());
    },
    async end() {
      isEnded = true;
      changed.abort();
      await running;
    },
  };
}
