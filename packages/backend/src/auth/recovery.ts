import type { AccountRecoverySettingType } from "@poolhouse/protocol";
import type { LoginNames } from "./login.ts";
import type { AccountRecovery } from "./props.ts";

type Mechanism = "verified_email" | "verified_phone_number" | "admin_only";

/** The ways to a new password by Amplify's names, the preferred first. */
const mechanisms: Readonly<Record<AccountRecovery, readonly Mechanism[]>> = {
  EMAIL_AND_PHONE_WITHOUT_MFA: ["verified_email", "verified_phone_number"],
  PHONE_WITHOUT_MFA_AND_EMAIL: ["verified_phone_number", "verified_email"],
  EMAIL_ONLY: ["verified_email"],
  PHONE_ONLY_WITHOUT_MFA: ["verified_phone_number"],
  PHONE_AND_EMAIL: ["verified_phone_number", "verified_email"],
  NONE: ["admin_only"],
};

/** What is in effect: by e-mail if people sign in with it, else by phone, unless the author says otherwise. */
export function recoveryOf(given: AccountRecovery | undefined, names: LoginNames): AccountRecovery {
  return given ?? (names.email ? "EMAIL_ONLY" : "PHONE_ONLY_WITHOUT_MFA");
}

/** The setting of the pool. Throws for a name that there is not. */
export function recoverySetting(recovery: AccountRecovery): AccountRecoverySettingType {
  if (!Object.hasOwn(mechanisms, recovery)) {
    throw new Error(
      `Unknown accountRecovery '${recovery}'. Use one of ${Object.keys(mechanisms).join(", ")}.`,
    );
  }
  const RecoveryMechanisms = mechanisms[recovery].map((Name, index) => ({ Name, Priority: index + 1 }));
  return { RecoveryMechanisms };
}
