import { afterEach, beforeEach, expect, it } from "vitest";
import { silentLog } from "./kernel/log.ts";
import { systemRandom } from "./kernel/random.ts";
import type { Store } from "./ports/store.ts";
import { openRootKey } from "./root-key.ts";
import { openStore } from "./store/open.ts";

let store: Store;
beforeEach(async () => {
  store = await openStore("sqlite::memory:");
});
afterEach(() => store.close());

const remote = { databaseUrl: "postgres://db.example.com/poolhouse", rootKeyFile: "/nowhere/root.key" };
const open = (rootKey?: Buffer) =>
  openRootKey({ config: { ...remote, rootKey }, store, random: systemRandom, log: silentLog });

it("a fresh database server gets no key of our making: several servers may share it", async () => {
  await expect(open()).rejects.toThrow("A root key is needed for a database server");
  expect(await store.meta.find("root-key-canary")).toBeUndefined();
});

it("two servers that start at once with different keys cannot both have the database", async () => {
  const [first, second] = [systemRandom.bytes(32), systemRandom.bytes(32)];
  const outcomes = await Promise.allSettled([open(first), open(second)]);
  expect(outcomes.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});
