/**
 * Every package we install has its reason in `docs/dependencies.md`, and every reason its package.
 * What nobody can explain is removed; what nobody needs any more is not explained.
 */
import { globSync, readFileSync } from "node:fs";

const page = "docs/dependencies.md";

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Dependencies without a reason and reasons without a dependency, one line each. */
export function checkDependencies(): string[] {
  const manifests = ["package.json", ...globSync("packages/*/package.json")];
  const installed = new Set(manifests.flatMap(dependenciesOf));
  const explained = new Set(explainedIn(readFileSync(page, "utf8")));
  return [
    ...[...installed]
      .filter((name) => !explained.has(name))
      .map((name) => `${name} has no reason in ${page}`),
    ...[...explained]
      .filter((name) => !installed.has(name))
      .map((name) => `${page} explains ${name}, which is not used`),
  ];
}

/** Names in the first column of the page's tables: `` | `name`, `name` | reason | ``. */
export function explainedIn(text: string): string[] {
  const firstCells = text.split("\n").flatMap((line) => /^\|([^|]*)\|/.exec(line)?.[1] ?? []);
  return firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
}

function dependenciesOf(path: string): string[] {
  // A package manifest; npm itself refuses one of another shape.
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  return names.filter((name) => !name.startsWith("@poolhouse/"));
}
