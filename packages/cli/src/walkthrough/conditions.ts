// When questions are asked, in words that the questions share.
import { type Answer, isYes, type Key, type Scene, textIn } from "./question.ts";

/** Which way through the questions was chosen. */
export const wayOf = ({ mode, answers }: Scene): string =>
  textIn(answers, mode === "add" ? "useDefault" : "updateFlow");

/** Every question is gone through. */
export const isManual = (scene: Scene): boolean => wayOf(scene) === "manual";

export const isAdding = ({ mode }: Scene): boolean => mode === "add";

/** The default way, with a wish for more. */
export const wantsMore = ({ answers }: Scene): boolean => textIn(answers, "additionalQuestions") === "more";

export const hasIdentityPool = (scene: Scene): boolean =>
  isManual(scene) && textIn(scene.answers, "authSelections") !== "userPoolOnly";

/** People sign in by way of a page in the browser. */
export const usesOAuth = (scene: Scene): boolean =>
  wayOf(scene) === "defaultSocial" || (isManual(scene) && isYes(scene.answers, "hostedUI"));

export const hasMfa = ({ answers }: Scene): boolean => {
  const mode = textIn(answers, "mfaConfiguration");
  return mode === "ON" || mode === "OPTIONAL";
};

/** The answer to a question of several choices names this one. */
export const includes =
  (key: Key, value: string) =>
  ({ answers }: Scene): boolean => {
    const answer = answers[key];
    return Array.isArray(answer) ? answer.includes(value) : answer === value;
  };

/** What was answered before, or else the usual. */
export const before =
  (key: Key, usual: Answer) =>
  ({ current }: Scene): Answer =>
    current[key] ?? usual;

/** A text with the place where the code goes. */
export const holdsCode =
  (what: string, kind: string) =>
  (answer: Answer): string | undefined =>
    typeof answer === "string" && answer.includes("{####}")
      ? undefined
      : `Your ${what} message must include '{####}' representing the ${kind} code that the user will receive.`;

/** A text of one form. */
export const matches =
  (form: RegExp, fault: string) =>
  (answer: Answer): string | undefined =>
    typeof answer === "string" && form.test(answer) ? undefined : fault;

/** A whole number within limits. */
export const within =
  (least: number, most: number, fault: string) =>
  (answer: Answer): string | undefined => {
    const isNumber = typeof answer === "string" && /^\d{1,6}$/.test(answer);
    return isNumber && Number(answer) >= least && Number(answer) <= most ? undefined : fault;
  };

/** Something must be said. */
export const notEmpty = (answer: Answer): string | undefined =>
  typeof answer === "string" && answer.trim() === "" ? "It must not be empty." : undefined;
