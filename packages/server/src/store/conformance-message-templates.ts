import { describe, expect, test } from "vitest";
import type { MessageTemplateRecord } from "../kernel/message-template.ts";
import { freshId, sampleMessageTemplate } from "./conformance-records.ts";
import type { GetStore } from "./conformance.ts";

export function describeMessageTemplates(store: GetStore): void {
  describe("message templates", () => {
    const add = async (...templates: MessageTemplateRecord[]): Promise<void> => {
      for (const template of templates) await store().messageTemplates.insert(template);
    };

    test("are listed by language as they were stored, until the language is removed", async () => {
      const poolId = freshId("pool");
      const email = sampleMessageTemplate({ poolId, html: "<p>{####}</p>" });
      const sms = sampleMessageTemplate({ poolId, channel: "SMS", subject: undefined });
      const french = sampleMessageTemplate({ poolId, locale: "fr" });
      await add(email, sms, french);
      const { subject: _subject, ...shownSms } = sms;
      expect(await store().messageTemplates.list(poolId, "de")).toEqual([email, shownSms]);
      expect(await store().messageTemplates.list(freshId("pool"), "de")).toEqual([]);
      await store().messageTemplates.removeLocale(poolId, "de");
      expect(await store().messageTemplates.list(poolId, "de")).toEqual([]);
      expect(await store().messageTemplates.list(poolId, "fr")).toEqual([french]);
    });

    test("are found by either purpose in any of the languages, for one channel", async () => {
      const poolId = freshId("pool");
      const wanted = [
        sampleMessageTemplate({ poolId, locale: "de-CH" }),
        sampleMessageTemplate({ poolId, locale: "default", purpose: "Verification" }),
      ];
      const others = [
        sampleMessageTemplate({ poolId, locale: "fr" }),
        sampleMessageTemplate({ poolId, locale: "de", purpose: "AdminCreateUser" }),
        sampleMessageTemplate({ poolId, locale: "de", channel: "SMS" }),
        sampleMessageTemplate({ poolId: freshId("pool"), locale: "de" }),
      ];
      await add(...wanted, ...others);
      const found = await store().messageTemplates.find({
        poolId,
        channel: "EMAIL",
        purposes: ["SignUp", "Verification"],
        locales: ["de-CH", "de", "de", "default"],
      });
      expect(found.toSorted((a, b) => a.locale.localeCompare(b.locale))).toEqual(wanted);
    });

    test("there is one for each language, purpose and channel", async () => {
      const template = sampleMessageTemplate();
      await add(template);
      await expect(add(template)).rejects.toThrow();
    });
  });
}
