import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The modules and files that a module of this package loads, by following its imports that survive compilation. */
function loadedBy(module: string, seen = new Set<string>()): Set<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  if (!module.endsWith(".ts")) return seen;
  const source = readFileSync(new URL(module, import.meta.url), "utf8");
  for (const [, target = ""] of source.matchAll(/^(?:import|export) (?!type )[^;]*?from "([^"]+)"/gm))
    loadedBy(target, seen);
  return seen;
}

const models = ["../model/operations.json", "../model/extensions.json"];

test("arithmetic and error names load without the model, so that a browser does not carry it", () => {
  for (const module of ["srp", "srp-timestamp", "device-verifier", "secret-hash", "totp", "base32", "errors"])
    for (const model of models) expect(loadedBy(`./${module}.ts`)).not.toContain(model);
  for (const model of models) expect(loadedBy("./model.ts")).toContain(model);
});

test("nothing but this package and the platform is loaded", () => {
  const outside = [...loadedBy("./index.ts")].filter(
    (target) => !target.startsWith("./") && !models.includes(target),
  );
  expect(outside).toEqual([]);
});
