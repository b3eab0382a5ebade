// Answers from a file, for those who have nobody at a terminal.
import { CommandError } from "../command-error.ts";
import { suggestion } from "../suggest.ts";
import { type Answer, type Asker, learnMore, type Question, type Scene } from "./question.ts";
import { faultOf, missingAnswer } from "./walk.ts";

/** An asker that looks answers up, and knows which it was not asked for. */
export interface HeadlessAsker extends Asker {
  /** Keys of the file that no question asked for. */
  unused(): readonly string[];
}

/**
 * Reads a file of answers: one JSON object, whose keys are those of the questions. A choice may be named as it is shown or by
 * its value.
 *
 * @throws CommandError for a key that no question has.
 */
export function headlessAsker(
  content: Readonly<Record<string, unknown>>,
  questions: readonly Question[],
): HeadlessAsker {
  const keys = questions.map(({ key }): string => key);
  for (const key of Object.keys(content))
    if (!keys.includes(key))
      throw CommandError.usage(`There is no question '${key}'.${suggestion(key, keys)}`);
  const asked = new Set<string>();
  return {
    ask: async (question, scene) => {
      asked.add(question.key);
      return answerFrom(content[question.key], question, scene);
    },
    say: () => undefined,
    remark: () => undefined,
    unused: () => Object.keys(content).filter((key) => !asked.has(key)),
  };
}

function answerFrom(given: unknown, question: Question, scene: Scene): Answer {
  const answer = given === undefined ? question.fallback?.(scene) : readAnswer(given, question, scene);
  if (answer === undefined) throw missingAnswer(question);
  const fault = faultOf(question, answer);
  if (fault !== undefined) throw CommandError.usage(`${question.key}: ${fault}`);
  return answer;
}

function readAnswer(given: unknown, question: Question, scene: Scene): Answer {
  if (question.kind === "list") return choose(given, question, scene);
  if (question.kind === "checkboxes")
    return listOf(given, question).map((each) => String(choose(each, question, scene)));
  if (question.kind === "repeated") return listOf(given, question).map((each) => textOf(each, question));
  if (question.kind !== "confirm") return textOf(given, question);
  if (typeof given === "boolean") return given;
  throw CommandError.usage(`${question.key}: expected true or false.`);
}

function choose(given: unknown, question: Question, scene: Scene): string | boolean {
  const choices = (question.choices?.(scene) ?? []).filter(({ value }) => value !== learnMore.value);
  const found = choices.find(({ name, value }) => given === value || given === name);
  const names = choices.map(({ value }) => JSON.stringify(value)).join(", ");
  if (found === undefined) throw CommandError.usage(`${question.key}: expected one of ${names}.`);
  if (found.disabled === undefined) return found.value;
  throw CommandError.usage(`${question.key}: ${found.name} ${found.disabled}`);
}

/** Groups, providers and the like: at least one where each is typed. */
function listOf(given: unknown, question: Question): readonly unknown[] {
  if (Array.isArray(given) && (question.kind !== "repeated" || given.length > 0)) return given;
  throw CommandError.usage(
    `${question.key}: expected a list${question.kind === "repeated" ? " of at least one" : ""}.`,
  );
}

/** Numbers stand for their digits. */
function textOf(given: unknown, { key }: Question): string {
  if (typeof given === "string" || typeof given === "number") return String(given);
  throw CommandError.usage(`${key}: expected a text.`);
}
