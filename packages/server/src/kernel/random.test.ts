import { expect, test } from "vitest";
import { seededRandom } from "../../../../test/support/chance.ts";
import { formatUuid, randomDigits, randomText, randomUuid, systemRandom } from "./random.ts";

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
