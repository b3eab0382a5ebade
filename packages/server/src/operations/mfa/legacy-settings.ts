import type { MFAOptionListType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import { applyPreference } from "../../rules/mfa-preference.ts";
import type { CallContext, Pool } from "../operation.ts";
import { changeUser } from "../users/change-user.ts";

/**
 * What SetUserSettings and AdminSetUserSettings do, the way of before preferences: any option switches SMS on, none switches it
 * off; other factors stay as they are (contract: MFA, section 2.3).
 *
 * @throws InvalidParameterException for options other than SMS to the phone number, and as a preference would.
 */
export async function setLegacySettings(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; options: MFAOptionListType; byOperator: boolean },
): Promise<void> {
  const { options, byOperator } = given;
  if (options.some((option) => option.DeliveryMedium !== "SMS" || option.AttributeName !== "phone_number")) {
    throw invalidParameter("MFA options can only be SMS to phone_number.", "mfa_option_unknown");
  }
  const softwareTokens = await ctx.world.store.softwareTokens.list(pool.id, given.user.sub);
  const preference = { SMS_MFA: { Enabled: options.length > 0 } };
  await changeUser(ctx, given.user, {
    decide: (user) => ({
      ...applyPreference({ settings: pool.settings, user, softwareTokens, byOperator }, preference),
      showsMfaOptions: options.length > 0,
    }),
  });
}
