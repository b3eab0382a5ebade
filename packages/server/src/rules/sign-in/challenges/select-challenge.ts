import { invalidParameter, missingParameter, notAuthorized } from "../../../kernel/errors.ts";
import { challengeOf, isFirstFactor } from "../choice.ts";
import type { Challenge, CheckInput, Checked, SignInFacts, SignInTools } from "../facts.ts";
import { checkPassword } from "../first-factor.ts";
import { offeredFirstFactors } from "../step-up.ts";
import { webAuthn } from "./web-authn.ts";

/** SELECT_CHALLENGE: the first factor is the person's choice. A choice may come with its answer. */
export const selectChallenge: Challenge = {
  issue: (facts) => ({ parameters: {}, available: offeredFirstFactors(facts) }),
  check(given: CheckInput) {
    const { facts, tools, responses } = given;
    const chosen = responses["ANSWER"];
    if (!chosen) throw missingParameter("ANSWER");
    if (!isFirstFactor(chosen) || !offeredFirstFactors(facts).includes(chosen)) {
      throw invalidParameter("Selected challenge is not available.", "first_factor_unavailable");
    }
    // Only good where a passkey was asked for in this session: the challenge it answers is in there.
    if (chosen === "WEB_AUTHN" && responses["CREDENTIAL"]) return webAuthn.check(given);
    return chooseFactor(facts, tools, { chosen, parameters: responses });
  },
};

/** What a choice leads to: the factor's own challenge, or its result if the answer came along. */
async function chooseFactor(
  facts: SignInFacts,
  tools: SignInTools,
  given: { chosen: Parameters<typeof challengeOf>[0]; parameters: Readonly<Record<string, string>> },
): Promise<Checked> {
  const password = given.parameters["PASSWORD"];
  if (given.chosen === "PASSWORD" && password) return checkPassword(facts, tools, password);
  return { passed: true, effects: [], next: challengeOf(given.chosen, given.parameters) };
}

/** The beginning of USER_AUTH: the preferred factor if the user has it, otherwise the choice. */
export async function beginChoice(
  facts: SignInFacts,
  tools: SignInTools,
  parameters: Readonly<Record<string, string>>,
): Promise<Checked> {
  const available = offeredFirstFactors(facts);
  // What is already credited may leave no first factor to choose; the order knows what is missing.
  const isCredited = facts.stepUp !== undefined && facts.stepUp.has.length > 0;
  const otherwise: Checked = { passed: true, effects: [], ...(!isCredited && { next: "SELECT_CHALLENGE" }) };
  if (available.length === 0 && !isCredited)
    throw notAuthorized("Incorrect username or password.", "no_first_factor");
  const preferred = parameters["PREFERRED_CHALLENGE"];
  if (preferred === undefined || preferred === "") return otherwise;
  if (!isFirstFactor(preferred))
    throw invalidParameter("Invalid PREFERRED_CHALLENGE value.", "first_factor_unknown");
  if (!available.includes(preferred)) return otherwise;
  return chooseFactor(facts, tools, { chosen: preferred, parameters });
}
