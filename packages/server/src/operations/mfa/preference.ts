import type { SetUserMFAPreferenceRequest } from "@poolhouse/protocol";
import { applyPreference, type MfaPreference } from "../../rules/mfa-preference.ts";
import { passkeysPerUser, usablePasskeys } from "../../rules/passkeys/relying-party.ts";
import { nextPasskeyMfa } from "../../rules/passkeys/second-factor.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeFactors, type FactorOwner } from "./change-factors.ts";

type Settings = Omit<SetUserMFAPreferenceRequest, "AccessToken">;

/** What SetUserMFAPreference and AdminSetUserMFAPreference have in common. */
export async function setPreference(
  ctx: CallContext,
  pool: Pool,
  owner: FactorOwner & { input: Settings },
): Promise<void> {
  const { input, byOperator } = owner;
  const preference: MfaPreference = {
    SMS_MFA: input.SMSMfaSettings,
    EMAIL_OTP: input.EmailMfaSettings,
    SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaSettings,
  };
  const { settings } = pool;
  await changeFactors(ctx, pool, {
    owner,
    async decide(user, tx) {
      const softwareTokens = await tx.softwareTokens.list(pool.id, user.sub);
      const hasSoftwareToken = softwareTokens.some((token) => token.state === "active");
      const hasPasskey = await ownsPasskey(tx, pool, user);
      const factors = applyPreference({ settings, user, softwareTokens, byOperator }, preference);
      const facts = { settings, user: { ...user, ...factors }, hasPasskey, hasSoftwareToken };
      return { ...factors, passkeyMfa: nextPasskeyMfa(facts, input.WebAuthnMfaSettings) };
    },
  });
}

/** Whether the user has a passkey that works in this pool. */
async function ownsPasskey(tx: StoreVerbs, pool: Pool, user: UserRecord): Promise<boolean> {
  const passkeys = await tx.passkeys.list(pool.id, user.sub, { limit: passkeysPerUser });
  return usablePasskeys(pool.settings, passkeys).length > 0;
}
