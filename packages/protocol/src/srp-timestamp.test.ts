import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTimestamp, parseTimestamp } from "./srp-timestamp.ts";

const second = 1000;

test("a time is written in English and UTC, its day without a leading zero", () => {
  expect(formatTimestamp(1_772_355_907_999)).toBe("Sun Mar 1 09:05:07 UTC 2026");
  expect(formatTimestamp(0)).toBe("Thu Jan 1 00:00:00 UTC 1970");
  expect(formatTimestamp(951_782_400_000)).toBe("Tue Feb 29 00:00:00 UTC 2000");
});

test("every second of four centuries is written as the platform's calendar says, and read back", () => {
  const times = fc.integer({ min: -4_000_000_000, max: 9_000_000_000 });
  fc.assert(
    fc.property(times, (seconds) => {
      const [, day = "", month, year, clock] = /^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/.exec(
        // oxlint-disable-next-line no-restricted-globals -- the platform's calendar is what we compare with
        new Date(seconds * second).toUTCString(),
      ) ?? [""];
      const text = formatTimestamp(seconds * second);
      expect(text.slice(4)).toBe(`${month} ${Number(day)} ${clock} UTC ${year}`);
      expect(parseTimestamp(text)).toBe(seconds * second);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("a padded day and a wrong weekday are read, but written otherwise", () => {
  for (const text of ["Sun Mar 01 09:05:07 UTC 2026", "Mon Mar 1 09:05:07 UTC 2026"]) {
    expect(parseTimestamp(text)).toBe(1_772_355_907_000);
    expect(formatTimestamp(parseTimestamp(text) ?? 0)).not.toBe(text);
  }
});

test.for([
  "",
  "Sun Mar 1 09:05:07 2026",
  "Sun Mar 1 09:05:07 GMT 2026",
  "Sun Mrz 1 09:05:07 UTC 2026",
  "Sun Mar 0 09:05:07 UTC 2026",
  "Sun Feb 29 09:05:07 UTC 2026",
  "Sun Apr 31 09:05:07 UTC 2026",
  "Sun Mar 1 24:05:07 UTC 2026",
  "Sun Mar 1 09:60:07 UTC 2026",
  "Sun Mar 1 09:05:60 UTC 2026",
  "Sun Mar 1 9:05:07 UTC 2026",
  "Sun Mar 1 09:05:07 UTC 2026 ",
  "Sun Mar 1 09:05:07 UTC 2026\n",
  "2026-03-01T09:05:07Z",
])("%j is no time", (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});
