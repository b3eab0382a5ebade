import type { MessageTemplateRecord, TemplatePurpose } from "../../kernel/message-template.ts";
import type { MessageTemplateStore } from "../../ports/message-templates.ts";
import type { Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** Texts of messages by language. */
export function createMessageTemplates(session: Session): MessageTemplateStore {
  return {
    async insert(template) {
      await session.run(insertTemplate, template);
    },
    async removeLocale(poolId, locale) {
      await session.run(removeLocale, { poolId, locale });
    },
    async list(poolId, locale) {
      return (await session.run(listTemplates, { poolId, locale })).rows.map(toTemplate);
    },
    async find({ poolId, channel, purposes, locales }) {
      const [purpose, wider] = purposes;
      const [first, second, third, last] = locales;
      const values = { poolId, channel, purpose, wider, first, second, third, last };
      return (await session.run(findTemplates, values)).rows.map(toTemplate);
    },
  };
}

type Texts = "subject" | "text" | "html";
type TemplateRow = Omit<MessageTemplateRecord, Texts> & Record<Texts, string | null>;

const toTemplate = ({ subject, text, html, ...row }: TemplateRow): MessageTemplateRecord => ({
  ...row,
  ...(subject !== null && { subject }),
  ...(text !== null && { text }),
  ...(html !== null && { html }),
});

const columns = [
  "pool_id as poolId",
  "locale",
  "purpose",
  "channel",
  "subject",
  "body_text as text",
  "body_html as html",
] as const;

const insertTemplate = (db: Builder, slot: Slots<MessageTemplateRecord>) =>
  db.insertInto("message_templates").values({
    pool_id: slot.poolId,
    locale: slot.locale,
    purpose: slot.purpose,
    channel: slot.channel,
    subject: slot.subject,
    body_text: slot.text,
    body_html: slot.html,
  });

const removeLocale = (db: Builder, slot: Slots<{ poolId: string; locale: string }>) =>
  db.deleteFrom("message_templates").where("pool_id", "=", slot.poolId).where("locale", "=", slot.locale);

const listTemplates = (db: Builder, slot: Slots<{ poolId: string; locale: string }>) =>
  db
    .selectFrom("message_templates")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("locale", "=", slot.locale)
    .orderBy("purpose")
    .orderBy("channel");

interface FoundBy {
  poolId: string;
  channel: MessageTemplateRecord["channel"];
  purpose: TemplatePurpose;
  wider: TemplatePurpose;
  first: string;
  second: string;
  third: string;
  last: string;
}

const findTemplates = (db: Builder, slot: Slots<FoundBy>) =>
  db
    .selectFrom("message_templates")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("channel", "=", slot.channel)
    .where((eb) => eb.or([eb("purpose", "=", slot.purpose), eb("purpose", "=", slot.wider)]))
    .where((eb) =>
      eb.or([
        eb("locale", "=", slot.first),
        eb("locale", "=", slot.second),
        eb("locale", "=", slot.third),
        eb("locale", "=", slot.last),
      ]),
    );
