import { describe, expect, test } from "vitest";
import type { AuditRow, PendingAudit } from "../kernel/audit.ts";
import type { Change, Witness } from "../ports/audit.ts";
import type { Store } from "../ports/store.ts";
import type { GetStore } from "./conformance.ts";
import {
  atOnce,
  now,
  sampleAuditEntry,
  sampleCode,
  samplePool,
  sampleUser,
  toAuditRow,
  withOwnStore,
} from "./conformance-records.ts";

export function describeAudit(store: GetStore, open: () => Promise<Store>): void {
  const withStore = (work: (own: Store) => Promise<void>): Promise<void> => withOwnStore(open, work);

  describe("the audit trail", () => {
    test("keeps an entry once, until it has its place, and then in its place", () =>
      withStore(async (own) => {
        const [late, early] = [
          sampleAuditEntry({ at: now + 1, poolId: undefined, sub: undefined }),
          sampleAuditEntry(),
        ];
        for (const entry of [late, early, early]) await own.audit.add(entry);
        expect(await own.audit.listPending(10)).toEqual([early, late]);
        expect(await own.audit.head()).toBeUndefined();
        expect(await own.audit.append([toAuditRow(early, 1)])).toBe(true);
        await own.audit.settle();
        expect(await own.audit.listPending(10)).toEqual([late]);
        expect(await own.audit.countPending()).toBe(1);
        expect(await own.audit.find(1)).toEqual(toAuditRow(early, 1));
        expect(await own.audit.head()).toEqual({ seq: 1, link: "link 1" });
      }));

    test("gives a place to one entry, and an entry one place, however many try at once", () =>
      withStore(async (own) => {
        const entries = Array.from({ length: 8 }, () => sampleAuditEntry());
        const places = await atOnce(8, (index) => own.audit.append([toAuditRow(entries[index]!, 1)]));
        expect(places.filter(Boolean)).toHaveLength(1);
        const [taken, free] = [toAuditRow(sampleAuditEntry(), 1), toAuditRow(sampleAuditEntry(), 2)];
        expect(await own.audit.append([free, taken])).toBe(false);
        expect(await own.audit.find(2)).toBeUndefined();
        const again = await atOnce(8, (index) =>
          own.audit.append([toAuditRow(sampleAuditEntry({ id: "one" }), 2 + index)]),
        );
        expect(again.filter(Boolean)).toHaveLength(1);
      }));

    test("is listed newest first by any conditions, and by place", () =>
      withStore(async (own) => {
        const base = sampleAuditEntry();
        const others: Partial<PendingAudit>[] = [
          {},
          { poolId: "other" },
          { actor: "other" },
          { operation: "Other" },
          { event: "other" },
          { sub: "other" },
          { at: now - 10 },
          { at: now + 10 },
        ];
        for (const [index, change] of others.entries())
          await own.audit.append([toAuditRow({ ...base, id: `${index}`, ...change }, index + 1)]);
        const { poolId, actor, operation, event, sub } = base;
        const filter = { poolId, actor, operation, event, sub, from: now, until: now + 1 };
        const idsOf = (rows: AuditRow[]): string => rows.map(({ id }) => id).join("");
        const page = { limit: 10, before: undefined };
        expect(idsOf(await own.audit.list(filter, page))).toBe("0");
        expect(idsOf(await own.audit.list({}, page))).toBe("76543210");
        expect(idsOf(await own.audit.list({ from: now }, { limit: 2, before: 7 }))).toBe("54");
        expect(idsOf(await own.audit.list({ poolId: "other" }, page))).toBe("1");
        expect(idsOf(await own.audit.listFrom(2, 3))).toBe("234");
      }));
  });

  describe("a watched store", () => {
    /** What its witness is told. */
    function watch(): { watched: Store; told: Change[][] } {
      const told: Change[][] = [];
      const witness: Witness = async (_tx, changes) => {
        told.push([...changes]);
      };
      return { watched: store().watched(witness), told };
    }

    test("tells of what a transaction changed, and of a change on its own", async () => {
      const { watched, told } = watch();
      const pool = samplePool();
      const user = sampleUser({ poolId: pool.id });
      await watched.transaction(async (tx) => {
        await tx.pools.insert(pool);
        await tx.users.insert(user, []);
      });
      expect(told).toHaveLength(1);
      expect(told[0]).toContainEqual({ poolId: pool.id });
      expect(told[0]).toContainEqual({ poolId: pool.id, sub: user.sub });
      await watched.pools.update({ ...pool, name: "new" }, pool.version);
      expect(told[1]).toEqual([{ poolId: pool.id }]);
      await watched.users.remove(pool.id, user.sub);
      expect(told).toHaveLength(3);
    });

    test("does not tell of what is read, comes to nothing, or only counts", async () => {
      const { watched, told } = watch();
      const pool = samplePool();
      await watched.pools.find(pool.id);
      expect(await watched.pools.update(pool, 7)).toBe(false);
      await watched.transaction(async (tx) => {
        await tx.users.find(pool.id, "nobody");
        await tx.users.remove(pool.id, "nobody");
        await tx.codes.put(sampleCode({ poolId: pool.id }));
        await tx.consumed.consume(pool.id, "id", now);
      });
      await watched.attempts.countFailure(
        { poolId: pool.id, subject: "sub", authenticator: "password" },
        now,
      );
      expect(told).toEqual([]);
    });

    test("keeps neither the change nor what the witness wrote if one of them fails", async () => {
      const pool = samplePool();
      const [mine, never] = [sampleAuditEntry(), sampleAuditEntry()];
      const watched = store().watched((tx) => tx.audit.add(mine));
      const undone = watched.transaction(async (tx) => {
        await tx.pools.insert(pool);
        throw new Error("undone");
      });
      await expect(undone).rejects.toThrow("undone");
      const failing = store().watched(async (tx) => {
        await tx.audit.add(never);
        throw new Error("not told");
      });
      await expect(failing.pools.insert(pool)).rejects.toThrow("not told");
      expect(await store().pools.find(pool.id)).toBeUndefined();
      await watched.pools.insert(pool);
      const ids = (await store().audit.listPending(1000)).map(({ id }) => id);
      expect(ids).toContain(mine.id);
      expect(ids).not.toContain(never.id);
    });
  });
}
