import { ServiceError } from "../../../kernel/errors.ts";
import { checkSoftwareToken } from "../../software-token.ts";
import { activeOf, lastUsedOf } from "../../software-tokens.ts";
import { codeTolerance } from "../../strict.ts";
import type { Challenge, CheckInput, Checked } from "../facts.ts";
import { checkRecoveryCode } from "../recovery-code.ts";

/** SOFTWARE_TOKEN_MFA: the six digits of any of the user's authenticator apps (RFC 6238). */
export const softwareTokenMfa: Challenge = {
  issue(facts) {
    const name = lastUsedOf(facts.softwareTokens)?.friendlyName;
    return {
      parameters: {
        USER_ID_FOR_SRP: facts.user.username,
        ...(name === undefined ? {} : { FRIENDLY_DEVICE_NAME: name }),
      },
    };
  },
  check,
};

function check(given: CheckInput): Checked {
  const code = given.responses["SOFTWARE_TOKEN_MFA_CODE"] ?? "";
  return checkRecoveryCode(given, { typed: code, wrong: wrongCode() }) ?? checkApp(given, code);
}

function checkApp({ facts }: CheckInput, code: string): Checked {
  const moment = { now: facts.now, tolerance: codeTolerance(facts.pool.settings) };
  const result = checkSoftwareToken(activeOf(facts.softwareTokens), code, moment);
  if (result.outcome === "replayed")
    return { passed: false, error: replayedCode(), proves: "software-token" };
  if (result.outcome === "wrong") return { passed: false, error: wrongCode(), counts: "software-token" };
  return {
    passed: true,
    proof: "software-token",
    effects: [
      { kind: "clear-attempts", authenticator: "software-token" },
      ...result.matches.map(({ token, step }) => ({
        kind: "advance-software-token" as const,
        id: token.id,
        step,
      })),
    ],
  };
}

/** The refusal of a code whose step was already accepted, here or at registration. */
export function replayedCode(): ServiceError {
  return new ServiceError(
    "ExpiredCodeException",
    "Your software token has already been used once.",
    "software_token_replayed",
  );
}

function wrongCode(): ServiceError {
  return new ServiceError("CodeMismatchException", "Invalid code received for user", "software_token_wrong");
}
