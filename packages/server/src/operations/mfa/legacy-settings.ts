import type { MFAOptionListType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import { applyPreference } from "../../rules/mfa-preference.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeFactors, type FactorOwner } from "./change-factors.ts";

/**
 * What SetUserSettings and AdminSetUserSettings do, the way of before preferences: any option switches SMS on, none switches it
 * off; other factors stay as they are (contract: MFA, section 2.3).
 *
 * @throws InvalidParameterException for options other than SMS to the phone number, and as a preference would.
 */
export async function setLegacySettings(
  ctx: CallContext,
  pool: Pool,
  owner: FactorOwner & { options: MFAOptionListType },
): Promise<void> {
  const { options, byOperator } = owner;
  if (options.some((option) => option.DeliveryMedium !== "SMS" || option.AttributeName !== "phone_number")) {
    throw invalidParameter("MFA options can only be SMS to phone_number.", "mfa_option_unknown");
  }
  const preference = { SMS_MFA: { Enabled: options.length > 0 } };
  await changeFactors(ctx, pool, {
    owner,
    async decide(user, tx) {
      const softwareTokens = await tx.softwareTokens.list(pool.id, user.sub);
      const facts = { settings: pool.settings, user, softwareTokens, byOperator };
      return { ...applyPreference(facts, preference), showsMfaOptions: options.length > 0 };
    },
  });
}
