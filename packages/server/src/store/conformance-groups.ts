import { describe, expect, test } from "vitest";
import type { GroupRecord } from "../kernel/records.ts";
import type { GetStore } from "./conformance.ts";
import { atOnce, freshId, now, sampleGroup, sampleUser } from "./conformance-records.ts";

export function describeGroups(store: GetStore): void {
  /** A user of the group's pool, who is not in it. */
  async function addUser({ poolId }: GroupRecord): Promise<string> {
    const user = sampleUser({ poolId });
    await store().users.insert(user, []);
    return user.sub;
  }

  async function addGroup(changes: Partial<GroupRecord> = {}): Promise<GroupRecord> {
    const group = sampleGroup(changes);
    await store().groups.insert(group);
    return group;
  }

  const countOf = async (poolId: string, sub: string) =>
    (await store().users.find(poolId, sub))?.groupCount ?? 0;

  describe("groups", () => {
    test("are found as they were stored and changed, in their pool only", async () => {
      const group = await addGroup({ description: "who works here", precedence: 0, roleArn: "arn:role" });
      const { poolId, name } = group;
      expect(await store().groups.find(poolId, name)).toEqual(group);
      const changed = sampleGroup({ poolId, name, modifiedAt: now + 1 });
      expect(await store().groups.update(changed)).toBe(true);
      expect(await store().groups.find(poolId, name)).toMatchObject({
        modifiedAt: now + 1,
        precedence: undefined,
      });
      expect(await store().groups.find(freshId("pool"), name)).toBeUndefined();
      expect(await store().groups.update(sampleGroup({ poolId }))).toBe(false);
    });

    test("of those that are made at once under one name one is", async () => {
      const group = sampleGroup();
      const answers = await atOnce(8, () => store().groups.insert(group));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test("are listed by age, page by page", async () => {
      const poolId = freshId("pool");
      for (const [index, name] of ["c", "a", "b"].entries())
        await addGroup({ poolId, name, createdAt: now + Math.min(index, 1) });
      const first = await store().groups.list(poolId, { limit: 2 });
      expect(first.map(({ name }) => name)).toEqual(["c", "a"]);
      const after = { createdAt: now + 1, id: "a" };
      expect((await store().groups.list(poolId, { limit: 2, after })).map(({ name }) => name)).toEqual(["b"]);
      expect(await store().groups.count(poolId)).toBe(3);
    });

    test("have a user once, however often and at once the user joins, and the user knows how many", async () => {
      const group = await addGroup();
      const sub = await addUser(group);
      const { poolId, name } = group;
      const answers = await atOnce(8, () => store().groups.join({ poolId, name, sub, now }));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await countOf(poolId, sub)).toBe(1);
      expect(await store().groups.listOfUser(poolId, sub)).toEqual([group]);
      const left = await atOnce(8, () => store().groups.leave({ poolId, name, sub }));
      expect(left.filter(Boolean)).toHaveLength(1);
      expect(await countOf(poolId, sub)).toBe(0);
      expect(await store().groups.listOfUser(poolId, sub)).toEqual([]);
    });

    test("list their members by when they joined", async () => {
      const group = await addGroup();
      const subs = [await addUser(group), await addUser(group), await addUser(group)];
      const { poolId, name } = group;
      for (const [index, sub] of subs.entries())
        await store().groups.join({ poolId, name, sub, now: now - index });
      const oldestFirst = subs.toReversed();
      const first = await store().groups.listMembers(poolId, name, { limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(oldestFirst.slice(0, 2));
      expect(first[0]?.user.sub).toBe(oldestFirst[0]);
      const after = { createdAt: first[1]?.createdAt ?? 0, id: first[1]?.id ?? "" };
      const rest = await store().groups.listMembers(poolId, name, { limit: 2, after });
      expect(rest.map(({ id }) => id)).toEqual(oldestFirst.slice(2));
    });

    test("let all members go when they are removed", async () => {
      const [group, other] = [await addGroup(), sampleGroup()];
      const { poolId, name } = group;
      await store().groups.insert({ ...other, poolId });
      const sub = await addUser(group);
      await store().groups.join({ poolId, name, sub, now });
      await store().groups.join({ poolId, name: other.name, sub, now });
      expect(await store().groups.remove(poolId, name)).toBe(true);
      expect(await store().groups.remove(poolId, name)).toBe(false);
      expect(await countOf(poolId, sub)).toBe(1);
      expect((await store().groups.listOfUser(poolId, sub)).map((each) => each.name)).toEqual([other.name]);
    });
  });
}
