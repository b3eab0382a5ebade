/** A gateway over HTTP that a test can make slow, failing, hanging or lying. */
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface GatewayRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An answer, no answer for ever, or a connection that breaks after the request was heard. */
export type GatewayBehaviour = { status: number; body?: string } | "hang" | "reset";

export interface HttpGateway {
  readonly url: string;
  /** All requests that were heard, in their order. */
  readonly requests: GatewayRequest[];
  /** What it does next, and then, and from the last one on always. */
  behave(...behaviours: [GatewayBehaviour, ...GatewayBehaviour[]]): void;
  close(): Promise<void>;
}

/** Starts one on loopback. */
export async function startHttpGateway(...first: GatewayBehaviour[]): Promise<HttpGateway> {
  const requests: GatewayRequest[] = [];
  let behaviours = first;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      requests.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      const behaviour = (behaviours.length > 1 ? behaviours.shift() : behaviours[0]) ?? { status: 200 };
      if (behaviour === "hang") return;
      if (behaviour === "reset") {
        request.socket.resetAndDestroy();
        return;
      }
      response.writeHead(behaviour.status, { "content-type": "application/json" });
      response.end(behaviour.body ?? "{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server that listens has a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    behave: (...next) => {
      behaviours = next;
    },
    close: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
