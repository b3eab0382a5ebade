/**
 * Vitest's global set-up: one PostgreSQL for the whole run, whichever suite needs it.
 *
 * Test files read its address with `inject("postgresUrl")` and make a database of their own with `createDatabase`.
 * `POOLHOUSE_TEST_POSTGRES_URL` names a server that already runs; then none is started and none is stopped.
 */
import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the maintenance database of the run's PostgreSQL. */
    postgresUrl: string;
  }
}

/** Starts it and tells the tests where; what is returned runs at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["POOLHOUSE_TEST_POSTGRES_URL"];
  const postgres = given ? { url: given, stop: async () => {} } : await startPostgres();
  project.provide("postgresUrl", postgres.url);
  return () => postgres.stop();
}
