/** What PreSignUp decides of a new user (contract: sign-up). */
import type { UserRecord } from "../../kernel/records.ts";
import { readBoolean, type TriggerResponse, unrecognizableOutput } from "./answers.ts";

export interface SignUpVerdict {
  readonly status: Extract<UserRecord["status"], "UNCONFIRMED" | "CONFIRMED">;
  /** The attributes with what the function vouches for marked as verified. */
  readonly attributes: UserRecord["attributes"];
}

/** An address that is vouched for must be there: a flag on nothing would come true for whatever is put there later. */
export function readSignUpVerdict(
  attributes: UserRecord["attributes"],
  response: TriggerResponse,
): SignUpVerdict {
  const verified: Record<string, string> = {};
  if (readBoolean(response, "autoVerifyEmail") === true) verified["email_verified"] = "true";
  if (readBoolean(response, "autoVerifyPhone") === true) verified["phone_number_verified"] = "true";
  const missing = Object.keys(verified).find((flag) => !attributes[flag.replace(/_verified$/, "")]);
  if (missing !== undefined) throw unrecognizableOutput("verified_without_attribute");
  const confirms = readBoolean(response, "autoConfirmUser") === true;
  return { status: confirms ? "CONFIRMED" : "UNCONFIRMED", attributes: { ...attributes, ...verified } };
}
