import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { GroupCommit } from "./group-commit.ts";
import { SqliteConnection } from "./sqlite-connection.ts";

let database: DatabaseSync;
let group: GroupCommit;
let command: MockInstance<SqliteConnection["command"]>;

beforeEach(() => {
  database = new DatabaseSync(":memory:");
  database.exec("create table notes (text text primary key)");
  const connection = new SqliteConnection(database);
  command = vi.spyOn(connection, "command");
  group = new GroupCommit(connection);
});

function note(text: string): Promise<void> {
  return group.add(async () => void database.prepare("insert into notes values (?)").run(text), {
    isSingle: false,
  });
}

const notes = (): unknown[] =>
  database
    .prepare("select text from notes")
    .all()
    .map(({ text }) => text);
const commits = (): number => command.mock.calls.filter(([sql]) => sql === "commit").length;

test("transactions asked for at once share one commit", async () => {
  await Promise.all(["a", "b", "c"].map(note));
  expect(notes()).toEqual(["a", "b", "c"]);
  expect(commits()).toBe(1);
});

test("a transaction that fails undoes its own work only", async () => {
  const failing = group.add(
    async () => {
      database.exec("insert into notes values ('undone')");
      throw new Error("refused");
    },
    { isSingle: false },
  );
  const outcomes = await Promise.allSettled([note("a"), failing, note("b")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(notes()).toEqual(["a", "b"]);
});

test("if the commit fails, everybody in the group hears of it and nothing is stored", async () => {
  command.mockImplementation((sql) => {
    if (sql === "commit") throw new Error("the disk is full");
    database.exec(sql);
  });
  const outcomes = await Promise.allSettled(["a", "b"].map(note));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(notes()).toEqual([]);
  command.mockRestore();
  await note("c");
  expect(notes()).toEqual(["c"]);
});

test("nobody hears of success before the commit", async () => {
  const heard: string[] = [];
  command.mockImplementation((sql) => {
    if (sql === "commit") heard.push("commit");
    database.exec(sql);
  });
  await Promise.all([note("a").then(() => heard.push("a")), note("b").then(() => heard.push("b"))]);
  expect(heard).toEqual(["commit", "a", "b"]);
});

test("when SQLite gives the whole transaction up, no member goes on as if it were open", async () => {
  const single = group.add(
    async () => {
      database.exec("rollback");
      throw new Error("the disk is full");
    },
    { isSingle: true },
  );
  const outcomes = await Promise.allSettled([note("before"), single, note("after")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(notes()).toEqual([]);
});
