import { invalidParameter, invalidSession } from "../../../kernel/errors.ts";
import { checkFormat } from "../../attribute-values.ts";
import { foldName, usernameAttributes } from "../../sign-in-names.ts";
import type { Challenge, CheckInput, Checked, Effect, SignInFacts } from "../facts.ts";
import { decideMfa } from "../mfa.ts";
import { mfaFacts } from "../order.ts";

/**
 * MFA_SETUP: the pool demands a second factor and the user has none. For a software token the session goes through
 * AssociateSoftwareToken and VerifySoftwareToken, each of which hands out the next one; only the last is an answer. An e-mail
 * address is the answer itself, and must then be proven by the code that goes there.
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

function check({ facts, session, responses }: CheckInput): Checked {
  if (session.proven.includes("software-token")) return { passed: true, effects: [] };
  // The guide writes the key in lower case, Amplify in upper case.
  const email = responses["EMAIL"] ?? responses["email"];
  if (!email) return { passed: false, error: invalidSession("setup_not_done") };
  return setUpEmail(facts, email);
}

/** The address becomes the user's, unverified, and the code that goes there is asked for. */
function setUpEmail(facts: SignInFacts, email: string): Checked {
  const { user, pool } = facts;
  if (!offered(facts).includes("EMAIL_OTP")) {
    throw invalidParameter("E-mail cannot be set up as a second factor.", "email_setup_not_offered");
  }
  checkFormat("email", email);
  const changes = { attributes: { ...user.attributes, email, email_verified: "false" } };
  const effects: Effect[] = [{ kind: "change-user", changes, expectedVersion: user.version }];
  if (usernameAttributes(pool.settings).includes("email")) {
    effects.push({ kind: "claim-name", name: { kind: "email", key: foldName(pool.settings, email) } });
  }
  const changed = { ...user, ...changes, version: user.version + 1 };
  return { passed: true, effects, user: changed, next: "EMAIL_OTP", carry: { setUp: "email" } };
}
