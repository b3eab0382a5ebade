/** The events that triggers are handed (contract: Lambda triggers, common and shapes), as pure functions of what is known. */
import type { GroupClaims } from "../groups.ts";
import { regionOf } from "../../kernel/ids.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { TriggerEvent } from "../../kernel/trigger-event.ts";
import { type TriggerName, type TriggerSources, triggerSource } from "./names.ts";

export type StringMap = Readonly<Record<string, string>>;

/** The client id of events that no app client causes. */
const noClient = "CLIENT_ID_NOT_APPLICABLE";

/** What is asked of a trigger, before it is known which function that is. */
export interface TriggerQuestion<N extends TriggerName = TriggerName> {
  readonly name: N;
  readonly source: TriggerSources[N];
  readonly poolId: string;
  /** Absent where an operator acts. */
  readonly clientId?: string | undefined;
  readonly userName: string;
  readonly version?: "1" | "2" | "3";
  readonly request: Readonly<Record<string, unknown>>;
}

/** The event of a question. Members of the request that are undefined are absent. */
export function buildEvent<N extends TriggerName>(question: TriggerQuestion<N>): TriggerEvent {
  return {
    version: question.version ?? "1",
    triggerSource: triggerSource(question.name, question.source),
    region: regionOf(question.poolId),
    userPoolId: question.poolId,
    userName: question.userName,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: question.clientId ?? noClient },
    request: Object.fromEntries(Object.entries(question.request).filter(([, value]) => value !== undefined)),
    response: {},
  };
}

/** A user as triggers see one: the sub, every attribute as text, and the status. */
export function userAttributesFor(user: Pick<UserRecord, "sub" | "attributes" | "status">): StringMap {
  return { sub: user.sub, "cognito:user_status": user.status, ...user.attributes };
}

/** Groups as the token triggers see them. */
export interface GroupConfiguration {
  readonly groupsToOverride: readonly string[];
  readonly iamRolesToOverride: readonly string[];
  readonly preferredRole: string | null;
}

export function groupConfigurationOf(claims: GroupClaims | undefined): GroupConfiguration {
  return {
    groupsToOverride: claims?.groups ?? [],
    iamRolesToOverride: claims?.roles ?? [],
    preferredRole: claims?.preferredRole ?? null,
  };
}
