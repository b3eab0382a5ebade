import { invalidSession } from "../../../kernel/errors.ts";
import { decideMfa } from "../mfa.ts";
import type { Challenge, CheckInput, Checked, SignInFacts } from "../facts.ts";
import { mfaFacts } from "../order.ts";

/**
 * MFA_SETUP: the pool demands a second factor and the user has none. The session goes through AssociateSoftwareToken and
 * VerifySoftwareToken, each of which hands out the next one; only the last, whose `softwareToken` was verified, is an answer.
 */
export const mfaSetup: Challenge = {
  issue(facts) {
    return {
      parameters: { MFAS_CAN_SETUP: JSON.stringify(offered(facts)), USER_ID_FOR_SRP: facts.user.username },
    };
  },
  check,
};

function offered(facts: SignInFacts): readonly string[] {
  const mfa = decideMfa(mfaFacts(facts));
  return mfa.due === "setup" ? mfa.factors : [];
}

function check({ session }: CheckInput): Checked {
  if (!session.proven.includes("software-token")) {
    return { passed: false, error: invalidSession("setup_not_done") };
  }
  return { passed: true, effects: [] };
}
