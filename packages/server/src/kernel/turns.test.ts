import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("heavy work is done in the order it was asked for", async () => {
  const turns = new Turns();
  const seen: number[] = [];
  await Promise.all([1, 2, 3].map((piece) => turns.take(() => seen.push(piece))));
  expect(seen).toEqual([1, 2, 3]);
});

test("work that fails holds up nobody behind it", async () => {
  const turns = new Turns();
  const failed = turns.take(() => {
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await turns.take(() => "next")).toBe("next");
});

test("a read that is ready is answered before the next piece of heavy work", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const heavy = [1, 2, 3].map((piece) => turns.take(() => seen.push(`heavy ${piece}`)));
  setImmediate(() => seen.push("read"));
  await Promise.all(heavy);
  expect(seen.indexOf("read")).toBeLessThan(2);
});
