// A site on a free port with one page, and a client library bundled into it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";

/** What a page is built with where its sources say `aws-amplify`. */
export type Library = "aws-amplify" | "@poolhouse/auth";

export interface Site {
  /** By name: the relying party of a passkey is a domain. */
  readonly url: string;
  close(): void;
}

/** Bundles the page's script with the library, and serves it. */
export async function serveSite(entryPoint: string, library: Library): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    // Older libraries ask for Node's name of it.
    define: { global: "globalThis" },
    logLevel: "error",
    conditions: ["@poolhouse/source"],
    ...(library !== "aws-amplify" && { alias: { "aws-amplify/auth": library, "aws-amplify": library } }),
  });
  const script = outputFiles[0]?.text ?? "";
  const site = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><title>people</title><script src="/page.js"></script>');
  });
  await new Promise<void>((settle) => site.listen(0, "localhost", settle));
  return {
    // Listening on a port, not a pipe.
    url: `http://localhost:${(site.address() as AddressInfo).port}/`,
    close() {
      site.closeAllConnections();
      site.close();
    },
  };
}
