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
  expect(checkSoftwareToken([fresh], code, { now: seconds * 1000 })).toEqual({
    outcome: "right",
    matches: [{ token: fresh, step: stepAt(seconds) }],
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
  expect(checkSoftwareToken([fresh], code, { now: (seconds - offset * 30) * 1000 })).toMatchObject({
    outcome,
  });
});

test("a step is accepted once, and no older one after it", () => {
  const [seconds, code] = vectors[3] ?? [0, ""];
  const step = stepAt(seconds);
  expect(checkSoftwareToken([{ secret, lastStep: step }], code, { now: seconds * 1000 })).toEqual({
    outcome: "replayed",
  });
  expect(checkSoftwareToken([{ secret, lastStep: step + 1 }], code, { now: seconds * 1000 })).toEqual({
    outcome: "replayed",
  });
});

test("nothing but six right digits is a code", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^[0-9]{6}$/.test(text));
      return checkSoftwareToken([fresh], text, { now: 59_000 }).outcome === "wrong";
    }),
  );
});

test("somebody without a registration has no right code", () => {
  expect(checkSoftwareToken([], "287082", { now: 59_000 })).toEqual({ outcome: "wrong" });
});

test("a code that two registrations share is used up for both", () => {
  const [seconds, code] = vectors[3] ?? [0, ""];
  const [phone, watch] = [{ ...fresh }, { ...fresh }];
  const step = stepAt(seconds);
  expect(checkSoftwareToken([phone, watch], code, { now: seconds * 1000 })).toEqual({
    outcome: "right",
    matches: [
      { token: phone, step },
      { token: watch, step },
    ],
  });
});

test("the code of one registration is right although another's is used up", () => {
  const [seconds, code] = vectors[3] ?? [0, ""];
  const used = { secret: Buffer.from("another secret of 20"), lastStep: stepAt(seconds) + 1 };
  expect(checkSoftwareToken([used, fresh], code, { now: seconds * 1000 })).toMatchObject({
    outcome: "right",
    matches: [{ token: fresh }],
  });
});

test("without tolerance only the code of now is right", () => {
  const [seconds, code] = vectors[3] ?? [0, ""];
  const outcomes = [-1, 0, 1].map((offset) => {
    const now = (seconds - offset * 30) * 1000;
    return checkSoftwareToken([fresh], code, { now, tolerance: 0 }).outcome;
  });
  expect(outcomes).toEqual(["wrong", "right", "wrong"]);
});
