import { expect, test } from "vitest";
import { findLockFaults } from "./check-lock.ts";

const integrity = "sha512-AAAA";

test("a complete lock has no fault", () => {
  const entries = {
    "": { optionalDependencies: { "a-linux": "1.0.0" } },
    "node_modules/a-linux": { integrity },
    "node_modules/@poolhouse/server": { resolved: "packages/server", link: true },
  };
  expect(findLockFaults(entries)).toEqual([]);
});

test("a platform package that is named but absent is a fault", () => {
  const entries = { "node_modules/a": { integrity, optionalDependencies: { "a-darwin": "1.0.0" } } };
  expect(findLockFaults(entries)).toEqual(["node_modules/a names a-darwin, which the lock does not hold"]);
});

test("a platform package is found beside its package or above it", () => {
  const nested = "node_modules/a/node_modules/b";
  const entries = {
    [nested]: { integrity, optionalDependencies: { "b-linux": "1.0.0", "b-darwin": "1.0.0" } },
    [`${nested}/node_modules/b-linux`]: { integrity },
    "node_modules/b-darwin": { integrity },
  };
  expect(findLockFaults(entries)).toEqual([]);
});

test("a download address is a fault", () => {
  const entries = { "node_modules/a": { integrity, resolved: "https://registry.example/a.tgz" } };
  expect(findLockFaults(entries)).toEqual(["node_modules/a carries a download address"]);
});

test("a package without integrity is a fault", () => {
  expect(findLockFaults({ "node_modules/a": {} })).toEqual(["node_modules/a has no integrity"]);
});
