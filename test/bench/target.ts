/** A server with clients connected to it and people to sign in: what journeys are driven against. */
import type { Gateway } from "./gateway.ts";
import { type Journey, journeysOf, type Supply } from "./journeys.ts";
import { drive, openClients } from "./load.ts";
import type { Target } from "./measure.ts";
import type { Seeds } from "./seed.ts";
import { type ServerOptions, startServer } from "./server-under-test.ts";
import { createClientPair } from "./srp-client.ts";
import type { MeasuredStore } from "./stores.ts";

/** Clients at a time. */
export const clientCount = 8;

/** Tells whoever waits, apart from the table. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A target of one's own: the server is stopped with it. */
export interface OpenTarget extends Target {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a server over a seeded store and connects the clients. */
export async function openTarget(
  { store, seeds, gateway }: { store: MeasuredStore; seeds: Seeds; gateway: Gateway },
  options: Pick<ServerOptions, "profile" | "smsUrl">,
): Promise<OpenTarget> {
  const server = await startServer({ database: store.database, rootKey: seeds.rootKey, ...options });
  let number = 0;
  const next = (): number => (number += 1);
  const supply: Supply = { seeds, pair: await createClientPair(), tokens: [], gateway, next };
  const clients = await openClients(server.port, clientCount);
  return {
    pid: server.pid,
    port: server.port,
    clients,
    supply,
    databaseCpu: store.cpu,
    async stop() {
      clients.close();
      await server.stop();
    },
  };
}

/** Runs every journey `times` times its weight; sign-ins with a password first, because others need their tokens. */
export async function warmUp(target: Target, journeys: readonly Journey[], times: number): Promise<void> {
  for (const journey of [...journeysOf(["password"]), ...journeys]) {
    await drive(target.clients, times * journey.weight, (send) => journey.run(send, target.supply));
  }
  target.clients.takeLatencies();
}
