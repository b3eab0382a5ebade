/** Serves the app with Vite, which is told where the pool of the running sandbox is. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { createServer, defaultClientConditions } from "vite";
import type { Start } from "../shared/example.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export const start: Start = async ({ pool, port }) => {
  const variables = {
    VITE_USER_POOL_ID: pool.userPoolId,
    VITE_USER_POOL_CLIENT_ID: pool.userPoolClientId,
    VITE_USER_POOL_ENDPOINT: pool.endpoint,
    VITE_MAILBOX: pool.mailbox,
  };
  const server = await createServer({
    root: pathOf("."),
    configFile: false,
    // The folder itself is no place for it: two of these may run.
    cacheDir: pathOf(`../../node_modules/.vite-example-${port}`),
    plugins: [react()],
    define: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [`import.meta.env.${name}`, JSON.stringify(value)]),
    ),
    // The library's sources: within this repository nothing has to be built first.
    resolve: { conditions: ["@poolhouse/source", ...defaultClientConditions] },
    server: { host: "localhost", port, strictPort: port !== 0, fs: { allow: [pathOf("../..")] } },
    logLevel: "warn",
  });
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? "", close: () => server.close() };
};
