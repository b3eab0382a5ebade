// What holds for every line of the table.
import { describe, expect, it } from "vitest";
import { commands, findCommand, findFamily, sections } from "./commands.ts";
import { flagsOf } from "./flags.ts";
import { describeCommand } from "./help.ts";
import { loadSettings } from "./load-settings.ts";
import { readArguments } from "./read-arguments.ts";

describe("the table of commands", () => {
  it("has each name once, and finds it", () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(findCommand([...name.split(" "), "more"])).toMatchObject({ rest: ["more"] });
    for (const { family, commands: members } of sections) {
      if (family !== undefined) expect(findFamily(family)?.commands).toEqual(members);
    }
  });

  it.each(commands)("describes and loads $name", async (command) => {
    expect(command.summary).toMatch(/^[A-Z].*\.$/);
    for (const word of command.words ?? []) expect(word).toMatch(/^\[?[A-Z]+(\.\.\.)?\]?$|^[a-z|]+$/);
    for (const [name, { about }] of Object.entries(flagsOf(command))) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(about).toMatch(/[.…]$/);
    }
    expect(await describeCommand(command)).toContain(`Usage: poolhouse ${command.name}`);
    expect(await command.load()).toBeTypeOf("function");
  });

  it("has examples that the table itself would accept", async () => {
    const settings = await loadSettings();
    for (const example of commands.flatMap(({ examples = [] }) => examples)) {
      const [line = ""] = example.split(/ [<>|] /);
      const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
      const found = findCommand(words);
      expect(found, example).toBeDefined();
      if (found !== undefined) expect(() => readArguments(found.command, found.rest, settings)).not.toThrow();
    }
  });
});
