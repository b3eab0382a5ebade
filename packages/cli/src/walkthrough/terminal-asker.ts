// Questions to a person at a terminal.
import { CommandError } from "../command-error.ts";
import type { Answer, Asker, Question, Scene } from "./question.ts";

/** Where a person types and reads. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** An asker that draws lists and checkboxes. What it draws with is loaded now, when somebody is asked. */
export async function terminalAsker(terminal: Terminal): Promise<Asker> {
  const prompts = await import("@inquirer/prompts");
  const kinds: Record<Question["kind"], (question: Question, scene: Scene) => Promise<Answer>> = {
    list: (question, scene) =>
      prompts.select<string | boolean>(
        { ...listed(question, scene), ...preselected(question, scene) },
        terminal,
      ),
    checkboxes: (question, scene) =>
      prompts.checkbox<string>({ ...ticked(question, scene), validate: checkTicks(question) }, terminal),
    input: (question, scene) =>
      prompts.input({ ...typed(question, scene), validate: checkText(question) }, terminal),
    secret: (question) =>
      prompts.password({ message: question.text, mask: true, validate: checkText(question) }, terminal),
    confirm: (question, scene) =>
      prompts.confirm({ message: question.text, default: question.fallback?.(scene) === true }, terminal),
    repeated: async (question) => {
      const texts: string[] = [];
      do {
        texts.push(await prompts.input({ message: question.text, validate: checkText(question) }, terminal));
      } while (await prompts.confirm({ message: question.another ?? "", default: false }, terminal));
      return texts;
    },
  };
  const tell = (line: string): void => void terminal.output.write(`${line}\n`);
  return {
    ask: (question, scene) => kinds[question.kind](question, scene).catch(wordEnd),
    say: tell,
    remark: tell,
  };
}

/** Ctrl-C: nothing is written before the last answer. */
function wordEnd(error: unknown): never {
  // By name, because the class comes from a module that is loaded only to ask.
  if (error instanceof Error && error.name === "ExitPromptError") throw new CommandError("Nothing was done.");
  throw error;
}

type Choices = { name: string; value: string | boolean; disabled?: string }[];

/** A long list is shown whole, and ends at its ends. */
function listed(
  question: Question,
  scene: Scene,
): { message: string; choices: Choices; pageSize: number; loop: false } {
  const choices = question.choices?.(scene) ?? [];
  return {
    message: question.text,
    choices: choices.map((choice) => ({ ...choice })),
    pageSize: choices.length,
    loop: false,
  };
}

function preselected(question: Question, scene: Scene): { default?: string | boolean } {
  const usual = question.fallback?.(scene);
  return typeof usual === "string" || typeof usual === "boolean" ? { default: usual } : {};
}

function ticked(
  question: Question,
  scene: Scene,
): Omit<ReturnType<typeof listed>, "choices"> & {
  choices: { name: string; value: string; checked: boolean }[];
} {
  const usual = question.fallback?.(scene);
  const checked = new Set(typeof usual === "object" ? usual : []);
  const { choices, ...rest } = listed(question, scene);
  return {
    ...rest,
    choices: choices.map(({ name, value }) => ({
      name,
      value: String(value),
      checked: checked.has(String(value)),
    })),
  };
}

function typed(question: Question, scene: Scene): { message: string; default?: string } {
  const usual = question.fallback?.(scene);
  return { message: question.text, ...(typeof usual === "string" && { default: usual }) };
}

const checkText =
  (question: Question) =>
  (text: string): string | true =>
    question.check?.(text) ?? true;

const checkTicks =
  (question: Question) =>
  (choices: readonly { readonly value: string }[]): string | true =>
    question.check?.(choices.map(({ value }) => value)) ?? true;
