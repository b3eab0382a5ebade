import { expect, test } from "vitest";
import { openStore } from "./open.ts";

test("an address names SQLite in memory", async () => {
  const store = await openStore("sqlite::memory:");
  expect(await store.meta.putIfAbsent("key", "value")).toBe("value");
  await store.close();
});

test("any other address is refused by saying what is allowed, and is not repeated", async () => {
  for (const url of ["", "sqlite:", "mysql://root:hunter2@localhost/db", "./data.db"]) {
    await expect(openStore(url)).rejects.toThrow(/sqlite:PATH/);
    await expect(openStore(url)).rejects.not.toThrow(/hunter2/);
  }
});

test("a file that cannot be opened is an error", async () => {
  await expect(openStore("sqlite:/nowhere/at/all.db")).rejects.toThrow("unable to open database file");
});
