// The examples in the comments of @poolhouse/auth, as modules that can be checked and run.
import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";

/** An example as it stands in a comment. */
export interface DocExample {
  /** What it is an example of. */
  readonly name: string;
  /** File and line of the comment. */
  readonly place: string;
  readonly code: string;
}

const sources = "packages/auth/src";

/** All of them, by file. */
export function findDocExamples(): DocExample[] {
  const files = globSync(`${sources}/**/*.ts`).filter((file) => !file.endsWith(".test.ts"));
  return files.toSorted().flatMap((file) => readExamples(file, readFileSync(file, "utf8")));
}

function readExamples(file: string, text: string): DocExample[] {
  return [...text.matchAll(/\/\*\*([^]*?)\*\/\s*(.*)/g)].flatMap(
    ({ 1: comment = "", 2: next = "", index }) => {
      const [, code] = comment.replaceAll(/\n\s*\*( |$)?/gm, "\n").split("@example");
      if (code === undefined) return [];
      const name = /(?:function|const|class|type|interface)\s+(\w+)|^(?!export)(?:readonly )?(\w+)/.exec(
        next,
      );
      const line = text.slice(0, index).split("\n").length;
      const place = `${relative(sources, file)}:${line}`;
      return [{ name: name?.[1] ?? name?.[2] ?? "", place, code: code.trim() }];
    },
  );
}

/** The entry point that each exported value is imported from. */
export type Entries = ReadonlyMap<string, string>;

/**
 * A module that runs the example. What the library exports is imported; everything else that the example speaks of stands in the
 * prelude.
 */
export function writeModule({ place, code }: DocExample, entries: Entries, given: readonly string[]): string {
  const own = code.split("\n").filter((line) => line.startsWith("import "));
  const body = code.split("\n").filter((line) => !line.startsWith("import "));
  const words = new Set(body.join("\n").match(/[A-Za-z]\w*/g));
  const imports = [...entries].filter(([name]) => words.has(name));
  const taken = given.filter((name) => words.has(name) && !own.some((line) => line.includes(` ${name} `)));
  return [
    `// The example of ${place}.`,
    ...imports.map(([name, entry]) => `import { ${name} } from "${entry}";`),
    ...own,
    ...(words.has("AuthSessionOpener") ? ['import type { AuthSessionOpener } from "@poolhouse/auth";'] : []),
    `import type { Prelude } from "../doc-prelude.ts";`,
    `export async function run({ ${taken.join(", ")} }: Prelude) {`,
    "  {",
    ...body.map((line) => `    ${line}`),
    "  }",
    "}",
    "",
  ].join("\n");
}
