import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll } from "vitest";
import { describeStore } from "./conformance.ts";
import { describeDatabase } from "./conformance-database.ts";
import { openSqlite } from "./sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "poolhouse-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function newFile(): string {
  files += 1;
  return join(folder, `store-${files}.db`);
}

describeStore("SQLite in a file", () => openSqlite({ file: newFile() }));
describeStore("SQLite in memory", () => openSqlite({ file: ":memory:" }));

describeDatabase("a SQLite file", async () => {
  const file = newFile();
  return {
    url: `sqlite:${file}`,
    async query(sql) {
      const database = new DatabaseSync(file);
      const rows = database.prepare(sql).all();
      database.close();
      return rows;
    },
    async drop() {},
  };
});
