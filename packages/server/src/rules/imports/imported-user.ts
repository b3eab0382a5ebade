/** A user as another installation, or Cognito, describes one, made a user of this pool (AdminImportUsers). */
import type { ImportedUserType } from "@poolhouse/protocol";
import { invalidParameter } from "../../kernel/errors.ts";
import { type MfaFactor, mfaFactors, type UserRecord } from "../../kernel/records.ts";
import type { PoolSettings } from "../../kernel/settings.ts";
import { type Attributes, checkAttributes, checkVerifiedFlags } from "../attributes.ts";
import { usernameAttributes, usesAttributeAsUsername } from "../sign-in-names.ts";
import { identifyNewUser } from "../usernames.ts";

/** What is said of the user; who they are and since when is the caller's to know. */
export type ImportedIdentity = Pick<
  UserRecord,
  "username" | "attributes" | "status" | "enabled" | "enabledFactors" | "preferredFactor"
>;

/** Attributes that follow from something else, and are not set. */
const derived: ReadonlySet<string> = new Set(["sub", "identities"]);

/**
 * Reads the user. What a pool requires of new users is not asked of those who were there before; what is said must be valid.
 *
 * @throws InvalidParameterException that says what is wrong.
 */
export function readImportedUser(settings: PoolSettings, said: ImportedUserType): ImportedIdentity {
  const list = (said.Attributes ?? []).filter(({ Name }) => !derived.has(Name));
  const attributes = checkAttributes(settings, { list });
  checkVerifiedFlags(attributes);
  return {
    username: checkUsername(settings, said, attributes),
    attributes,
    status: said.UserStatus ?? "CONFIRMED",
    enabled: said.Enabled ?? true,
    ...readFactors(said, attributes),
  };
}

/** Where people sign in with an attribute the username is the sub; elsewhere it must not look like somebody's alias. */
function checkUsername(
  settings: PoolSettings,
  { Username: name, Sub: sub, UserStatus: status }: ImportedUserType,
  attributes: Readonly<Attributes>,
): string {
  if (!usesAttributeAsUsername(settings))
    return identifyNewUser(settings, { name, sub, attributes }).username;
  // Whoever comes from an identity provider is called after it everywhere.
  if (status === "EXTERNAL_PROVIDER") return name;
  if (name !== sub)
    throw invalidParameter("Username must be the sub, because users sign in with an attribute.", reason);
  if (usernameAttributes(settings).some((kind) => attributes[kind])) return name;
  throw invalidParameter("The user has none of the attributes that users sign in with.", reason);
}

/** Codes by text message and e-mail come along; what lies in a person's phone does not. */
function readFactors(
  said: ImportedUserType,
  attributes: Readonly<Attributes>,
): Pick<ImportedIdentity, "enabledFactors" | "preferredFactor"> {
  const reachable: Readonly<Record<MfaFactor, boolean>> = {
    SMS_MFA: Boolean(attributes["phone_number"]),
    EMAIL_OTP: Boolean(attributes["email"]),
    SOFTWARE_TOKEN_MFA: false,
  };
  const listed = said.UserMFASettingList ?? [];
  const enabledFactors = mfaFactors.filter((factor) => listed.includes(factor) && reachable[factor]);
  const preferredFactor = enabledFactors.find((factor) => factor === said.PreferredMfaSetting);
  return { enabledFactors, preferredFactor };
}

const reason = "imported_user";
