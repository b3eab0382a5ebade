/** What a client library weighs in an app, as a bundler makes it: minified modules, each compressed as a server would send it. */
import { gzipSync } from "node:zlib";
import { build, type Metafile, type OutputFile } from "esbuild";

/** Bytes. */
export interface Weight {
  readonly minified: number;
  readonly gzip: number;
}

export interface ClientBundle {
  /** What the app loads before anything else. */
  readonly eager: Weight;
  /** What is loaded when it is asked for. */
  readonly lazy: Weight;
  /** The first file. */
  readonly entry: string;
}

/**
 * Bundles a module that imports a library.
 *
 * @example (await bundleClient('export { decodeJWT } from "@poolhouse/auth";')).eager.gzip
 */
export async function bundleClient(contents: string): Promise<ClientBundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    splitting: true,
    write: false,
    // Nothing is written; outputs are named by it.
    outdir: ".",
    metafile: true,
    minify: true,
    format: "esm",
    platform: "browser",
    define: { global: "globalThis" },
    logLevel: "error",
    conditions: ["@poolhouse/source"],
  });
  const eager = reach(metafile, ["stdin.js"], false);
  const lazy = reach(metafile, eager, true).filter((name) => !eager.includes(name));
  const files = new Map(outputFiles.map((file) => [file.path.replace(/^.*[/\\]/, ""), file]));
  return {
    eager: weigh(files, eager),
    lazy: weigh(files, lazy),
    entry: files.get("stdin.js")?.text ?? "",
  };
}

/** The files that those load: by themselves, and on demand too if it is wanted. */
function reach({ outputs }: Metafile, from: readonly string[], onDemand: boolean): string[] {
  const reached = new Set(from);
  // What is added while it is gone through is gone through too.
  for (const name of reached)
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (onDemand || kind === "import-statement") reached.add(path);
  return [...reached];
}

function weigh(files: ReadonlyMap<string, OutputFile>, names: readonly string[]): Weight {
  const contents = names.flatMap((name) => files.get(name)?.contents ?? []);
  return {
    minified: contents.reduce((sum, { length }) => sum + length, 0),
    gzip: contents.reduce((sum, each) => sum + gzipSync(each, { level: 9 }).length, 0),
  };
}
