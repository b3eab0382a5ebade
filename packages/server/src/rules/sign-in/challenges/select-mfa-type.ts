import { invalidParameter, missingParameter } from "../../../kernel/errors.ts";
import type { MfaFactor } from "../../../kernel/records.ts";
import type { Challenge, SignInFacts } from "../facts.ts";
import { decideMfa } from "../mfa.ts";
import { mfaFacts } from "../order.ts";

/** SELECT_MFA_TYPE: several second factors are usable and none is preferred. Choosing changes no preference. */
export const selectMfaType: Challenge = {
  issue(facts) {
    return {
      parameters: {
        MFAS_CAN_CHOOSE: JSON.stringify(choices(facts)),
        USER_ID_FOR_SRP: facts.user.username,
      },
    };
  },
  check({ facts, responses }) {
    const answer = responses["ANSWER"];
    if (!answer) throw missingParameter("ANSWER");
    // The API reference prints EMAIL_MFA where every client says EMAIL_OTP.
    const wanted = answer === "EMAIL_MFA" ? "EMAIL_OTP" : answer;
    const chosen = choices(facts).find((factor) => factor === wanted);
    if (chosen === undefined) throw invalidParameter("Invalid MFA type selected.", "mfa_type_unavailable");
    return { passed: true, effects: [], next: chosen };
  },
};

function choices(facts: SignInFacts): readonly MfaFactor[] {
  const mfa = decideMfa(mfaFacts(facts));
  return mfa.due === "select" ? mfa.factors : [];
}
