import { clientQuestions } from "./client-questions.ts";
import { firstQuestions } from "./first-questions.ts";
import { poolQuestions } from "./pool-questions.ts";
import type { Question } from "./question.ts";

/** All questions of `add auth` and `update auth`, in order. */
export const questions: readonly Question[] = [...firstQuestions, ...poolQuestions, ...clientQuestions];
