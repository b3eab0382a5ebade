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

it("the half that was used last is there, and never more than the limit", () => {
  const map = new RecentMap<number, number>(100);
  for (let key = 0; key < 1000; key += 1) {
    map.set(key, key);
    expect(map.get(7)).toBe(key < 7 ? undefined : 7);
  }
  const kept = Array.from({ length: 1000 }, (_, key) => key).filter((key) => map.get(key) !== undefined);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(kept).toEqual(expect.arrayContaining([7, 960, 999]));
});

it("an entry that is set again has its new value", () => {
  const map = new RecentMap<string, number>(2);
  map.set("a", 1);
  map.set("b", 2);
  map.set("a", 3);
  expect(map.get("a")).toBe(3);
  map.delete("a");
  expect(map.get("a")).toBeUndefined();
});
