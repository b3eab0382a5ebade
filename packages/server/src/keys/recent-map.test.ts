import { expect, it } from "vitest";
import { RecentMap } from "./recent-map.ts";

it("a full map forgets the entry that was unused longest", () => {
  const map = new RecentMap<string, number>(2);
  map.set("a", 1);
  map.set("b", 2);
  expect(map.get("a")).toBe(1);
  map.set("c", 3);
  expect(map.get("b")).toBeUndefined();
  expect([map.get("a"), map.get("c")]).toEqual([1, 3]);
});

it("a deleted entry is gone", () => {
  const map = new RecentMap<string, number>(2);
  map.set("a", 1);
  map.delete("a");
  expect(map.get("a")).toBeUndefined();
});
