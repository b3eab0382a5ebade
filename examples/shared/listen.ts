import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Running } from "./example.ts";

/** Lets a site answer on this machine only. Throws a text for people if the port is taken. */
export async function listen(server: Server, port: number): Promise<Running> {
  await new Promise<void>((settle, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE" ? new Error(`Port ${port} is taken: choose one with --port.`) : error,
      ),
    );
    server.listen(port, "localhost", settle);
  });
  return {
    // Listening on a port, not a pipe.
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((settle) => server.close(settle));
    },
  };
}
