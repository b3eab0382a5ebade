import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileCacheFolder } from "./compile-cache.ts";

describe("compiled code is kept", () => {
  test("in the account's cache folder", () => {
    expect(compileCacheFolder({}, "/home/ada")).toBe(join("/home/ada", ".cache", "poolhouse", "compiled"));
  });

  test("in the cache folder that the environment names", () => {
    const folder = compileCacheFolder({ XDG_CACHE_HOME: "/var/cache/ada" }, "/home/ada");
    expect(folder).toBe(join("/var/cache/ada", "poolhouse", "compiled"));
  });

  test.each(["", "cache", "../cache"])("and not in '%s', which is no absolute path", (name) => {
    const folder = compileCacheFolder({ XDG_CACHE_HOME: name }, "/home/ada");
    expect(folder).toBe(join("/home/ada", ".cache", "poolhouse", "compiled"));
  });
});
