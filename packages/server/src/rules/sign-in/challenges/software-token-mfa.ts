import { ServiceError } from "../../../kernel/errors.ts";
import { checkSoftwareToken } from "../../software-token.ts";
import type { Challenge, CheckInput, Checked } from "../facts.ts";

/** SOFTWARE_TOKEN_MFA: the six digits of an authenticator app (RFC 6238). */
export const softwareTokenMfa: Challenge = {
  issue(facts) {
    const named = facts.softwareTokens.find(
      (token) => token.state === "active" && token.friendlyName !== undefined,
    );
    return {
      parameters: {
        USER_ID_FOR_SRP: facts.user.username,
        ...(named?.friendlyName === undefined ? {} : { FRIENDLY_DEVICE_NAME: named.friendlyName }),
      },
    };
  },
  check,
};

function check({ facts, responses }: CheckInput): Checked {
  const active = facts.softwareTokens.filter((token) => token.state === "active");
  const result = checkSoftwareToken(active, responses["SOFTWARE_TOKEN_MFA_CODE"] ?? "", facts.now);
  if (result.outcome === "replayed")
    return { passed: false, error: replayedCode(), proves: "software-token" };
  if (result.outcome === "wrong") return { passed: false, error: wrongCode(), counts: "software-token" };
  return {
    passed: true,
    proof: "software-token",
    effects: [
      { kind: "clear-attempts", authenticator: "software-token" },
      { kind: "advance-software-token", id: result.token.id, step: result.step },
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
