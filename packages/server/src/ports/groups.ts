import type { GroupRecord, UserRecord } from "../kernel/records.ts";
import type { PageRequest } from "./store.ts";

/** The groups of a pool and who is in them. */
export interface GroupStore {
  /** False if the pool has a group of this name. */
  insert(group: GroupRecord): Promise<boolean>;
  find(poolId: string, name: string): Promise<GroupRecord | undefined>;
  /** Replaces everything but the name and when it was made. False if there is none. */
  update(group: GroupRecord): Promise<boolean>;
  /** Removes the group; its members are in it no more. False if there is none. */
  remove(poolId: string, name: string): Promise<boolean>;
  count(poolId: string): Promise<number>;
  /** Oldest first, by (createdAt, name). */
  list(poolId: string, page: PageRequest): Promise<GroupRecord[]>;
  /** True if the user was not in it. That both exist is the caller's to know, in the same transaction. */
  join(member: GroupMember & { now: number }): Promise<boolean>;
  /** True if the user was in it. */
  leave(member: GroupMember): Promise<boolean>;
  /** All groups of a user, by name. */
  listOfUser(poolId: string, sub: string): Promise<GroupRecord[]>;
  /** The members, who joined first first; `id` is the sub and `createdAt` when they joined. */
  listMembers(
    poolId: string,
    name: string,
    page: PageRequest,
  ): Promise<{ user: UserRecord; createdAt: number; id: string }[]>;
}

/** A user in a group. */
export interface GroupMember {
  poolId: string;
  sub: string;
  name: string;
}
