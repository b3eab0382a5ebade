import { incorrectUsernameOrPassword, notAuthorized, type ServiceError } from "../../kernel/errors.ts";
import { isTemporaryPasswordExpired } from "../password-policy.ts";
import { matchesPassword } from "../password-record.ts";
import { accountRefusal } from "./account-gate.ts";
import type { Checked, SignInFacts, SignInTools } from "./facts.ts";

/** Checks a password that was sent in clear. An unknown user costs the same work. */
export async function checkPassword(
  facts: SignInFacts,
  tools: SignInTools,
  password: string,
): Promise<Checked> {
  const right = await matchesPassword(tools, { user: facts.user, password });
  if (right && !facts.decoy) return afterPassword(facts);
  return {
    passed: false,
    error: incorrectUsernameOrPassword("password_wrong"),
    counts: "password",
    endsSession: true,
  };
}

/** What follows a right password, however it was proven: the account's own gates. A refusal here is no failed attempt. */
export function afterPassword(facts: SignInFacts): Checked {
  const closed = accountRefusal(facts.user, facts.client.settings);
  if (closed !== undefined) return refuse(closed);
  if (isTemporaryPasswordExpired(facts.pool.settings, facts.user, facts.now)) {
    const text = "Temporary password has expired and must be reset by an administrator.";
    return refuse(notAuthorized(text, "temporary_password_expired"));
  }
  return {
    passed: true,
    proof: "password",
    effects: [{ kind: "clear-attempts", authenticator: "password" }],
  };
}

const refuse = (error: ServiceError): Checked => ({
  passed: false,
  error,
  proves: "password",
  endsSession: true,
});
