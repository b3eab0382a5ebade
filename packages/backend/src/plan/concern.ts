import type { AttributeType } from "@poolhouse/protocol";
import type { Concern, FactorName } from "./plan.ts";

/** A user as `AdminGetUser` shows them. */
export interface UserFacts {
  readonly UserMFASettingList?: readonly string[] | undefined;
  readonly UserAttributes?: readonly AttributeType[] | undefined;
}

/**
 * Whether a change means this user: somebody without any factor that they could answer with afterwards.
 *
 * @example const count = users.filter((user) => isConcerned(concern, user)).length;
 */
export function isConcerned(concern: Concern, user: UserFacts): boolean {
  const enabled = user.UserMFASettingList ?? [];
  if (concern.kind === "factor-removed") {
    if (concern.factor === undefined || !enabled.includes(concern.factor)) return false;
    // Where each user decides, only what they switched on counts.
    if (concern.isLockOut) return !enabled.some((factor) => canAnswer(concern, user, factor));
  }
  return !([...concern.offered, "SOFTWARE_TOKEN_MFA"] as const).some((factor) => {
    const needsToken = factor === "SOFTWARE_TOKEN_MFA";
    return (!needsToken || enabled.includes(factor)) && canAnswer(concern, user, factor);
  });
}

/** An app that is set up answers also where the pool no longer offers apps; codes need an address to go to. */
function canAnswer({ offered }: Concern, user: UserFacts, factor: string): boolean {
  if (factor === "SOFTWARE_TOKEN_MFA") return true;
  const attribute = factor === "SMS_MFA" ? "phone_number" : "email";
  return isOffered(offered, factor) && hasValue(user, attribute);
}

const isOffered = (offered: readonly FactorName[], factor: string): boolean =>
  offered.some((name) => name === factor);

function hasValue({ UserAttributes = [] }: UserFacts, attribute: string): boolean {
  return UserAttributes.some(({ Name, Value }) => Name === attribute && Boolean(Value));
}
