import { expect, test } from "vitest";
import { summarize } from "./count-reporter.ts";

test("each suite gets a line and the total comes last", () => {
  const lines = summarize(
    new Map([
      ["unit", { passed: 12, failed: 1, skipped: 0 }],
      ["integration", { passed: 3, failed: 0, skipped: 0 }],
    ]),
  );
  expect(lines).toEqual([
    "unit: 12 passed, 1 failed, 0 skipped",
    "integration: 3 passed, 0 failed, 0 skipped",
    "15 passed, 1 failed",
  ]);
});

test("skipped tests are named in the total only if there are any", () => {
  const lines = summarize(new Map([["unit", { passed: 1, failed: 0, skipped: 2 }]]));
  expect(lines.at(-1)).toBe("1 passed, 0 failed, 2 skipped");
});
