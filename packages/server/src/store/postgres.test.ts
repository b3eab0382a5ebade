import pg from "pg";
import { afterAll, inject } from "vitest";
import { createDatabase, type Database } from "../../../../test/support/postgres.ts";
import { describeStore } from "./conformance.ts";
import { describeDatabase } from "./conformance-database.ts";
import { openPostgres } from "./postgres.ts";

const databases: Database[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function newDatabase(): Promise<Database> {
  const database = await createDatabase(inject("postgresUrl"));
  databases.push(database);
  return database;
}

describeStore("PostgreSQL", async () => openPostgres({ url: (await newDatabase()).url }));

describeDatabase("a PostgreSQL database", async () => {
  const { url, drop } = await newDatabase();
  return {
    url,
    async query(sql) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(sql);
      await client.end();
      return rows;
    },
    drop,
  };
});
