import { expect, test } from "vitest";
import { seededRandom } from "../../../../test/support/chance.ts";
import { drawInAdvance, formatUuid, randomDigits, randomText, randomUuid, systemRandom } from "./random.ts";

test("codes are uniform over all digits in every place, leading zeros included", () => {
  const random = seededRandom("codes");
  const draws = 20_000;
  const counts = Array.from({ length: 6 }, () => Array.from({ length: 10 }, () => 0));
  for (let drawn = 0; drawn < draws; drawn += 1) {
    const code = randomDigits(random, 6);
    expect(code).toMatch(/^[0-9]{6}$/);
    for (const [place, digit] of [...code].entries()) counts[place]![Number(digit)]! += 1;
  }
  // Chi-square with 9 degrees of freedom: 27.9 is the 0.1 % point, and the seed is fixed.
  for (const place of counts) {
    const chiSquare = place.reduce((sum, count) => sum + (count - draws / 10) ** 2 / (draws / 10), 0);
    expect(chiSquare).toBeLessThan(27.9);
  }
});

test("bytes that would favour some characters are thrown away", () => {
  const bytes = [255, 250, 249, 0];
  const random = { bytes: () => Buffer.from(bytes) };
  expect(randomText(random, "0123456789", 2)).toBe("90");
});

test("a UUID is of version 4 and its variant", () => {
  expect(randomUuid(systemRandom)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(formatUuid(Buffer.alloc(16, 0xff))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});

/** Counts up, so that each place of a draw can be told from the next. */
function counter(): { draws: Buffer<ArrayBuffer>[]; draw: (length: number) => Buffer<ArrayBuffer> } {
  const draws: Buffer<ArrayBuffer>[] = [];
  const draw = (length: number): Buffer<ArrayBuffer> => {
    const drawn = Buffer.from(Uint8Array.from({ length }, (_, at) => at % 251));
    draws.push(drawn);
    return drawn;
  };
  return { draws, draw };
}

test("bytes drawn in advance are dealt in order, each once", () => {
  const random = drawInAdvance(counter().draw);
  expect([...random.bytes(3)]).toEqual([0, 1, 2]);
  expect([...random.bytes(2)]).toEqual([3, 4]);
});

test("bytes that were dealt leave nothing behind where they were drawn", () => {
  const { draws, draw } = counter();
  const dealt = drawInAdvance(draw).bytes(16);
  expect(draws[0]?.subarray(0, 16).every((byte) => byte === 0)).toBe(true);
  expect(dealt[15]).toBe(15);
});

test("bytes are drawn again when too few are left", () => {
  const { draws, draw } = counter();
  const random = drawInAdvance(draw);
  for (let time = 0; time < 17; time += 1) expect(random.bytes(250)).toHaveLength(250);
  expect(draws).toHaveLength(2);
});

test("many bytes are drawn for themselves", () => {
  const { draws, draw } = counter();
  expect(drawInAdvance(draw).bytes(3000)).toHaveLength(3000);
  expect(draws.map((drawn) => drawn.length)).toEqual([3000]);
});

test("the system's bytes never come twice", () => {
  const seen = new Set(Array.from({ length: 1000 }, () => systemRandom.bytes(16).toString("hex")));
  expect(seen.size).toBe(1000);
});
