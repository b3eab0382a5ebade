import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import { atOnce, now, sampleMessage } from "./conformance-records.ts";

/** The outbox is one queue over all pools, so each test has a database of its own. */
export function describeOutbox(open: () => Promise<Store>): void {
  describe("the outbox", () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    test("due messages are claimed, oldest first, and hidden until they are due again", async () => {
      const [later, first, second] = [60_000, -2, -1].map((offset) =>
        sampleMessage({ createdAt: now + offset, nextAttemptAt: now + offset }),
      );
      for (const message of [later!, second!, first!]) await store.outbox.add(message);
      const claim = { now, until: now + 30_000, limit: 10 };
      expect(await store.outbox.claim(claim)).toEqual([
        { ...first, nextAttemptAt: now + 30_000, attempts: 1 },
        { ...second, nextAttemptAt: now + 30_000, attempts: 1 },
      ]);
      expect(await store.outbox.claim(claim)).toEqual([]);
      const again = await store.outbox.claim({ now: now + 30_000, until: now + 90_000, limit: 10 });
      expect(again.map(({ id, attempts }) => [id, attempts])).toEqual([
        [first!.id, 2],
        [second!.id, 2],
      ]);
    });

    test("a claim takes no more than its limit", async () => {
      for (let index = 0; index < 5; index += 1) await store.outbox.add(sampleMessage());
      const claim = { now, until: now + 1, limit: 3 };
      expect(await store.outbox.claim(claim)).toHaveLength(3);
      expect(await store.outbox.claim(claim)).toHaveLength(2);
    });

    test("no two claims made at once get the same message", async () => {
      const messages = Array.from({ length: 200 }, () => sampleMessage());
      await Promise.all(messages.map((message) => store.outbox.add(message)));
      // All want all of them, so they are at it long enough to get in each other's way.
      const claims = await atOnce(8, () => store.outbox.claim({ now, until: now + 1, limit: 200 }));
      const claimed = claims.flat().map(({ id }) => id);
      expect(claimed.toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
    });

    test("a message is put back, and gone when it is removed", async () => {
      const message = sampleMessage();
      await store.outbox.add(message);
      await store.outbox.claim({ now, until: now + 60_000, limit: 1 });
      await store.outbox.retry(message.id, now + 10);
      expect(await store.outbox.claim({ now: now + 9, until: now + 11, limit: 1 })).toEqual([]);
      expect(await store.outbox.claim({ now: now + 10, until: now + 11, limit: 1 })).toHaveLength(1);
      expect(await store.outbox.count()).toBe(1);
      await store.outbox.remove(message.id);
      expect(await store.outbox.count()).toBe(0);
    });
  });
}
