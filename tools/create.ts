/**
 * `npm run create -- FOLDER [--template NAME]`: what `npm create poolhouse` does, from this repository. Our packages are not
 * published, so they are built and packed into `.poolhouse/packages`, and the new project installs them from there.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createProject, ProjectRefused } from "../packages/create-poolhouse/lib/create-project.js";

const root = resolve(import.meta.dirname, "..");
const store = join(root, ".poolhouse/packages");

/** As far as it is read and changed here. */
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides?: Record<string, string>;
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { template: { type: "string", default: "react" } },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new ProjectRefused("Usage: npm run create -- FOLDER [--template NAME]");
  // npm runs scripts in the root; the folder is meant from where it was called.
  const place = await createProject(resolve(process.env["INIT_CWD"] ?? root, folder), values.template);
  linkPackages(join(place, "package.json"), packAll());
  const here = relative(process.env["INIT_CWD"] ?? root, place);
  console.log(`A new project is in ${place}.\n\nNext:\n\n  cd ${here}\n  npm install\n  npm start`);
}

/** Builds and packs; answers where each package is. */
function packAll(): ReadonlyMap<string, string> {
  rmSync(store, { recursive: true, force: true });
  mkdirSync(store, { recursive: true });
  execFileSync("npx", ["tsc", "--build", "packages/cli", "packages/auth"], { cwd: root, stdio: "inherit" });
  const words = ["pack", "--workspaces", "--json", "--silent", "--pack-destination", store];
  const said = execFileSync("npm", words, { cwd: root, encoding: "utf8" });
  // npm's own form: one entry for each package, in a list or by name.
  const packed = Object.values(JSON.parse(said) as Record<string, { name: string; filename: string }>);
  return new Map(packed.map(({ name, filename }) => [name, `file:${join(store, filename)}`]));
}

function linkPackages(file: string, places: ReadonlyMap<string, string>): void {
  // The template's own manifest.
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const asked = [manifest.dependencies, manifest.devDependencies];
  manifest.overrides = {};
  for (const [name, place] of places) {
    const list = asked.find((each) => name in each);
    if (list === undefined) manifest.overrides[name] = place;
    else {
      list[name] = place;
      manifest.overrides[name] = `$${name}`;
    }
  }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

await main().catch((error: unknown) => {
  if (!(error instanceof ProjectRefused)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
