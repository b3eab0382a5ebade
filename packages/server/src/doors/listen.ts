import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createAdaptorServer, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { messageAnswer } from "./answers.ts";
import type { DoorBindings } from "./rpc.ts";

/** A server that listens. */
export interface Listening {
  /** Where it can be reached, without a trailing slash. */
  readonly url: string;
  /**
   * Takes no new connections, lets requests under way finish, and resolves when the last one has. What is not finished after
   * `grace` milliseconds is cut off.
   */
  stop(grace: number): Promise<void>;
}

/** A slow or endless sender of headers or body loses its connection; keep-alive connections may idle for a while. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};

/**
 * Listens on a host and port; port 0 takes a free one. `open` makes the application once the address is known, because
 * issuers may depend on it; nobody can connect before. Rejects if the port is taken.
 */
export async function listen(
  place: { host: string; port: number },
  open: (url: string) => Hono<DoorBindings>,
): Promise<Listening> {
  let app: Hono<DoorBindings> | undefined;
  const fetch = (request: Request, env: HttpBindings | Http2Bindings): Response | Promise<Response> =>
    app === undefined ? messageAnswer(503, "Starting.") : app.fetch(request, env);
  const adaptor = createAdaptorServer({ fetch, createServer, serverOptions: limits });
  // createServer of node:http was handed in above, so this is its server and not one of HTTP/2.
  const server = adaptor as Server;
  server.on("clientError", refuseUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(place.port, place.host, () => {
      server.off("error", reject);
      app = open(urlOf(server, place.host));
      resolve();
    });
  });
  return { url: urlOf(server, place.host), stop: (grace) => stop(server, grace) };
}

function urlOf(server: Server, host: string): string {
  // A TCP server that listens has an address with a port; the string form is for pipes.
  const { port } = server.address() as AddressInfo;
  const reachable = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

function stop(server: Server, grace: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // Connections with a request under way become idle when it is answered; they must not linger then.
    server.keepAliveTimeout = 1;
    server.keepAliveTimeoutBuffer = 0;
    const cut = setTimeout(() => server.closeAllConnections(), grace);
    server.close((error) => {
      clearTimeout(cut);
      if (error === undefined) resolve();
      else reject(error);
    });
    server.closeIdleConnections();
  });
}

/** What cannot be parsed as HTTP never reaches the application; it gets the same kind of answer nevertheless. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const body = JSON.stringify({ __type: "SerializationException", message: "Unable to read the request" });
  const head = [
    `HTTP/1.1 ${status}`,
    "Content-Type: application/x-amz-json-1.1",
    `Content-Length: ${body.length}`,
    "x-amzn-ErrorType: SerializationException:",
    "Access-Control-Allow-Origin: *",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
