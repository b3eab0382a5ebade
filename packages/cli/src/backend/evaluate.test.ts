import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createEvaluator, evaluateBackend } from "./evaluate.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "poolhouse-definition-"));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const resource = (mode: string): string =>
  `import { defineAuth } from "@aws-amplify/backend";
export const auth = defineAuth({ loginWith: { email: true }, multifactor: { mode: ${mode}, totp: true } });
`;

it("a definition is evaluated as it is now, each time, with everything that it imports", async () => {
  const entry = write("backend.ts", `import "./auth/resource";\n`);
  write("auth/resource.ts", `import { mode } from "../settings";\n${resource("mode")}`);
  write("settings.ts", `export const mode = "OPTIONAL" as const;\n`);
  const evaluator = createEvaluator({ root, entry });
  expect((await evaluator.evaluate()).auth).toMatchObject({ mfa: { MfaConfiguration: "OPTIONAL" } });
  write("settings.ts", `export const mode = "REQUIRED" as const;\n`);
  evaluator.prepare();
  expect((await evaluator.evaluate()).auth).toMatchObject({ mfa: { MfaConfiguration: "ON" } });
  await evaluator.end();
});

it("both names of the library are one: what either defines is read", async () => {
  write("auth.ts", resource(`"OFF"`));
  const entry = write(
    "backend.ts",
    `import { defineBackend } from "@poolhouse/backend";\nimport { auth } from "./auth";\ndefineBackend({ auth });\n`,
  );
  expect((await evaluateBackend({ root, entry })).auth).toMatchObject({ kind: "own" });
});

it("what only a compiler can read is refused with its line, and read by the project's own esbuild", async () => {
  const entry = write("resource.ts", `enum Mode { On = "REQUIRED" }\n${resource("Mode.On")}`);
  await expect(evaluateBackend({ root, entry })).rejects.toThrow(
    /^resource\.ts:1:1\n.*enum is not supported.*\(esbuild, installed in the project, can compile it\)/,
  );
  mkdirSync(join(root, "node_modules"));
  symlinkSync(resolve("node_modules/esbuild"), join(root, "node_modules/esbuild"));
  expect((await evaluateBackend({ root, entry })).auth).toMatchObject({ mfa: { MfaConfiguration: "ON" } });
});

it("an error keeps its cause and shows the author's line, nothing of ours", async () => {
  const entry = write(
    "resource.ts",
    `function decide(): never {\n  throw new Error("no mode", { cause: new Error("no file") });\n}\ndecide();\n`,
  );
  await expect(evaluateBackend({ root, entry })).rejects.toThrow(
    /^resource\.ts:2:\d+\nno mode\n {2}because: no file\n\n {2}1 \|.*\n> 2 \|[^]*\n {2}4 \| decide\(\);$/,
  );
});

it("a package that is not there is named, with the file that wants it", async () => {
  const entry = write("resource.ts", `import "nowhere-to-be-found";\n`);
  await expect(evaluateBackend({ root, entry })).rejects.toThrow(
    /Cannot find package 'nowhere-to-be-found' imported from .*resource\.ts/,
  );
});

it("a definition that ends its process ends only itself", async () => {
  const entry = write("resource.ts", "process.exit(0);\n");
  await expect(evaluateBackend({ root, entry })).rejects.toThrow("The definition ended without a result.");
});
