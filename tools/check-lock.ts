/**
 * Reads `package-lock.json` for two faults that only show on another machine.
 *
 * npm leaves an optional platform package out of the lock when its registry does not have it yet, and the next `npm ci`
 * then refuses the lock. And an address in the lock ties every installation to the registry it was made with.
 */
import { readFileSync } from "node:fs";

/** The part of a lock entry that matters here. */
export interface LockEntry {
  resolved?: string;
  integrity?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** What is wrong with the lock, one line each. */
export function checkLock(): string[] {
  // npm writes this shape since lock version 2.
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, LockEntry>;
  };
  return findLockFaults(lock.packages);
}

/** @param entries the lock's `packages`: install path → entry */
export function findLockFaults(entries: Readonly<Record<string, LockEntry>>): string[] {
  return Object.entries(entries).flatMap(([path, entry]) => {
    const missing = Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isHeld(entries, path, name))
      .map((name) => `${path || "the workspace"} names ${name}, which the lock does not hold`);
    const addressed = /^[a-z+]+:\/\//.test(entry.resolved ?? "")
      ? [`${path} carries a download address`]
      : [];
    const installed = path.includes("node_modules/") && entry.link !== true;
    const unproven = installed && entry.integrity === undefined ? [`${path} has no integrity`] : [];
    return [...missing, ...addressed, ...unproven];
  });
}

/** Node looks for a package beside the one that wants it, then upwards. */
function isHeld(entries: Readonly<Record<string, LockEntry>>, from: string, name: string): boolean {
  const here = from === "" ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (entries[here]) return true;
  if (from === "") return false;
  const parent = from.includes("/node_modules/") ? from.slice(0, from.lastIndexOf("/node_modules/")) : "";
  return isHeld(entries, parent, name);
}
