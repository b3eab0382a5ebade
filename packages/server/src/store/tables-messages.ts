import type { MessageTemplateRecord } from "../kernel/message-template.ts";

/** What belongs to messages, beside the outbox. */
export interface MessageTables {
  message_templates: MessageTemplateTable;
}

interface MessageTemplateTable {
  pool_id: string;
  locale: string;
  purpose: MessageTemplateRecord["purpose"];
  channel: MessageTemplateRecord["channel"];
  subject: string | null;
  body_text: string | null;
  body_html: string | null;
}
