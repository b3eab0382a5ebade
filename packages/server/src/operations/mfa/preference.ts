import type { SetUserMFAPreferenceRequest } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import { applyPreference, type MfaPreference } from "../../rules/mfa-preference.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";

type Settings = Omit<SetUserMFAPreferenceRequest, "AccessToken">;

/** What SetUserMFAPreference and AdminSetUserMFAPreference have in common. */
export async function setPreference(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; input: Settings; byOperator: boolean },
): Promise<void> {
  const { input, byOperator } = given;
  if (input.WebAuthnMfaSettings?.Enabled === true) throw passkeysNotOffered();
  const preference: MfaPreference = {
    SMS_MFA: input.SMSMfaSettings,
    EMAIL_OTP: input.EmailMfaSettings,
    SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaSettings,
  };
  const softwareTokens = await ctx.world.store.softwareTokens.list(pool.id, given.user.sub);
  await changeUser(ctx, given.user, {
    decide: (user) =>
      applyPreference({ settings: pool.settings, user, softwareTokens, byOperator }, preference),
  });
}

/** Passkeys cannot be registered in this version, so nobody has one that could stand in for a second factor. */
function passkeysNotOffered(): Error {
  return invalidParameter("User has no passkey that could be used as a second factor.", "passkey_missing");
}
