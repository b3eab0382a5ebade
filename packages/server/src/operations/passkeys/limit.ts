import { ServiceError } from "../../kernel/errors.ts";
import { passkeysPerUser } from "../../rules/passkeys/relying-party.ts";

/** The refusal of one passkey more than a user may have. */
export function tooManyPasskeys(): ServiceError {
  const text = `A user can have at most ${passkeysPerUser} passkeys.`;
  return new ServiceError("LimitExceededException", text, "passkeys_full");
}
