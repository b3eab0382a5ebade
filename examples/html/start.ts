/** Bundles the page's script and serves it with the page. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { listen } from "../shared/listen.ts";
import type { Start } from "../shared/example.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export const start: Start = async ({ pool, port }) => {
  const files = new Map([
    ["/", { type: "text/html; charset=utf-8", body: await readFile(pathOf("index.html"), "utf8") }],
    ["/look.css", { type: "text/css", body: await readFile(pathOf("../shared/look.css"), "utf8") }],
    ["/page.js", { type: "text/javascript", body: await bundle() }],
    ["/pool.json", { type: "application/json", body: JSON.stringify(pool) }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? "/", "http://localhost").pathname);
    if (file === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": file.type }).end(file.body);
  });
  return listen(server, port);
};

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [pathOf("page.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    // The library's sources: within this repository nothing has to be built first.
    conditions: ["@poolhouse/source"],
  });
  return outputFiles[0]?.text ?? "";
}
