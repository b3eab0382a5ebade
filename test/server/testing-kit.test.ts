// The examples of the testing kit's guide: each is run by the runner it is written for, and the guide shows what is run.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";

// Registers the example's own test here.
import "../../examples/testing/vitest.test.ts";

const run = promisify(execFile);

test("the guide's example for node:test passes", async () => {
  const flags = ["--conditions=@poolhouse/source", "--test", "examples/testing/node.test.ts"];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, flags, { env });
  expect(stdout).toMatch(/pass 2\n/);
});

test.each(["vitest", "node"])("the guide shows the example for %s as it is run", (runner) => {
  const example = readFileSync(`examples/testing/${runner}.test.ts`, "utf8");
  expect(readFileSync("docs/guide/testing.md", "utf8")).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
});
