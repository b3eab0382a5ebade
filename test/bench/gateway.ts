/** The gateway that text messages go to: it takes every one at once and hands its code to whoever waits for it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Gateway {
  readonly url: string;
  /** The code that was sent, or will be sent, to a number. */
  codeFor(phoneNumber: string): Promise<string>;
  close(): void;
}

/** Starts one on loopback. */
export async function startGateway(): Promise<Gateway> {
  const codes = new Map<string, PromiseWithResolvers<string>>();
  const codeOf = (number: string): PromiseWithResolvers<string> => {
    const code = codes.get(number) ?? Promise.withResolvers<string>();
    codes.set(number, code);
    return code;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      // What the server's webhook sender writes.
      const message = JSON.parse(Buffer.concat(chunks).toString()) as { to?: string; code?: string };
      if (message.to !== undefined && message.code !== undefined) codeOf(message.to).resolve(message.code);
      response.writeHead(200, { "content-length": 0 }).end();
    });
  });
  // Between two measurements nothing is sent for a while.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server that listens has a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async codeFor(phoneNumber) {
      const code = await codeOf(phoneNumber).promise;
      codes.delete(phoneNumber);
      return code;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
