import { missingParameter } from "../../../kernel/errors.ts";
import type { Challenge } from "../facts.ts";
import { checkPassword } from "../first-factor.ts";

/** PASSWORD: the chosen first factor is the password in clear. */
export const password: Challenge = {
  issue: () => ({ parameters: {} }),
  check({ facts, tools, responses }) {
    const given = responses["PASSWORD"];
    if (!given) throw missingParameter("PASSWORD");
    return checkPassword(facts, tools, given);
  },
};

/** PASSWORD_SRP: the chosen first factor is the password by SRP; its first value leads to PASSWORD_VERIFIER. */
export const passwordSrp: Challenge = {
  issue: () => ({ parameters: {} }),
  check({ responses }) {
    if (!responses["SRP_A"]) throw missingParameter("SRP_A");
    return { passed: true, effects: [], next: "PASSWORD_VERIFIER" };
  },
};
