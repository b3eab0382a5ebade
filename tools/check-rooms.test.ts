import { expect, test } from "vitest";
import { findOffences } from "./check-rooms.ts";

const server = "packages/server/src";

function arrowsIn(path: string, ...lines: string[]): string[] {
  return findOffences([{ path, text: lines.join("\n") }]).map(({ line, arrow }) => `${line}: ${arrow}`);
}

test("an import of a lower floor is fine", () => {
  const text = [
    'import { seal } from "../kernel/sealing.ts";',
    'import { order } from "../rules/sign-in/order.ts";',
  ];
  expect(arrowsIn(`${server}/operations/call.ts`, ...text)).toEqual([]);
});

test("an import of a higher floor is named with its line", () => {
  const text = ["// first", 'import { call } from "../../operations/call.ts";'];
  expect(arrowsIn(`${server}/rules/sign-in/order.ts`, ...text)).toEqual([
    "2: rules (floor 2) → operations (floor 3)",
  ]);
});

test("rooms of one floor do not import one another", () => {
  expect(arrowsIn(`${server}/operations/call.ts`, 'import { open } from "../store/sqlite.ts";')).toEqual([
    "1: operations (floor 3) → store (floor 3)",
  ]);
});

test("files of one room import one another, however deep they lie", () => {
  const path = `${server}/rules/sign-in/challenges/new-password.ts`;
  expect(arrowsIn(path, 'import { check } from "../../password-policy.ts";')).toEqual([]);
});

test.each([
  ["a type import", 'import type { Store } from "../store/sqlite.ts";'],
  ["an import over several lines", 'import {\n  open,\n} from "../store/sqlite.ts";'],
  ["an import for its effect", 'import "../store/sqlite.ts";'],
  ["a re-export", 'export * from "../store/sqlite.ts";'],
  ["a dynamic import", 'const { open } = await import("../store/sqlite.ts");'],
  ["a type in an expression", 'type Open = typeof import("../store/sqlite.ts").open;'],
])("%s counts as an arrow", (_, text) => {
  expect(arrowsIn(`${server}/ports/store.ts`, text)).toEqual(["1: ports (floor 2) → store (floor 3)"]);
});

test("an example in a comment is no import", () => {
  expect(
    arrowsIn(`${server}/ports/store.ts`, "/**", ' * import { open } from "../store/sqlite.ts";', " */"),
  ).toEqual([]);
});

test("the files beside the rooms know every room, and no room knows them", () => {
  expect(arrowsIn(`${server}/main.ts`, 'import { rpc } from "./doors/rpc.ts";')).toEqual([]);
  expect(arrowsIn(`${server}/doors/rpc.ts`, 'import { start } from "../main.ts";')).toEqual([
    "1: doors (floor 4) → main (floor 5)",
  ]);
});

test("a test may use every room below the top and the shared support", () => {
  const text = [
    'import { open } from "../../store/sqlite.ts";',
    'import { fixedClock } from "../../../../../test/support/clock.ts";',
  ];
  expect(arrowsIn(`${server}/operations/sign-up/SignUp.test.ts`, ...text)).toEqual([]);
  expect(arrowsIn(`${server}/operations/call.test.ts`, 'import { start } from "../main.ts";')).toHaveLength(
    1,
  );
});

test("a source may not use the support of tests", () => {
  const text = 'import { fixedClock } from "../../../../test/support/clock.ts";';
  expect(arrowsIn(`${server}/operations/call.ts`, text)).toEqual([
    "1: server/operations → test/support/clock.ts",
  ]);
});

test("packages import only those below them, by name", () => {
  expect(arrowsIn("packages/cli/src/main.ts", 'import { start } from "@poolhouse/server";')).toEqual([]);
  expect(arrowsIn(`${server}/main.ts`, 'import { run } from "@poolhouse/cli";')).toEqual(["1: server → cli"]);
  expect(arrowsIn("packages/cli/src/main.ts", 'import { start } from "../../server/src/main.ts";')).toEqual([
    "1: cli → server/main by path, not by package name",
  ]);
});

test("the protocol imports nothing from outside, so that it runs in browsers", () => {
  expect(arrowsIn("packages/protocol/src/srp.ts", 'import { createHash } from "node:crypto";')).toEqual([
    "1: protocol → node:crypto",
  ]);
});

test("a package may read its own data", () => {
  const text = 'import model from "../model/operations.json" with { type: "json" };';
  expect(arrowsIn("packages/protocol/src/model.ts", text)).toEqual([]);
  expect(
    arrowsIn(`${server}/main.ts`, 'import model from "../../protocol/model/operations.json";'),
  ).toHaveLength(1);
});

test("a room without a floor is an offence", () => {
  expect(arrowsIn(`${server}/misc/a.ts`, 'import { seal } from "../kernel/sealing.ts";')).toEqual([
    "1: server/misc has no floor",
  ]);
});
