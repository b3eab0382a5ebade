import { equalSecrets } from "../../kernel/digests.ts";
import type { ServiceError } from "../../kernel/errors.ts";
import { switchesOf } from "../pools/switches.ts";
import { noticeTarget, readRecoveryCode, recoveryCodeMac } from "../recovery-codes.ts";
import type { ChallengeName, CheckInput, Checked, SignInFacts, SignInSession } from "./facts.ts";

/** The challenges that a recovery code may answer, in the place of the code they ask for. */
const challenges: readonly ChallengeName[] = ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"];

/**
 * Whether a recovery code may stand in for the code of the pending challenge. Only for a second factor: alone it would be a
 * password that was written down, and it does not prove an address that is just being set up.
 */
export function takesRecoveryCode(
  { pool, stepUp }: Pick<SignInFacts, "pool" | "stepUp">,
  session: Pick<SignInSession, "challenge" | "proven" | "remembers">,
): boolean {
  const isSecond = session.proven.length > 0 || (stepUp?.has ?? []).length > 0;
  if (!switchesOf(pool.settings).recoveryCodes || !isSecond) return false;
  return challenges.includes(session.challenge) && session.remembers["setUp"] === undefined;
}

/**
 * Checks an answer that has the form of a recovery code; undefined for any other, which is then judged as the challenge's own
 * code. Wrong ones are counted apart, so that who locks the user's second factor has not locked the way out.
 *
 * @param wrong the pending challenge's own refusal of a wrong code; who comes second with a right one gets it, too.
 */
export function checkRecoveryCode(
  { facts, tools, session }: CheckInput,
  { typed, wrong }: { typed: string; wrong: ServiceError },
): Checked | undefined {
  const code = takesRecoveryCode(facts, session) ? readRecoveryCode(typed) : undefined;
  if (code === undefined) return undefined;
  const mac = recoveryCodeMac(tools.keys, { poolId: facts.pool.id, sub: facts.user.sub, code });
  const unused = facts.recoveryCodes ?? [];
  const found = unused.filter((each) => equalSecrets(each.mac, mac)).length > 0;
  if (!found || facts.decoy) return { passed: false, error: wrong, counts: "recovery-code" };
  const target = noticeTarget(facts.user);
  const notice = target && { ...target, remaining: unused.length - 1 };
  return {
    passed: true,
    proof: "recovery-code",
    effects: [
      { kind: "clear-attempts", authenticator: "recovery-code" },
      { kind: "consume-recovery-code", mac, lost: wrong, notice },
    ],
  };
}
