import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import type { Command } from "./command.ts";
import { type Step, stepsOf } from "./completion.ts";
import { bashScript } from "./shells/bash.ts";
import { fishScript } from "./shells/fish.ts";
import { zshScript } from "./shells/zsh.ts";

const load = () => Promise.reject(new Error("nobody runs it"));
const table: readonly Command[] = [
  { name: "serve", summary: "Run the server.", settings: {}, load },
  { name: "users list", summary: "List.", words: ["POOL"], connects: true, load },
  {
    name: "users create",
    summary: "Make somebody's account.",
    flags: { send: { value: "HOW", choices: ["email", "sms"], about: "How: by what?" } },
    load,
  },
  { name: "completion", summary: "Print a script.", words: ["bash|zsh"], load },
];
let steps: Step[];
beforeAll(() => {
  steps = stepsOf(table, { port: { value: "PORT", about: "Port." }, mailbox: { about: "Keep messages." } });
});

describe("in bash, what may come next", () => {
  /** What bash would offer for the last of these words. */
  function complete(...words: string[]): string[] {
    const script = `${bashScript(steps)}
COMP_WORDS=(poolhouse "$@"); COMP_CWORD=$#; _poolhouse; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const out = execFileSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" });
    return out.split("\n").filter((line) => line !== "");
  }

  it("is a command, or the next word of one", () => {
    expect(complete("")).toEqual(["serve", "users", "completion"]);
    expect(complete("us")).toEqual(["users"]);
    expect(complete("users", "")).toEqual(["list", "create"]);
    expect(complete("completion", "b")).toEqual(["bash"]);
  });

  it("is a flag, and what it may be", () => {
    expect(complete("users", "list", "people", "--j")).toEqual(["--json"]);
    expect(complete("serve", "--")).toEqual(["--port", "--mailbox", "--help"]);
    expect(complete("users", "create", "--send", "")).toEqual(["email", "sms"]);
  });

  it("is nothing of ours where a value is expected, and after what is no command", () => {
    expect(complete("serve", "--port", "")).toEqual([]);
    expect(complete("users", "nonsense", "")).toEqual([]);
  });
});

describe("the scripts of other shells", () => {
  it("say the same with what it means, whatever is in the text", () => {
    expect(zshScript(steps)).toContain(`'users create'|'users create '*) choices=('--send:How: by what?'`);
    expect(zshScript(steps)).toContain(`'create:Make somebody'\\''s account.'`);
    const fish = fishScript(steps);
    expect(fish).toContain(`-n '__poolhouse_at users' -f -a create -d 'Make somebody\\'s account.'`);
    expect(fish).toContain(
      `-n '__poolhouse_behind users create' -l send -r -f -a 'email sms' -d 'How: by what?'`,
    );
  });
});
