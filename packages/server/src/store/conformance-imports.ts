import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ImportJobRecord } from "../kernel/import-job.ts";
import type { Store } from "../ports/store.ts";
import { now, sampleImportJob } from "./conformance-records.ts";

const upload = { id: "first", size: 10 };
const madeAfter = now - 1;

/** Jobs are chosen over all pools, so each test has a database of its own. */
export function describeImports(open: () => Promise<Store>): void {
  describe("import jobs", () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    async function add(changes: Partial<ImportJobRecord> = {}): Promise<ImportJobRecord> {
      const job = sampleImportJob({ upload, ...changes });
      await store.imports.insert(job);
      return job;
    }
    const start = ({ poolId, id }: ImportJobRecord) =>
      store.transaction((tx) => tx.imports.start({ poolId, id, now, madeAfter }));
    const read = async ({ poolId, id }: ImportJobRecord) => (await store.imports.find(poolId, id))!;

    test("are kept whole, found by id, counted, and listed newest first", async () => {
      const first = await add({
        algorithm: "SCRYPT",
        startedAt: now,
        completedAt: now,
        completionMessage: "m",
      });
      const { poolId } = first;
      const others = [await add({ poolId, createdAt: now + 1 }), await add({ poolId, createdAt: now + 2 })];
      await add();
      expect(await read(first)).toEqual(first);
      expect(await store.imports.findById(first.id)).toEqual(first);
      expect(await store.imports.find("another pool", first.id)).toBeUndefined();
      expect(await store.imports.count(poolId)).toBe(3);
      const page = await store.imports.list(poolId, { limit: 2 });
      expect(page).toEqual(others.toReversed());
      expect(await store.imports.list(poolId, { limit: 2, after: page[1] })).toEqual([first]);
    });

    test("are started once, with a file, and one at a time over all pools", async () => {
      const job = await add();
      expect(await start(await add({ upload: undefined }))).toBe(false);
      expect(await start(await add({ createdAt: madeAfter }))).toBe(false);
      const starts = await Promise.all(Array.from({ length: 4 }, () => start(job)));
      expect(starts.filter(Boolean)).toHaveLength(1);
      expect(await store.imports.isActive(job.poolId)).toBe(true);
      const other = await add();
      expect(await start(other)).toBe(false);
      expect(await store.imports.isActive(other.poolId)).toBe(false);
      expect(await read(job)).toMatchObject({ status: "Pending", startedAt: now });
    });

    test("of two that are started at once, one is", async () => {
      const jobs = await Promise.all(Array.from({ length: 4 }, () => add()));
      const starts = await Promise.all(jobs.map(start));
      expect(starts.filter(Boolean)).toHaveLength(1);
    });

    test("are worked on by one process at a time, and by another once its time is over", async () => {
      const job = await add();
      await start(job);
      const claim = (name: string, at: number) =>
        store.imports.claim({ claim: name, now: at, until: at + 10 });
      const claims = await Promise.all(["a", "b", "c"].map((name) => claim(name, now)));
      expect(claims.filter((each) => each !== undefined)).toEqual([
        { ...job, status: "InProgress", startedAt: now },
      ]);
      expect(await claim("late", now + 9)).toBeUndefined();
      expect(await claim("later", now + 10)).toBeDefined();
      const done = { ...job, lines: 3, imported: 1, skipped: 1, failed: 1, until: now + 50 };
      const move = { ...done, position: 0, nextPosition: 100 };
      expect(await store.imports.advance({ ...move, claim: "a" })).toBe(false);
      expect(await store.imports.advance({ ...move, claim: "later" })).toBe(true);
      expect(await store.imports.advance({ ...move, claim: "later" })).toBe(false);
      expect(await claim("latest", now + 49)).toBeUndefined();
      await store.imports.release({ ...job, claim: "later" });
      expect(await claim("latest", now + 49)).toMatchObject({ position: 100, lines: 3, imported: 1 });
    });

    test("that are to stop go no further, and end once", async () => {
      const job = await add();
      await start(job);
      const { poolId, id } = job;
      await store.imports.claim({ claim: "a", now, until: now + 10 });
      expect(await store.imports.stop(poolId, id)).toBe(true);
      expect(await store.imports.stop(poolId, id)).toBe(false);
      const none = { lines: 1, imported: 0, skipped: 0, failed: 0, until: now + 10 };
      expect(
        await store.imports.advance({ poolId, id, claim: "a", position: 0, nextPosition: 1, ...none }),
      ).toBe(false);
      const end = { poolId, id, status: "Stopped" as const, completionMessage: "enough", now };
      expect(await store.imports.finish({ ...end, claim: "b" })).toBe(false);
      expect(await store.imports.finish({ ...end, claim: "a" })).toBe(true);
      expect(await store.imports.finish({ ...end, claim: "a" })).toBe(false);
      expect(await store.imports.isActive(poolId)).toBe(false);
      expect(await read(job)).toMatchObject({
        status: "Stopped",
        completionMessage: "enough",
        completedAt: now,
      });
    });

    test("keep the last whole upload, and forget the parts of others and of ended jobs", async () => {
      const job = await add({ upload: undefined });
      const { poolId, id } = job;
      const put = (uploadId: string) =>
        store.imports.putChunk({
          poolId,
          jobId: id,
          uploadId,
          index: 0,
          sealedBytes: `bytes of ${uploadId}`,
        });
      const chunk = (uploadId: string) => store.imports.findChunk({ poolId, jobId: id, uploadId, index: 0 });
      for (const uploadId of ["broken", "first", "second"]) await put(uploadId);
      await store.imports.removeUpload({ poolId, jobId: id, uploadId: "broken" });
      expect(await chunk("broken")).toBeUndefined();
      expect(await store.imports.keepUpload({ poolId, id, upload, madeAfter: now })).toBe(false);
      expect(await store.imports.keepUpload({ poolId, id, upload, madeAfter })).toBe(true);
      expect(await store.imports.purgeChunks(10)).toBe(0);
      await start(job);
      expect(await store.imports.keepUpload({ poolId, id, upload, madeAfter })).toBe(false);
      expect(await store.imports.purgeChunks(10)).toBe(1);
      expect([await chunk("first"), await chunk("second")]).toEqual(["bytes of first", undefined]);
      await store.imports.claim({ claim: "a", now, until: now });
      const end = { poolId, id, status: "Succeeded" as const, completionMessage: "done", now };
      await store.imports.finish({ ...end, claim: "a" });
      expect(await store.imports.purgeChunks(10)).toBe(1);
    });

    test("expire where nobody starts them", async () => {
      const [old, young] = [await add({ createdAt: now - 1 }), await add()];
      expect(await store.imports.expire(now - 1)).toBe(1);
      expect(await read(old)).toMatchObject({ status: "Expired" });
      expect(await read(young)).toMatchObject({ status: "Created" });
    });

    test("log lines in the order of the file", async () => {
      const { poolId, id: jobId } = await add();
      for (const line of [12, 3, 101])
        await store.imports.addLogLine({ poolId, jobId, line, outcome: "FAILED", reason: "why" });
      const list = (afterLine: number) => store.imports.listLog({ poolId, jobId, afterLine, limit: 2 });
      expect((await list(0)).map(({ line }) => line)).toEqual([3, 12]);
      expect(await list(12)).toEqual([{ line: 101, outcome: "FAILED", reason: "why" }]);
    });

    test("bring passwords that are kept until they are not needed", async () => {
      const password = { poolId: "pool", sub: "sub", salt: "salt", sealedHash: "sealed" };
      await store.imports.putPassword(password);
      expect(await store.imports.findPassword("pool", "sub")).toEqual(password);
      await store.imports.removePassword("pool", "sub");
      expect(await store.imports.findPassword("pool", "sub")).toBeUndefined();
    });
  });
}
