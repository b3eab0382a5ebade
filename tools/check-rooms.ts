/**
 * Holds the arrows between rooms: imports point only to a lower floor, and rooms of one floor do not know each other.
 *
 * A room is a folder of the server (`packages/server/src/<room>`); files beside the rooms build the whole and stand on
 * the top floor. Between packages the arrows are a list of their own. Tests may use every room below the top floor and
 * `test/support`, because a use case is tested with a real store. Change a table only together with the reason.
 */
import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** The server's rooms by floor, lowest first. */
const floors: Readonly<Record<string, number>> = {
  kernel: 1,
  ports: 2,
  rules: 2,
  operations: 3,
  oauth: 3,
  federation: 3,
  store: 3,
  senders: 3,
  keys: 3,
  triggers: 3,
  metrics: 3,
  doors: 4,
  main: 5,
};

/** Which of our packages a package may import. */
const packages: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  auth: ["protocol"],
  backend: ["protocol"],
  server: ["protocol"],
  cli: ["server", "backend", "protocol"],
};

/** Runs in browsers too, so nothing of Node and nothing installed. */
const withoutDependencies = "protocol";

/** One source file, its path relative to the workspace with `/`. */
export interface Source {
  path: string;
  text: string;
}

/** One import that points the wrong way. */
export interface Offence {
  path: string;
  line: number;
  arrow: string;
}

/** The broken arrows of all packages, one line each: file, line, arrow. */
export function checkRooms(): string[] {
  const paths = globSync("packages/*/src/**/*.ts").toSorted();
  const offences = findOffences(paths.map((path) => ({ path, text: readFileSync(path, "utf8") })));
  return offences.map(({ path, line, arrow }) => `${path}:${line}: ${arrow}`);
}

/** The imports that break an arrow, in the order of the files. */
export function findOffences(sources: readonly Source[]): Offence[] {
  return sources.flatMap((source) =>
    findImports(source.text).flatMap(({ specifier, line }) => {
      const arrow = brokenArrow(source.path, specifier);
      return arrow === undefined ? [] : [{ path: source.path, line, arrow }];
    }),
  );
}

/**
 * Static, dynamic and type imports, and re-exports. Formatted sources have every import declaration at the start of a
 * line, so examples in comments are not taken for imports; a misread could only report too much, never too little.
 */
function findImports(text: string): { specifier: string; line: number }[] {
  const declaration = /^(?:import|export)\b[^"';]*?\bfrom\s*["']([^"']+)["']/gm;
  const bare = /^import\s*["']([^"']+)["']/gm;
  const call = /\bimport\(\s*["']([^"']+)["']/g;
  return [declaration, bare, call].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      specifier: match[1] ?? "",
      line: text.slice(0, match.index).split("\n").length,
    })),
  );
}

function brokenArrow(path: string, specifier: string): string | undefined {
  const from = placeOf(path);
  if (from === undefined) return undefined;
  const isTest = path.endsWith(".test.ts");
  if (specifier.startsWith("."))
    return brokenByPath(from, posix.join(posix.dirname(path), specifier), isTest);
  const ours = /^@poolhouse\/([^/]+)/.exec(specifier)?.[1];
  if (ours !== undefined) return brokenByPackage(from.package, ours);
  if (from.package === withoutDependencies && !isTest) return `${from.package} → ${specifier}`;
  return undefined;
}

function brokenByPath(from: Place, target: string, isTest: boolean): string | undefined {
  const to = placeOf(target);
  if (to === undefined) {
    const own = target.startsWith(`packages/${from.package}/`);
    return own || (isTest && target.startsWith("test/support/")) ? undefined : `${nameOf(from)} → ${target}`;
  }
  if (to.package !== from.package) return `${nameOf(from)} → ${nameOf(to)} by path, not by package name`;
  if (to.package !== "server") return undefined;
  if (to.room === from.room) return undefined;
  const [origin, goal] = [floors[from.room], floors[to.room]];
  if (origin === undefined) return `${nameOf(from)} has no floor`;
  if (goal === undefined) return `${nameOf(to)} has no floor`;
  const ceiling = isTest ? floors["main"] : origin;
  return goal < (ceiling ?? origin)
    ? undefined
    : `${from.room} (floor ${origin}) → ${to.room} (floor ${goal})`;
}

function brokenByPackage(from: string, to: string): string | undefined {
  const allowed = packages[from];
  if (allowed === undefined) return `package ${from} has no arrows`;
  return allowed.includes(to) ? undefined : `${from} → ${to}`;
}

interface Place {
  package: string;
  room: string;
}

/** Where a file of a package stands: `packages/server/src/store/tables.ts` is server, store. */
function placeOf(path: string): Place | undefined {
  const found =
    /^packages\/([^/]+)\/src\/(?:([^/]+)\/)?[^/]+$/.exec(path) ??
    /^packages\/([^/]+)\/src\/([^/]+)\//.exec(path);
  return found ? { package: found[1] ?? "", room: found[2] ?? "main" } : undefined;
}

function nameOf(place: Place): string {
  return place.package === "server" ? `server/${place.room}` : place.package;
}
