// Who answers: the file of `--headless`, or a person at the terminal.
import { readFileSync } from "node:fs";
import { CommandError } from "../command-error.ts";
import type { Given } from "../command.ts";
import { headlessAsker } from "./headless-asker.ts";
import type { Asker, Question } from "./question.ts";
import { terminalAsker } from "./terminal-asker.ts";

/**
 * Lets a walkthrough ask.
 *
 * @throws CommandError if there is neither a file of answers nor a terminal, or if the file is none.
 */
export async function askSomebody(
  given: Given,
  questions: readonly Question[],
  work: (asker: Asker) => Promise<void>,
): Promise<void> {
  const file = given.text("headless");
  if (file === undefined) return work(await atTerminal());
  const asker = headlessAsker(readAnswers(file), questions);
  await work({ ...asker, say: (line) => console.log(line) });
  const unused = asker.unused();
  if (unused.length > 0)
    console.error(`Nobody asked for these answers, so they changed nothing: ${unused.join(", ")}.`);
}

function atTerminal(): Promise<Asker> {
  if (process.stdin.isTTY) return terminalAsker({ input: process.stdin, output: process.stdout });
  throw CommandError.usage(
    "Nobody sits at a terminal here. Name a file of answers: --headless answers.json.",
  );
}

function readAnswers(file: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw CommandError.usage(`--headless: ${file} cannot be read as JSON.`);
  }
  if (typeof content === "object" && content !== null && !Array.isArray(content)) return { ...content };
  throw CommandError.usage(`--headless: ${file} holds no JSON object.`);
}
