/** What UserMigration says of somebody whom the pool does not know yet (contract: Lambda triggers, UserMigration). */
import type { UserRecord } from "../../kernel/records.ts";
import {
  readBoolean,
  readObject,
  readStringMap,
  readText,
  type TriggerResponse,
  unrecognizableOutput,
} from "./answers.ts";
import type { StringMap } from "./events.ts";

export interface MigratedUser {
  /** A `sub` among them is the one that the user had elsewhere, and keeps. */
  readonly attributes: StringMap;
  readonly status: Extract<UserRecord["status"], "CONFIRMED" | "RESET_REQUIRED">;
  /** Whether an alias that somebody else has is moved to this user. */
  readonly force: boolean;
  readonly enableSms: boolean;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The user to make; undefined if the function knows nobody of that name. */
export function readMigratedUser(response: TriggerResponse): MigratedUser | undefined {
  if (readObject(response, "userAttributes") === undefined) return undefined;
  const attributes = readStringMap(response, "userAttributes");
  if (Object.keys(attributes).length === 0) return undefined;
  if (attributes["sub"] !== undefined && !uuid.test(attributes["sub"]))
    throw unrecognizableOutput("migrated_with_a_strange_sub");
  const status = readText(response, "finalUserStatus") || "RESET_REQUIRED";
  if (status !== "CONFIRMED" && status !== "RESET_REQUIRED") throw unrecognizableOutput();
  const enableSms = readBoolean(response, "enableSMSMFA") === true;
  if (enableSms && !attributes["phone_number"]) throw unrecognizableOutput("migrated_without_phone_number");
  return { attributes, status, force: readBoolean(response, "forceAliasCreation") === true, enableSms };
}
