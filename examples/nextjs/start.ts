/** Runs the app with Next, which is told where the pool of the running sandbox is. */
import { rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import next from "next";
import type { Start } from "../shared/example.ts";
import { listen } from "../shared/listen.ts";

export const start: Start = async ({ pool, port }) => {
  const server = createServer();
  const site = await listen(server, port);
  const { url = "" } = site;
  Object.assign(process.env, {
    USER_POOL_ID: pool.userPoolId,
    USER_POOL_CLIENT_ID: pool.userPoolClientId,
    USER_POOL_ENDPOINT: pool.endpoint,
    MAILBOX: pool.mailbox,
    AMPLIFY_APP_ORIGIN: new URL(url).origin,
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: new URL(url).port,
  });
  const dir = fileURLToPath(new URL(".", import.meta.url));
  const app = next({ dev: true, dir, hostname: "localhost", port: Number(new URL(url).port) });
  await app.prepare();
  const answer = app.getRequestHandler();
  const onRequest: RequestListener = (request, response) => void answer(request, response);
  server.on("request", onRequest);
  return {
    url,
    async close() {
      await site.close();
      await app.close();
      // What was built for a port that nobody chose is of no use to the next run.
      if (port === 0) await rm(join(dir, ".next", new URL(url).port), { recursive: true, force: true });
    },
  };
};
