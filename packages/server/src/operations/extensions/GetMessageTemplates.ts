import { readLocale } from "../../rules/local-messages.ts";
import { loadPool } from "../load.ts";
import { type Operation, operation } from "../operation.ts";

/** The languages a pool has message texts in, and the texts of the one that is asked for. */
export const GetMessageTemplates: Operation<"GetMessageTemplates", "operator"> = operation({
  name: "GetMessageTemplates",
  caller: "operator",
  async run({ world }, input) {
    const { id, settings } = await loadPool(world, input.UserPoolId);
    const Locales = settings.MessageLocales ?? [];
    if (input.Locale === undefined) return { Locales };
    const templates = await world.store.messageTemplates.list(id, readLocale(input.Locale));
    return {
      Locales,
      Templates: templates.map(({ purpose, channel, subject, text, html }) => ({
        Purpose: purpose,
        Channel: channel,
        ...(subject !== undefined && { Subject: subject }),
        ...(text !== undefined && { Text: text }),
        ...(html !== undefined && { Html: html }),
      })),
    };
  },
});
