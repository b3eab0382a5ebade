import { stepAt } from "@poolhouse/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkSoftwareToken } from "./software-token.ts";

/** RFC 6238 appendix B: the SHA-1 secret, and its eight-digit codes cut to the last six. */
const secret = Buffer.from("12345678901234567890");
const vectors: [seconds: number, code: string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
];

const fresh = { secret, lastStep: -1 };

test.each(vectors)("at %i seconds the code %s is right (RFC 6238 appendix B)", (seconds, code) => {
  expect(checkSoftwareToken([fresh], code, seconds * 1000)).toMatchObject({
    outcome: "right",
    step: stepAt(seconds),
  });
});

test.each([
  [-2, "wrong"],
  [-1, "right"],
  [0, "right"],
  [1, "right"],
  [2, "wrong"],
])("a code that is %i steps off is %s", (offset, outcome) => {
  const [seconds, code] = vectors[3] ?? [0, ""];
  expect(checkSoftwareToken([fresh], code, (seconds - offset * 30) * 1000)).toMatchObject({ outcome });
});

test("a step is accepted once, and no older one after it", () => {
  const [seconds, code] = vectors[3] ?? [0, ""];
  const step = stepAt(seconds);
  expect(checkSoftwareToken([{ secret, lastStep: step }], code, seconds * 1000)).toEqual({
    outcome: "replayed",
  });
  expect(checkSoftwareToken([{ secret, lastStep: step + 1 }], code, seconds * 1000)).toEqual({
    outcome: "replayed",
  });
});

test("nothing but six right digits is a code", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^[0-9]{6}$/.test(text));
      return checkSoftwareToken([fresh], text, 59_000).outcome === "wrong";
    }),
  );
});

test("somebody without a registration has no right code", () => {
  expect(checkSoftwareToken([], "287082", 59_000)).toEqual({ outcome: "wrong" });
});
