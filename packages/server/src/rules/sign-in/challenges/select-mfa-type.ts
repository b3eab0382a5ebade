import { invalidParameter, missingParameter } from "../../../kernel/errors.ts";
import type { Challenge } from "../facts.ts";
import { offeredSecondFactors } from "../step-up.ts";

/** SELECT_MFA_TYPE: several second factors are usable and none is preferred. Choosing changes no preference. */
export const selectMfaType: Challenge = {
  issue(facts) {
    return {
      parameters: {
        MFAS_CAN_CHOOSE: JSON.stringify(offeredSecondFactors(facts)),
        USER_ID_FOR_SRP: facts.user.username,
      },
    };
  },
  check({ facts, responses }) {
    const answer = responses["ANSWER"];
    if (!answer) throw missingParameter("ANSWER");
    // The API reference prints EMAIL_MFA where every client says EMAIL_OTP.
    const wanted = answer === "EMAIL_MFA" ? "EMAIL_OTP" : answer;
    const chosen = offeredSecondFactors(facts).find((factor) => factor === wanted);
    if (chosen === undefined) throw invalidParameter("Invalid MFA type selected.", "mfa_type_unavailable");
    return { passed: true, effects: [], next: chosen };
  },
};
