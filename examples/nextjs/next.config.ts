import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A package of this repository by the names that are imported of it: its sources, so that nothing has to be built first. */
function sourcesOf(name: string): [string, string][] {
  const folder = `../../packages/${name}`;
  const manifest = readFileSync(`${root}/packages/${name}/package.json`, "utf8");
  // A manifest of this repository: each entry has its source.
  const { exports } = JSON.parse(manifest) as {
    exports: Record<string, { "@poolhouse/source": string }>;
  };
  return Object.entries(exports).map(([entry, { "@poolhouse/source": source }]) => [
    `@poolhouse/${name}${entry.slice(1)}`,
    `${folder}/${source.slice(2)}`,
  ]);
}

const config: NextConfig = {
  turbopack: { root, resolveAlias: Object.fromEntries(["auth", "protocol"].flatMap(sourcesOf)) },
  // Two of these may run at a time.
  distDir: `.next/${process.env["PORT"] ?? "dev"}`,
  devIndicators: false,
};

export default config;
