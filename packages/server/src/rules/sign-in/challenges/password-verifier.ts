import { incorrectUsernameOrPassword } from "../../../kernel/errors.ts";
import { srpPoolName } from "../../../kernel/ids.ts";
import { openVerifier } from "../../password-record.ts";
import { decoyVerifier } from "../decoy.ts";
import type { Challenge, CheckInput, Checked, Issued, SignInFacts, SignInTools } from "../facts.ts";
import { afterPassword } from "../first-factor.ts";
import { beginExchange, checkExchange, type SaltedVerifier } from "../srp-exchange.ts";

/** Bytes of a SECRET_BLOCK that only names its exchange. */
const blockLength = 32;

/**
 * PASSWORD_VERIFIER: SRP's proof of the password. The exchange's secret b travels inside the sealed session, which plain
 * USER_SRP_AUTH calls SECRET_BLOCK.
 */
export const passwordVerifier: Challenge = { issue, check };

async function issue(
  facts: SignInFacts,
  tools: SignInTools,
  parameters: Readonly<Record<string, string>>,
): Promise<Issued> {
  const { shown, remembers } = await beginExchange(verifierOf(facts, tools), parameters, tools);
  const username = facts.user.username;
  // Signed over by the client; in plain USER_SRP_AUTH the sealed session takes its place.
  const block = tools.random.bytes(blockLength).toString("base64");
  return {
    parameters: { ...shown, SECRET_BLOCK: block, USERNAME: username, USER_ID_FOR_SRP: username },
    remembers: { ...remembers, block },
  };
}

function verifierOf(facts: SignInFacts, tools: SignInTools): SaltedVerifier {
  const { user } = facts;
  if (user.password === undefined) return decoyVerifier(tools.keys.for("fake-user"), user.username);
  return { salt: user.password.salt, verifier: openVerifier(tools.keys, user, user.password) };
}

async function check(given: CheckInput): Promise<Checked> {
  const { facts, tools } = given;
  const result = await checkExchange(given, {
    ...verifierOf(facts, tools),
    poolName: srpPoolName(facts.pool.id),
    userId: facts.user.username,
  });
  const hasPassword = facts.user.password !== undefined && !facts.decoy;
  if (result === "proven" && hasPassword) return afterPassword(facts);
  const error = incorrectUsernameOrPassword(
    result === "untimely" ? "srp_timestamp_skewed" : "password_wrong",
  );
  return { passed: false, error, counts: "password", endsSession: true };
}
