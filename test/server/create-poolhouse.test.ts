// The starter as people run it, and what it writes.
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;
beforeEach(() => {
  // Within the workspace, so that what the new projects import is found without an install.
  mkdirSync(".poolhouse", { recursive: true });
  folder = mkdtempSync(resolve(".poolhouse", "starter-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(program: string, words: readonly string[], cwd = folder): Promise<Ended> {
  return new Promise((settle) => {
    execFile(process.execPath, [resolve(program), ...words], { cwd }, (error, out, err) => {
      settle({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const create = (...words: string[]): Promise<Ended> =>
  run("packages/create-poolhouse/bin/create-poolhouse.js", words);

const read = (...path: string[]): string => readFileSync(join(folder, ...path), "utf8");

/** What a sandbox would write. */
const outputs = {
  auth: { aws_region: "eu-west-1", user_pool_id: "eu-west-1_A", user_pool_client_id: "abc" },
  custom: { poolhouse: { endpoint: "http://127.0.0.1:9240" } },
  version: "1.5",
};

describe("npm create poolhouse", () => {
  test("writes a project under the folder's name, and says what comes next", async () => {
    const { code, out } = await create("My App");
    expect([code, out]).toEqual([0, expect.stringMatching(/cd My App\n\s+npm install\n\s+npm start/)]);
    expect(JSON.parse(read("My App", "package.json"))).toMatchObject({ name: "my-app", private: true });
    expect(read("My App", ".gitignore")).toContain("amplify_outputs.json");
    expect(readdirSync(join(folder, "My App")).toSorted()).toEqual(
      [
        [".gitignore", "README.md", "amplify", "dev.js", "index.html", "package.json", "src"],
        ["tsconfig.json", "vite.config.ts"],
      ].flat(),
    );
  });

  test("refuses a folder that has something in it, and leaves it as it is", async () => {
    writeFileSync(join(folder, "mine.txt"), "mine");
    const { code, err } = await create(".");
    expect([code, err]).toEqual([2, expect.stringContaining("is not empty")]);
    expect(readdirSync(folder)).toEqual(["mine.txt"]);
    expect((await create("mine.txt")).err).toContain("is a file");
  });

  test("takes a folder with nothing but a repository of git's", async () => {
    mkdirSync(join(folder, ".git"));
    expect((await create(".")).code).toBe(0);
  });

  test.each([
    [["--help"], 0, "Usage: npm create poolhouse"],
    [[], 2, "Usage: npm create poolhouse"],
    [["app", "--template", "vue"], 2, "There is no template called vue. There are: react, react-own."],
    [["app", "--tempalte", "react"], 2, "--tempalte"],
  ])("answers %j with %i", async (words, code, text) => {
    const ended = await create(...words);
    expect([ended.code, ended.out + ended.err]).toEqual([code, expect.stringContaining(text)]);
    expect(existsSync(join(folder, "app"))).toBe(false);
  });
});

describe.each(["react", "react-own"])("a project from the template %s", (template) => {
  test("has types that hold", async () => {
    await create("app", "--template", template);
    writeFileSync(join(folder, "app", "amplify_outputs.json"), JSON.stringify(outputs));
    const app = join(folder, "app");
    const conditions = ["--customConditions", "@poolhouse/source", "--allowImportingTsExtensions"];
    const lib = ["--lib", "es2024,esnext.collection,esnext.iterator,dom", "--target", "es2024"];
    const { out } = await run("node_modules/typescript/bin/tsc", [...conditions, ...lib], app);
    expect(out).toBe("");
  });

  test("asks for the versions that are tested here", async () => {
    await create("app", "--template", template);
    const asked = readVersions(read("app", "package.json"));
    const here = readVersions(readFileSync("package.json", "utf8"));
    const own = ["poolhouse", "@poolhouse/auth", "@poolhouse/backend"];
    for (const [name, version] of Object.entries(asked)) {
      const wanted = own.includes(name) ? "0.1.0" : here[name];
      expect([name, version]).toEqual([name, `^${wanted}`]);
    }
  });

  test("imports nothing that its package does not name", async () => {
    await create("app", "--template", template);
    const sources = readdirSync(join(folder, "app", "src")).map((name) => read("app", "src", name));
    const imports = sources.flatMap((text) => [...text.matchAll(/(?:from|import) "([^".][^"]*)"/g)]);
    const names = imports.map(([, name = ""]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0]);
    const asked = Object.keys(readVersions(read("app", "package.json")));
    expect(names.filter((name) => !asked.includes(name ?? ""))).toEqual([]);
  });
});

function readVersions(text: string): Record<string, string> {
  // A package manifest; only these members are read.
  const manifest = JSON.parse(text) as Partial<
    Record<"dependencies" | "devDependencies", Record<string, string>>
  >;
  return { ...manifest.dependencies, ...manifest.devDependencies };
}
