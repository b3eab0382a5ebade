// A command that the documentation shows is one that exists, with words and flags that it takes.
import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { findCommand } from "../packages/cli/src/commands.ts";
import { loadSettings } from "../packages/cli/src/load-settings.ts";
import { readArguments } from "../packages/cli/src/read-arguments.ts";

const pages = globSync(["*.md", "docs/**/*.md", "deploy/*.md"]).toSorted();

/** The command lines that begin with `poolhouse` in a page's blocks of shell, lines that go on joined. */
function findCommandLines(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block = ""]) => block);
  const lines = blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"));
  return lines.flatMap((line) =>
    [...line.matchAll(/(?:^|\$\(|\| |&& )poolhouse ([^]*)$/g)].map(([, rest = ""]) => rest),
  );
}

/** Words as a shell would see them, up to what is the shell's own; what another command would say is a word. */
function splitWords(line: string): string[] {
  const [own = ""] = line.replaceAll(/\$\([^)]*\)/g, "x").split(/ (?:[<>|]|#|&&|\|\|)|\)"/);
  return [...own.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replaceAll(/['"]/g, ""));
}

it.each(pages)("%s shows commands that exist", async (page) => {
  const settings = await loadSettings();
  for (const line of findCommandLines(readFileSync(page, "utf8"))) {
    const words = splitWords(line);
    if (words[0] === "help" || words[0] === "--version") continue;
    const found = findCommand(words);
    expect(found, line).toBeDefined();
    if (found !== undefined && !found.rest.includes("--help"))
      expect(() => readArguments(found.command, found.rest, settings), line).not.toThrow();
  }
});
