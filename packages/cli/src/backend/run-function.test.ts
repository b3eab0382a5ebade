import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningFunction, runFunction } from "./run-function.ts";

let root: string;
let running: RunningFunction[];
let printed: string[];
let warnings: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "poolhouse-function-"));
  [running, printed, warnings] = [[], [], []];
});

afterEach(async () => {
  await Promise.all(running.map((each) => each.retire()));
  rmSync(root, { recursive: true });
});

function write(file: string, text: string): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function start(source: string, environment: Record<string, string> = {}, limit = 20_000): RunningFunction {
  const begun = runFunction({
    name: "gate",
    entry: write("amplify/auth/gate/handler.ts", source),
    root,
    environment,
    limit,
    print: (line) => void printed.push(line),
    warn: (text) => void warnings.push(text),
  });
  running.push(begun);
  return begun;
}

const ask = async (asked: RunningFunction, event: object = {}): Promise<unknown> => {
  const { signal } = new AbortController();
  return JSON.parse(await asked.invoke({ id: "request", body: JSON.stringify(event), signal }));
};

describe("a function of the project", () => {
  it("is TypeScript that imports as bundlers let it, and answers the event", async () => {
    write("amplify/auth/words.ts", `export const word: string = "hello";`);
    write("amplify/auth/more.ts", `import data from "./facts.json";\nexport const fact: string = data.fact;`);
    write("amplify/auth/facts.json", `{ "fact": "two and two" }`);
    const gate = start(`
      import type { PreSignUpTriggerHandler } from "aws-lambda";
      import { word } from "../words";
      import { fact } from "../more.js";
      export const handler: PreSignUpTriggerHandler = async (event) => ({ ...event, response: { word, fact } });
    `);
    await gate.loaded();
    expect(await ask(gate, { userName: "ada" })).toEqual({
      userName: "ada",
      response: { word: "hello", fact: "two and two" },
    });
  });

  it("has its own environment, under both names, and nothing of ours", async () => {
    const gate = start(
      `
      import { env } from "$amplify/env/gate";
      export const handler = async () => ({ env: env.DOMAIN, process: process.env.DOMAIN, all: Object.keys(process.env) });
    `,
      { DOMAIN: "example.com" },
    );
    expect(await ask(gate)).toEqual({ env: "example.com", process: "example.com", all: ["DOMAIN"] });
  });

  it("refuses with its own words, and the author reads where", async () => {
    const gate = start(`export const handler = async (): Promise<never> => {
  throw new Error("Domain not allowed");
};`);
    await expect(ask(gate)).rejects.toMatchObject({ name: "TriggerRaised", message: "Domain not allowed" });
    expect(warnings).toEqual([
      expect.stringMatching(/^gate: Domain not allowed\n +at .*\(?amplify\/auth\/gate\/handler\.ts:2:9\)?$/),
    ]);
  });

  it("that loops without end is interrupted, and the next call is answered", async () => {
    const gate = start(
      `export const handler = async (event) => {
      while (event.loop) {}
      return event;
    };`,
      {},
      300,
    );
    await gate.loaded();
    await expect(ask(gate, { loop: true })).rejects.toMatchObject({
      name: "TriggerUnavailable",
      word: "Exited",
    });
    expect(warnings[0]).toContain("it took too long");
    // A thread that starts anew takes longer than the limit of a call, which begins when it is loaded.
    expect(await ask(gate, { loop: false })).toEqual({ loop: false });
  });

  it("that cannot be loaded says why, with the author's place and the lines around it", async () => {
    const gate = start(`export const handler = 1;\nenum Color { Red }\n`);
    const broken = gate.loaded();
    await expect(broken).rejects.toMatchObject({ name: "DefinitionError" });
    await expect(broken).rejects.toThrow(
      /^The function gate cannot be loaded\.\namplify\/auth\/gate\/handler\.ts:2:1\n/,
    );
    await expect(broken).rejects.toThrow(
      /enum is not supported.*\n\n {2}1 \|.*\n> 2 \| enum Color \{ Red \}\n/,
    );
    await expect(ask(gate)).rejects.toMatchObject({ word: "ModuleNotLoaded" });
  });

  it("without a handler says so", async () => {
    await expect(start(`export const handle = 1;`).loaded()).rejects.toThrow(
      "The function gate must export a function named handler.",
    );
  });

  it("prints to whoever listens", async () => {
    const gate = start(`export const handler = async () => { console.log("asked"); return {}; };`);
    await ask(gate);
    await gate.retire();
    await expect.poll(() => printed).toEqual(["asked"]);
  });
});
