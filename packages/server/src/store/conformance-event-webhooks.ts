import { describe, expect, test } from "vitest";
import type { AuditRow } from "../kernel/audit.ts";
import type { EventWebhookRecord } from "../kernel/event-webhook.ts";
import type { Store } from "../ports/store.ts";
import { atOnce, freshId, now, sampleAuditEntry, toAuditRow, withOwnStore } from "./conformance-records.ts";

const sampleWebhook = (changes: Partial<EventWebhookRecord> = {}): EventWebhookRecord => ({
  id: freshId("webhook"),
  url: "https://example.com/hook",
  description: "to the ticket system",
  events: ["user.*"],
  poolId: "pool",
  sealedSecret: "sealed",
  isEnabled: true,
  createdAt: now,
  modifiedAt: now,
  failures: 0,
  ...changes,
});

const sampleRow = (seq: number): AuditRow => toAuditRow(sampleAuditEntry({ id: `entry ${seq}` }), seq);

export function describeEventWebhooks(open: () => Promise<Store>): void {
  const withStore = (work: (own: Store) => Promise<void>): Promise<void> => withOwnStore(open, work);

  /** A webhook with deliveries of the first places. */
  async function addWebhook(own: Store, seqs: readonly number[]): Promise<string> {
    const webhook = sampleWebhook();
    await own.eventWebhooks.insert(webhook);
    const rows = seqs.map(sampleRow);
    const deliveries = seqs.map((seq) => ({ webhookId: webhook.id, seq, nextAttemptAt: now }));
    expect(await own.audit.append(rows, deliveries)).toBe(true);
    return webhook.id;
  }

  describe("event webhooks", () => {
    test("are kept, changed, listed by age and removed once", () =>
      withStore(async (own) => {
        const [old, young] = [sampleWebhook(), sampleWebhook({ createdAt: now + 1, poolId: undefined })];
        for (const webhook of [young, old]) await own.eventWebhooks.insert(webhook);
        expect(await own.eventWebhooks.list({ limit: 5 })).toEqual([old, young]);
        expect(await own.eventWebhooks.count()).toBe(2);
        const change = { description: "new", events: ["*"], isEnabled: false, modifiedAt: now + 2 };
        expect(await own.eventWebhooks.update({ id: old.id, ...change })).toBe(true);
        expect(await own.eventWebhooks.find(old.id)).toEqual({ ...old, ...change });
        expect(await own.eventWebhooks.listEnabled()).toEqual([young]);
        expect(await own.eventWebhooks.remove(old.id)).toBe(true);
        expect(await own.eventWebhooks.remove(old.id)).toBe(false);
        expect(await own.eventWebhooks.update({ id: old.id, ...change })).toBe(false);
      }));

    test("get deliveries with the entries, or neither", () =>
      withStore(async (own) => {
        const webhookId = await addWebhook(own, [1]);
        const lost = [{ webhookId, seq: 2, nextAttemptAt: now }];
        expect(await own.audit.append([sampleRow(2), { ...sampleRow(3), id: "entry 1" }], lost)).toBe(false);
        expect(await own.eventWebhooks.countWaiting()).toBe(1);
      }));

    test("have a delivery claimed by one at a time, oldest first, and again when it was hidden long enough", () =>
      withStore(async (own) => {
        const webhookId = await addWebhook(own, [1, 2, 3, 4]);
        const claim = { now, until: now + 100, limit: 2 };
        const claims = await atOnce(4, () => own.eventWebhooks.claim(claim));
        const seqs = claims.flat().map(({ seq }) => seq);
        expect(new Set(seqs).size).toBe(seqs.length);
        expect(await own.eventWebhooks.claim({ now: now + 99, until: now + 200, limit: 9 })).toHaveLength(
          4 - seqs.length,
        );
        const [first] = await own.eventWebhooks.claim({ now: now + 200, until: now + 300, limit: 9 });
        expect(first).toMatchObject({ webhookId, seq: 1 });
        await own.eventWebhooks.settle(first!);
        expect(await own.eventWebhooks.countWaiting()).toBe(3);
      }));

    test("let everything wait after a failure, count it, and forget it after a success", () =>
      withStore(async (own) => {
        const webhookId = await addWebhook(own, [1, 2]);
        const [first] = await own.eventWebhooks.claim({ now, until: now + 10, limit: 1 });
        const failure = { now, next: now + 500, words: "Status500" };
        const failing = { failures: 1, failingSince: now, lastFailure: "Status500" };
        expect(await own.eventWebhooks.postpone(webhookId, failure)).toMatchObject(failing);
        const later = { now: now + 5, next: now + 500, words: "TimedOut" };
        const worse = { failures: 2, failingSince: now, lastFailure: "TimedOut" };
        expect(await own.eventWebhooks.postpone(webhookId, later)).toMatchObject(worse);
        expect(await own.eventWebhooks.claim({ now: now + 499, until: now + 600, limit: 9 })).toEqual([]);
        await own.eventWebhooks.settle(first!);
        const healthy = await own.eventWebhooks.find(webhookId);
        expect(healthy).toMatchObject({ failures: 0 });
        expect(healthy?.failingSince).toBeUndefined();
        expect(await own.eventWebhooks.postpone("nobody", failure)).toBeUndefined();
      }));

    test("are switched off by one, with nothing left on its way", () =>
      withStore(async (own) => {
        const webhookId = await addWebhook(own, [1, 2]);
        const answers = await atOnce(4, () => own.eventWebhooks.disable(webhookId, now));
        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(await own.eventWebhooks.countWaiting()).toBe(0);
        expect(await own.eventWebhooks.find(webhookId)).toMatchObject({ isEnabled: false });
      }));
  });
}
