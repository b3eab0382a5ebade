import { CommandError } from "../command-error.ts";
import { type Answer, type Answers, type Asker, learnMore, type Question, type Scene } from "./question.ts";

/** What is gone through, with whom. */
export interface Walk {
  readonly mode: Scene["mode"];
  readonly questions: readonly Question[];
  /** What was answered in earlier runs. */
  readonly current: Answers;
  readonly asker: Asker;
}

/**
 * Asks the questions that apply, in order, each with what is known by then.
 *
 * @returns what was answered before and now.
 */
export async function walk({ mode, questions, current, asker }: Walk): Promise<Answers> {
  let answers = current;
  for (const question of questions) {
    const scene: Scene = { mode, current, answers };
    // One question at a time: whether the next is asked depends on the answer.
    if (question.when(scene))
      answers = { ...answers, [question.key]: await askUntilAnswered(asker, question, scene) };
  }
  return answers;
}

/** A wish to learn more is granted, and the question asked again. */
async function askUntilAnswered(asker: Asker, question: Question, scene: Scene): Promise<Answer> {
  if (question.warning !== undefined) asker.remark(question.warning);
  for (;;) {
    // The next question of the same kind can only follow this one's answer.
    const answer = await asker.ask(question, scene);
    if (answer !== learnMore.value) return answer;
    asker.remark(question.about ?? "");
  }
}

/** What is wrong with an answer, whoever gave it; for texts that are repeated, with the first wrong one. */
export function faultOf(question: Question, answer: Answer): string | undefined {
  const parts = question.kind === "repeated" && typeof answer === "object" ? answer : [answer];
  for (const part of parts) {
    const fault = question.check?.(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** A question without an answer, by its key. */
export const missingAnswer = ({ key, text }: Question): CommandError =>
  CommandError.usage(`The answer ${key} is missing: "${text}"`);
