/**
 * The invitation of a user that an operator makes: by which way it goes, and under which name (contract: AdminCreateUser).
 */
import type { AdminCreateUserRequest } from "@poolhouse/protocol";
import { invalidParameter } from "../kernel/errors.ts";
import type { UserRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";
import { type CodeTarget, targetOf } from "./codes.ts";
import { defaultInvitation, type MessageChannel } from "./messages.ts";
import { usernameAttributes } from "./sign-in-names.ts";

const attributeOf = { EMAIL: "email", SMS: "phone_number" } as const;

/**
 * Where the invitation goes: by every medium asked for; without a wish by SMS, or by e-mail to somebody without a phone
 * number, or nowhere.
 *
 * @throws InvalidParameterException if a medium is asked for whose address the user lacks.
 */
export function invitationTargets(
  desired: AdminCreateUserRequest["DesiredDeliveryMediums"],
  user: Pick<UserRecord, "attributes">,
): CodeTarget[] {
  if (desired === undefined || desired.length === 0) return defaultTargets(user);
  return [...new Set(desired)].map((channel) => {
    const attribute = attributeOf[channel];
    const destination = user.attributes[attribute];
    if (destination !== undefined) return targetOf(attribute, destination);
    throw invalidParameter(
      `User has no ${attribute} for delivery by ${channel}.`,
      "medium_without_attribute",
    );
  });
}

function defaultTargets(user: Pick<UserRecord, "attributes">): CodeTarget[] {
  for (const attribute of ["phone_number", "email"] as const) {
    const destination = user.attributes[attribute];
    if (destination !== undefined) return [targetOf(attribute, destination)];
  }
  return [];
}

/**
 * Whether the pool's invitation is for this user: a temporary password needs a text that has a place for it, and a text with
 * that place makes no sense to a user without a password.
 */
export function invitationSuits(
  settings: PoolSettings,
  given: { channel: MessageChannel; hasPassword: boolean },
): boolean {
  const template = { ...defaultInvitation, ...settings.AdminCreateUserConfig?.InviteMessageTemplate };
  const text = given.channel === "SMS" ? template.SMSMessage : template.EmailMessage;
  return (text ?? "").includes("{####}") === given.hasPassword;
}

/** The name the invited person signs in with: the username, or the attribute in its place. */
export function invitedName(
  settings: PoolSettings,
  user: Pick<UserRecord, "username" | "attributes">,
): string {
  const values = usernameAttributes(settings).map((attribute) => user.attributes[attribute]);
  return values.find((value) => value !== undefined) ?? user.username;
}
