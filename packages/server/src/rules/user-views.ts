/** What the wire shows of a user (contract: administrative user operations, MFA state per user). */
import type { AdminGetUserResponse, UserType } from "@poolhouse/protocol";
import { second } from "../kernel/clock.ts";
import type { UserRecord } from "../kernel/records.ts";
import { userAttributesOf } from "./attributes.ts";

/** The user's second factors, as GetUser and AdminGetUser show them: each member absent if there is nothing to show. */
export function mfaMembersOf(
  user: Pick<UserRecord, "enabledFactors" | "preferredFactor">,
): Pick<AdminGetUserResponse, "UserMFASettingList" | "PreferredMfaSetting"> {
  return {
    ...(user.enabledFactors.length > 0 && { UserMFASettingList: [...user.enabledFactors] }),
    ...(user.preferredFactor !== undefined && { PreferredMfaSetting: user.preferredFactor }),
  };
}

/** SMS as the settings of before preferences show it, for users who were configured by them. */
export function mfaOptionsOf(
  user: Pick<UserRecord, "enabledFactors" | "showsMfaOptions">,
): Pick<AdminGetUserResponse, "MFAOptions"> {
  if (user.showsMfaOptions !== true || !user.enabledFactors.includes("SMS_MFA")) return {};
  return { MFAOptions: [{ DeliveryMedium: "SMS", AttributeName: "phone_number" }] };
}

/** The user in answers that show whole users: AdminCreateUser, lists. */
export function describeUser(user: UserRecord): UserType {
  return {
    Username: user.username,
    Attributes: userAttributesOf(user),
    ...stateOf(user),
    ...mfaOptionsOf(user),
  };
}

/** The user in the answer of AdminGetUser, which names the attributes differently and adds the factors. */
export function describeUserInFull(user: UserRecord): AdminGetUserResponse {
  return {
    Username: user.username,
    UserAttributes: userAttributesOf(user),
    ...stateOf(user),
    ...mfaMembersOf(user),
    ...mfaOptionsOf(user),
  };
}

function stateOf(
  user: UserRecord,
): Pick<UserType, "UserCreateDate" | "UserLastModifiedDate" | "Enabled" | "UserStatus"> {
  return {
    UserCreateDate: user.createdAt / second,
    UserLastModifiedDate: user.modifiedAt / second,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
