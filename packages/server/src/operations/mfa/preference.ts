import type { SetUserMFAPreferenceRequest } from "@poolhouse/protocol";
import { applyPreference, type MfaPreference } from "../../rules/mfa-preference.ts";
import { passkeysPerUser, usablePasskeys } from "../../rules/passkeys/relying-party.ts";
import { nextPasskeyMfa } from "../../rules/passkeys/second-factor.ts";
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
  const preference: MfaPreference = {
    SMS_MFA: input.SMSMfaSettings,
    EMAIL_OTP: input.EmailMfaSettings,
    SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaSettings,
  };
  const softwareTokens = await ctx.world.store.softwareTokens.list(pool.id, given.user.sub);
  const hasSoftwareToken = softwareTokens.some((token) => token.state === "active");
  const hasPasskey = await ownsPasskey(ctx, pool, given.user);
  const { settings } = pool;
  await changeUser(ctx, given.user, {
    decide(user) {
      const factors = applyPreference({ settings, user, softwareTokens, byOperator }, preference);
      const facts = { settings, user: { ...user, ...factors }, hasPasskey, hasSoftwareToken };
      return { ...factors, passkeyMfa: nextPasskeyMfa(facts, input.WebAuthnMfaSettings) };
    },
  });
}

/** Whether the user has a passkey that works in this pool. */
async function ownsPasskey(ctx: CallContext, pool: Pool, user: UserRecord): Promise<boolean> {
  const passkeys = await ctx.world.store.passkeys.list(pool.id, user.sub, { limit: passkeysPerUser });
  return usablePasskeys(pool.settings, passkeys).length > 0;
}
