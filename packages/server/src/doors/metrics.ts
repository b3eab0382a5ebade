/**
 * The operator's own port: metrics for Prometheus and nothing else, apart from the port of the service so that a proxy in front
 * of that one cannot hand them to the public.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the port shows. */
export interface MetricsDoor {
  readonly render: () => Promise<{ text: string; type: string }>;
  readonly onFault: (cause: unknown) => void;
}

/** A port that answers until it is closed. */
export interface MetricsListening {
  /** Where, with the path. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens; port 0 takes a free one. Rejects if the port is taken. */
export async function listenForMetrics(
  place: { host: string; port: number },
  door: MetricsDoor,
): Promise<MetricsListening> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    void answer(door, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(place.port, place.host, () => resolve());
  });
  // A TCP server that listens has an address with a port; the string form is for pipes.
  const { port } = server.address() as AddressInfo;
  const host = place.host.includes(":") ? `[${place.host}]` : place.host;
  return {
    url: `http://${host}:${port}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(door: MetricsDoor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") {
    response.writeHead(404, { "content-type": "text/plain" }).end("Metrics are at GET /metrics.\n");
    return;
  }
  try {
    const { text, type } = await door.render();
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(text);
  } catch (cause) {
    door.onFault(cause);
    response.writeHead(500, { "content-type": "text/plain" }).end("The metrics could not be collected.\n");
  }
}
