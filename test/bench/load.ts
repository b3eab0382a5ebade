/** The generator: a fixed number of clients on keep-alive connections, each sending its next request when it has an answer. */
import { Connection } from "./connection.ts";
import type { Send } from "./requests.ts";

/** A set of open connections, one per client. */
export interface Clients {
  readonly sends: readonly Send[];
  /** How long each request took since the last call of `takeLatencies`, in milliseconds. */
  takeLatencies(): number[];
  close(): void;
}

/** Opens `count` connections to a port of this machine. */
export async function openClients(port: number, count: number): Promise<Clients> {
  let latencies: number[] = [];
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
  const sends = connections.map((connection): Send => async (operation, input) => {
    const started = performance.now();
    const { status, body } = await connection.send(operation, JSON.stringify(input));
    latencies.push(performance.now() - started);
    if (status !== 200) throw new Error(`${operation} was answered ${status}: ${body}`);
    return JSON.parse(body);
  });
  return {
    sends,
    takeLatencies() {
      const taken = latencies;
      latencies = [];
      return taken;
    },
    close: () => connections.forEach((connection) => connection.close()),
  };
}

/** Runs a journey `times` times, divided among the clients as they become free. */
export async function drive(
  clients: Clients,
  times: number,
  run: (send: Send) => Promise<void>,
): Promise<void> {
  let left = times;
  await Promise.all(
    clients.sends.map(async (send) => {
      while (left > 0) {
        left -= 1;
        await run(send);
      }
    }),
  );
}
