/** Bundles an app as React Native's own bundler does: packages by their `react-native` entries, files by `.native.js` first. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as App from "./app.ts";

/** The app's modules, loaded from a bundle; the native modules of a phone are {@link ./native-modules.ts}. */
export async function loadNativeApp(): Promise<typeof App> {
  const here = resolve("test/compat/react-native");
  const phone = join(here, "native-modules.ts");
  const { outputFiles } = await build({
    entryPoints: [join(here, "app.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    conditions: ["react-native", "@poolhouse/source"],
    mainFields: ["react-native", "main"],
    resolveExtensions: [".native.js", ".js", ".json"],
    alias: { "@aws-amplify/react-native": phone, "react-native": phone },
    external: ["node:*"],
    define: { global: "globalThis" },
    logLevel: "error",
  });
  const folder = mkdtempSync(join(tmpdir(), "poolhouse-native-"));
  try {
    const file = join(folder, "app.mjs");
    writeFileSync(file, outputFiles[0]?.text ?? "");
    // The bundle of that very module.
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof App;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
