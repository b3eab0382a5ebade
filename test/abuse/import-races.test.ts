/**
 * Two imports of the same pool at once, over two servers, on both engines: every id is given once, nobody is made twice, nobody
 * is lost, and neither of them hears anything but what became of its users.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportedUserType } from "@poolhouse/protocol";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import { createDatabase, type Database } from "../support/postgres.ts";
import { createService, type Service } from "../support/service.ts";

let database: Database;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "poolhouse-import-races-"));
  database = await createDatabase(inject("postgresUrl"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

describe.each(["SQLite", "PostgreSQL"])("on %s", (engine) => {
  let servers: [Service, Service];
  beforeAll(async () => {
    const url = engine === "SQLite" ? `sqlite:${join(folder, "races.db")}` : database.url;
    servers = [
      await createService({ store: await openStore(url), seed: `one ${engine}`, keyPairs: 2 }),
      await createService({ store: await openStore(url), seed: `two ${engine}`, keyPairs: 2 }),
    ];
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  const UserPoolId = "eu-west-1_Racing123";
  const taken = { type: "InvalidParameterException" };

  it("a pool and a client are made by one of them", async () => {
    const pools = await Promise.allSettled(
      servers.map((server) => server.call("AdminImportUserPool", { UserPoolId, PoolName: "raced" })),
    );
    expect(pools.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(pools.find(({ status }) => status === "rejected")).toMatchObject({ reason: taken });
    const client = { UserPoolId, ClientId: "raced0client", ClientName: "raced" };
    const clients = await Promise.allSettled(
      servers.map((server) => server.call("AdminImportUserPoolClient", client)),
    );
    expect(clients.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(clients.find(({ status }) => status === "rejected")).toMatchObject({ reason: taken });
  });

  it("every user is made once, and put into the group once", async () => {
    await servers[0].call("CreateGroup", { UserPoolId, GroupName: "staff" });
    const users = Array.from({ length: 80 }, (_, number): ImportedUserType => ({
      Sub: `11111111-2222-4333-8444-${String(number).padStart(12, "0")}`,
      Username: `person-${number}`,
      Groups: ["staff"],
    }));
    // The second begins at the end, so that they meet in the middle.
    const batches = (all: readonly ImportedUserType[]): ImportedUserType[][] =>
      Array.from({ length: 4 }, (_, at) => all.slice(at * 20, at * 20 + 20));
    const results = await Promise.all([
      bring(servers[0], batches(users)),
      bring(servers[1], batches(users.toReversed())),
    ]);
    const outcomes = results.flat();
    expect(outcomes.filter((outcome) => outcome === "IMPORTED")).toHaveLength(users.length);
    expect(outcomes.filter((outcome) => outcome === "PRESENT")).toHaveLength(users.length);
    expect(await servers[0].store.pools.countUsers(UserPoolId)).toBe(users.length);
  });
});

async function bring(server: Service, batches: readonly ImportedUserType[][]): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const Users of batches) {
    const { Results = [] } = await server.call("AdminImportUsers", {
      UserPoolId: "eu-west-1_Racing123",
      Users,
    });
    outcomes.push(...Results.map(({ Outcome }) => Outcome));
  }
  return outcomes;
}
