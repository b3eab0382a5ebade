/** Where a project's definition is, and what the project is called. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, join, resolve } from "node:path";
import { CommandError } from "../command-error.ts";

/** A project with a definition. */
export interface Project {
  /** Where its package.json is: the folder that the command runs in. */
  readonly root: string;
  /** The folder of the definition, absolute. */
  readonly dir: string;
  /** The module to evaluate, absolute. */
  readonly entry: string;
  /** What package.json calls it, or the folder's name; fit for the name of a pool. */
  readonly name: string;
}

/** Both names are found; the first is what every Amplify project has. */
const usualFolders = ["amplify", "poolhouse"];

/** In the order in which they are looked for. A backend is the whole; a lone resource is enough, too. */
const entries = ["backend", "auth/resource"].flatMap((name) =>
  [".ts", ".mts", ".js", ".mjs"].map((ending) => name + ending),
);

/**
 * The project in a folder; undefined if it has no folder for a definition.
 *
 * @param named what `--dir-to-watch` says; then there must be a definition.
 * @throws CommandError if the folder is there and holds no definition.
 */
export function findProject(root: string, named?: string): Project | undefined {
  const folder = named ?? usualFolders.find((each) => existsSync(join(root, each)));
  if (folder === undefined) return undefined;
  const dir = resolve(root, folder);
  checkFolder(dir, folder);
  const entry = entries.map((each) => join(dir, each)).find((each) => existsSync(each));
  if (entry === undefined) {
    throw CommandError.usage(
      `${folder} holds no definition: neither backend.ts nor auth/resource.ts is there.\n\`poolhouse add auth\` writes both.`,
    );
  }
  return { root, dir, entry, name: nameOf(root) };
}

function checkFolder(dir: string, folder: string): void {
  if (!existsSync(dir)) throw CommandError.usage(`--dir-to-watch ${folder} does not exist.`);
  if (!statSync(dir).isDirectory()) throw CommandError.usage(`--dir-to-watch ${folder} is not a directory.`);
}

/** The name of the package, or of the folder, in the letters that a pool's name may have. */
function nameOf(root: string): string {
  const name = readPackageName(join(root, "package.json")) ?? basename(root);
  return name.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^-+|-+$/g, "") || "app";
}

function readPackageName(file: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    const name: unknown =
      typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, "name") : undefined;
    return typeof name === "string" && name !== "" ? name : undefined;
  } catch {
    return undefined;
  }
}

const identifierForm = /^[a-zA-Z0-9-]{1,15}$/;

/**
 * What tells the sandboxes of one project apart.
 *
 * @param given what `--identifier` says.
 * @throws CommandError for one that is none.
 */
export function readIdentifier(given: string | undefined): string {
  if (given === undefined) return usualIdentifier();
  if (identifierForm.test(given)) return given;
  throw CommandError.usage(`Invalid --identifier provided: ${given}`);
}

/** The name of the account that runs this, as far as it fits. */
export function usualIdentifier(): string {
  return (
    userInfo()
      .username.replaceAll(/[^a-zA-Z0-9-]/g, "")
      .slice(0, 15) || "sandbox"
  );
}
