import type { GroupRecord } from "../../kernel/records.ts";
import type { GroupMember, GroupStore } from "../../ports/groups.ts";
import type { PageRequest } from "../../ports/store.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { toUser, userColumns } from "./user-row.ts";

/** The groups, and one row for each user in each of them. */
export function createGroups(session: Session): GroupStore {
  return {
    insert: (group) => happened(session, insertGroup, toRow(group)),
    async find(poolId, name) {
      const row = await firstRow(session, findGroup, { poolId, name });
      return row && toGroup(row);
    },
    update: (group) => happened(session, updateGroup, toRow(group)),
    remove: (poolId, name) =>
      session.atomically(async (tx) => {
        const [removed] = await Promise.all([
          happened(tx, deleteGroup, { poolId, name }),
          tx.run(countMembersDown, { poolId, name }),
          tx.run(dismissMembers, { poolId, name }),
        ]);
        return removed;
      }),
    async count(poolId) {
      return Number((await firstRow(session, countGroups, { poolId }))?.groups ?? 0);
    },
    async list(poolId, page) {
      const { rows } = await session.run(listGroups, { poolId, ...toPageValues(page) });
      return rows.map(toGroup);
    },
    join: (member) => countedIf(session, 1, { member, changed: (tx) => happened(tx, insertMember, member) }),
    leave: (member) =>
      countedIf(session, -1, { member, changed: (tx) => happened(tx, deleteMember, member) }),
    async listOfUser(poolId, sub) {
      return (await session.run(listGroupsOfUser, { poolId, sub })).rows.map(toGroup);
    },
    async listMembers(poolId, name, page) {
      const { rows } = await session.run(listMembers, { poolId, name, ...toPageValues(page) });
      return rows.map((row) => ({ user: toUser(row), createdAt: row.joinedAt, id: row.sub }));
    },
  };
}

/** The user's own count goes with the membership, if that changed. */
function countedIf(
  session: Session,
  by: 1 | -1,
  given: { member: GroupMember; changed: (tx: Session) => Promise<boolean> },
): Promise<boolean> {
  const { poolId, sub } = given.member;
  return session.atomically(async (tx) => {
    if (!(await given.changed(tx))) return false;
    await tx.run(countGroup, { poolId, sub, by });
    return true;
  });
}

type GroupRow = Omit<GroupRecord, "description" | "roleArn" | "precedence"> & {
  description: string | null;
  roleArn: string | null;
  precedence: number | null;
};

const toGroup = ({ description, roleArn, precedence, ...row }: GroupRow): GroupRecord => ({
  ...row,
  description: description ?? undefined,
  roleArn: roleArn ?? undefined,
  precedence: precedence ?? undefined,
});

const toRow = ({ description, roleArn, precedence, ...group }: GroupRecord): GroupRow => ({
  ...group,
  description: description ?? null,
  roleArn: roleArn ?? null,
  precedence: precedence ?? null,
});

interface PageValues {
  afterCreatedAt: number;
  afterId: string;
  limit: number;
}

/** The first page begins before every instant, so that one statement serves all pages. */
const toPageValues = ({ limit, after }: PageRequest): PageValues => ({
  limit,
  afterCreatedAt: after?.createdAt ?? -1,
  afterId: after?.id ?? "",
});

const groupColumns = [
  "groups.pool_id as poolId",
  "groups.name as name",
  "groups.description as description",
  "groups.role_arn as roleArn",
  "groups.precedence as precedence",
  "groups.created_at as createdAt",
  "groups.modified_at as modifiedAt",
] as const;

type GroupKey = Slots<{ poolId: string; name: string }>;

const insertGroup = (db: Builder, slot: Slots<GroupRow>) =>
  db
    .insertInto("groups")
    .values({
      pool_id: slot.poolId,
      name: slot.name,
      description: slot.description,
      role_arn: slot.roleArn,
      precedence: slot.precedence,
      created_at: slot.createdAt,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) => conflict.doNothing());

const findGroup = (db: Builder, slot: GroupKey) =>
  db
    .selectFrom("groups")
    .select(groupColumns)
    .where("pool_id", "=", slot.poolId)
    .where("name", "=", slot.name);

const updateGroup = (db: Builder, slot: Slots<GroupRow>) =>
  db
    .updateTable("groups")
    .set({
      description: slot.description,
      role_arn: slot.roleArn,
      precedence: slot.precedence,
      modified_at: slot.modifiedAt,
    })
    .where("pool_id", "=", slot.poolId)
    .where("name", "=", slot.name);

const deleteGroup = (db: Builder, slot: GroupKey) =>
  db.deleteFrom("groups").where("pool_id", "=", slot.poolId).where("name", "=", slot.name);

const dismissMembers = (db: Builder, slot: GroupKey) =>
  db.deleteFrom("group_members").where("pool_id", "=", slot.poolId).where("group_name", "=", slot.name);

const countGroup = (db: Builder, slot: Slots<{ poolId: string; sub: string; by: number }>) =>
  db
    .updateTable("users")
    .set((eb) => ({ group_count: eb("group_count", "+", slot.by) }))
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub);

const countMembersDown = (db: Builder, slot: GroupKey) =>
  db
    .updateTable("users")
    .set((eb) => ({ group_count: eb("group_count", "-", 1) }))
    .where("pool_id", "=", slot.poolId)
    .where("sub", "in", (eb) =>
      eb
        .selectFrom("group_members")
        .select("sub")
        .where("pool_id", "=", slot.poolId)
        .where("group_name", "=", slot.name),
    );

const countGroups = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("groups")
    .select((eb) => eb.fn.countAll<number>().as("groups"))
    .where("pool_id", "=", slot.poolId);

const listGroups = (db: Builder, slot: Slots<{ poolId: string } & PageValues>) =>
  db
    .selectFrom("groups")
    .select(groupColumns)
    .where("pool_id", "=", slot.poolId)
    .where((eb) =>
      eb.or([
        eb("created_at", ">", slot.afterCreatedAt),
        eb.and([eb("created_at", "=", slot.afterCreatedAt), eb("name", ">", slot.afterId)]),
      ]),
    )
    .orderBy("created_at")
    .orderBy("name")
    .limit(slot.limit);

const insertMember = (db: Builder, slot: Slots<GroupMember & { now: number }>) =>
  db
    .insertInto("group_members")
    .values({ pool_id: slot.poolId, sub: slot.sub, group_name: slot.name, created_at: slot.now })
    .onConflict((conflict) => conflict.doNothing());

const deleteMember = (db: Builder, slot: Slots<GroupMember>) =>
  db
    .deleteFrom("group_members")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("group_name", "=", slot.name);

const listGroupsOfUser = (db: Builder, slot: Slots<{ poolId: string; sub: string }>) =>
  db
    .selectFrom("group_members as members")
    .innerJoin("groups", (join) =>
      join.onRef("groups.pool_id", "=", "members.pool_id").onRef("groups.name", "=", "members.group_name"),
    )
    .select(groupColumns)
    .where("members.pool_id", "=", slot.poolId)
    .where("members.sub", "=", slot.sub)
    .orderBy("groups.name");

const listMembers = (db: Builder, slot: Slots<{ poolId: string; name: string } & PageValues>) =>
  db
    .selectFrom("group_members as members")
    .innerJoin("users", (join) =>
      join.onRef("users.pool_id", "=", "members.pool_id").onRef("users.sub", "=", "members.sub"),
    )
    .select([...userColumns, "members.created_at as joinedAt"])
    .where("members.pool_id", "=", slot.poolId)
    .where("members.group_name", "=", slot.name)
    .where((eb) =>
      eb.or([
        eb("members.created_at", ">", slot.afterCreatedAt),
        eb.and([eb("members.created_at", "=", slot.afterCreatedAt), eb("members.sub", ">", slot.afterId)]),
      ]),
    )
    .orderBy("members.created_at")
    .orderBy("members.sub")
    .limit(slot.limit);
