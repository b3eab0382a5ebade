/** What commands read besides their words: files of settings, and passwords, which never stand in a command line. */
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { Writable } from "node:stream";
import { CommandError } from "./command-error.ts";
import type { Given } from "./command.ts";

/**
 * The members that `--settings` names; none without it. The server checks them.
 *
 * @throws CommandError if there is no such file, or it is no JSON object.
 */
export async function readSettings(given: Given): Promise<Readonly<Record<string, unknown>>> {
  const file = given.text("settings");
  if (file === undefined) return {};
  const content = file === "-" ? await text(process.stdin) : await readText(file);
  const value = parse(content);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw CommandError.usage(`--settings: ${file} holds no JSON object.`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw CommandError.usage(`--settings: ${file} cannot be read.`);
  }
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/**
 * A password: asked for at a terminal without showing it, or the first line of standard input.
 *
 * @throws CommandError if there is none.
 */
export async function readPassword(): Promise<string> {
  const password = process.stdin.isTTY
    ? await askPassword()
    : ((await text(process.stdin)).split(/\r?\n/)[0] ?? "");
  if (password === "")
    throw CommandError.usage("The password is expected on standard input, and nothing came.");
  return password;
}

async function askPassword(): Promise<string> {
  process.stderr.write("Password: ");
  // What is typed is echoed into nothing.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  const password = await terminal.question("");
  terminal.close();
  process.stderr.write("\n");
  return password;
}
