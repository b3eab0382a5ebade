/** Groups: what is shown of them, and what a user's groups say in tokens (contract: groups; tokens, sections 1.1 and 1.2). */
import type { GroupType } from "@poolhouse/protocol";
import type { JWTPayload } from "jose";
import { second } from "../kernel/clock.ts";
import { ServiceError } from "../kernel/errors.ts";
import type { GroupRecord } from "../kernel/records.ts";

/** Groups of one pool. */
export const mostGroups = 10_000;
/** Groups of one user. */
export const mostGroupsOfUser = 100;

/** A group as the operations show it. */
export function describeGroup(group: GroupRecord): GroupType {
  const { name, poolId, description, roleArn, precedence } = group;
  return {
    GroupName: name,
    UserPoolId: poolId,
    ...(description !== undefined && { Description: description }),
    ...(roleArn !== undefined && { RoleArn: roleArn }),
    ...(precedence !== undefined && { Precedence: precedence }),
    LastModifiedDate: group.modifiedAt / second,
    CreationDate: group.createdAt / second,
  };
}

/** What tokens tell of a user's groups. */
export interface GroupClaims {
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole?: string | undefined;
}

/** Roles are said in the ID token only (contract: tokens, section 1). */
export function groupClaimsFor(use: "id" | "access", given: GroupClaims): JWTPayload {
  return {
    ...(given.groups.length > 0 && { "cognito:groups": [...given.groups] }),
    ...(use === "id" && given.roles.length > 0 && { "cognito:roles": [...given.roles] }),
    ...(use === "id" && given.preferredRole && { "cognito:preferred_role": given.preferredRole }),
  };
}

/**
 * The groups of a user as tokens tell them, the best first. The best group's role is preferred; if several are equally good it
 * is nobody's, unless they have the same.
 */
export function summarizeGroups(groups: readonly GroupRecord[]): GroupClaims {
  const ordered = groups.toSorted(byPrecedence);
  const [best] = ordered;
  const equals = ordered.filter((group) => group.precedence === best?.precedence);
  const agree = equals.every((group) => group.roleArn === best?.roleArn);
  const roles = ordered.flatMap(({ roleArn }) => (roleArn === undefined ? [] : [roleArn]));
  return {
    groups: ordered.map(({ name }) => name),
    roles: [...new Set(roles)],
    preferredRole: agree ? best?.roleArn : undefined,
  };
}

/** Lower is better, and any precedence is better than none. */
function byPrecedence(a: GroupRecord, b: GroupRecord): number {
  const difference = (a.precedence ?? Infinity) - (b.precedence ?? Infinity);
  // Infinity less infinity is no number.
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return a.name < b.name ? -1 : 1;
}

/** Throws LimitExceededException beyond what a pool, or a user, may have. */
export function checkGroupLimit(count: number, most: number): void {
  if (count < most) return;
  throw new ServiceError("LimitExceededException", `There can be ${most} groups at most.`, "groups_too_many");
}

export function groupNotFound(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "Group not found.", "group_unknown");
}

export function groupExists(): ServiceError {
  return new ServiceError("GroupExistsException", "A group with the name already exists", "group_name_taken");
}
