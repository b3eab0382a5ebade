import type { MessageTemplateEntryType } from "@poolhouse/protocol";
import type { MessageTemplateRecord } from "../../kernel/message-template.ts";
import { checkTemplates, readLocale, withLocale } from "../../rules/local-messages.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";
import { writePool } from "../pools/change-pool.ts";

/** Replaces a pool's message texts in one language; without any the language is gone. */
export const SetMessageTemplates: Operation<"SetMessageTemplates", "operator"> = operation({
  name: "SetMessageTemplates",
  caller: "operator",
  async run(ctx, input) {
    const { record, settings } = await loadPool(ctx.world, input.UserPoolId);
    const locale = readLocale(input.Locale);
    const templates = input.Templates.map(readEntry);
    checkTemplates(settings, templates);
    const MessageLocales = withLocale(settings, locale, templates.length > 0);
    await ctx.world.store.transaction(async (tx) => {
      // The pool knows its languages, so that pools without templates are not looked up for any.
      await writePool(tx, record, { settings: { ...settings, MessageLocales }, modifiedAt: ctx.now });
      await tx.messageTemplates.removeLocale(record.id, locale);
      for (const template of templates) {
        await tx.messageTemplates.insert({ ...template, poolId: record.id, locale });
      }
    });
    return {};
  },
});

function readEntry(entry: MessageTemplateEntryType): Omit<MessageTemplateRecord, "poolId" | "locale"> {
  const { Purpose: purpose, Channel: channel, Subject: subject, Text: text, Html: html } = entry;
  return { purpose, channel, subject, text, html };
}
