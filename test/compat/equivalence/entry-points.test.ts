// What an app imports from Amplify it finds in ours, or a reason why not.
import { expect, it } from "vitest";
import { entryPoints, reasons } from "./entry-points.ts";

it.each(entryPoints)("$is has what $was exports, or there is a reason", ({ size, missing }) => {
  expect(size).toBeGreaterThan(0);
  expect(missing.filter((name) => reasons[name] === undefined)).toEqual([]);
});

it("all functions of the entry point for sign-in are there", () => {
  const auth = entryPoints.find(({ was }) => was === "aws-amplify/auth");
  expect(auth).toMatchObject({ size: 32, missing: [] });
});
