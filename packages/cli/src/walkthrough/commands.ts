// The commands of the walkthrough that ask.
import type { Given, Run } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { askSomebody } from "./ask-somebody.ts";
import { consoleQuestions, openConsole } from "./console.ts";
import { addAuth, type Place, removalQuestions, removeAuth, updateAuth } from "./project.ts";
import type { Question } from "./question.ts";
import { questions } from "./questions.ts";

/** A command that asks questions in the folder it is run in. */
const asking =
  (asked: readonly Question[], work: (place: Place) => Promise<void>): Run =>
  async (given: Given) => {
    const place = { root: process.cwd(), mayOverwrite: given.has("overwrite") };
    await askSomebody(given, asked, (asker) => work({ ...place, asker }));
    return exitCodes.done;
  };

export const addAuthCommand: Run = asking(questions, addAuth);
export const updateAuthCommand: Run = asking(questions, updateAuth);
export const removeAuthCommand: Run = asking(removalQuestions, removeAuth);
export const consoleCommand: Run = asking(consoleQuestions, openConsole);
