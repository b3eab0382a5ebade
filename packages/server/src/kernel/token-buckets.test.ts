import { describe, expect, it } from "vitest";
import { TokenBuckets } from "./token-buckets.ts";

const size = { rate: 2, burst: 4 };

/** How many of ten at one instant get through. */
const through = (buckets: TokenBuckets, now: number, key = "a"): number =>
  Array.from({ length: 10 }, () => buckets.take(key, size, { amount: 1, now })).filter(Boolean).length;

describe("a token bucket", () => {
  it("lets a burst through, then its rate, and saves up no more than the burst", () => {
    const buckets = new TokenBuckets(10);
    expect(through(buckets, 0)).toBe(4);
    expect(through(buckets, 499)).toBe(0);
    expect(through(buckets, 500)).toBe(1);
    expect(through(buckets, 2000)).toBe(3);
    expect(through(buckets, 1_000_000)).toBe(4);
  });

  it("takes parts, and nothing where there is not enough", () => {
    const buckets = new TokenBuckets(10);
    expect(buckets.take("a", size, { amount: 3.5, now: 0 })).toBe(true);
    expect(buckets.take("a", size, { amount: 1, now: 0 })).toBe(false);
    expect(buckets.take("a", size, { amount: 0.5, now: 0 })).toBe(true);
  });

  it("is not filled by a clock that goes back, and goes on from there", () => {
    const buckets = new TokenBuckets(10);
    expect(through(buckets, 10_000)).toBe(4);
    expect(through(buckets, 0)).toBe(0);
    expect(through(buckets, 500)).toBe(1);
  });

  it("is one for each key", () => {
    const buckets = new TokenBuckets(10);
    expect(through(buckets, 0, "a")).toBe(4);
    expect(through(buckets, 0, "b")).toBe(4);
  });

  it("is forgotten when too many others were used since, and not before", () => {
    const buckets = new TokenBuckets(6);
    expect(through(buckets, 0, "old")).toBe(4);
    for (const other of ["b", "c", "d"]) through(buckets, 0, other);
    expect(through(buckets, 0, "old")).toBe(0);
    for (const other of ["e", "f", "g", "h", "i", "j"]) through(buckets, 0, other);
    expect(through(buckets, 0, "old")).toBe(4);
  });

  it("stays while it is used, however many others come", () => {
    const buckets = new TokenBuckets(6);
    through(buckets, 0, "busy");
    for (let other = 0; other < 100; other += 1) {
      through(buckets, 0, `other ${other}`);
      expect(through(buckets, 0, "busy")).toBe(0);
    }
  });
});
