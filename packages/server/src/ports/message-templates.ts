import type { MessageTemplateRecord, TemplatePurpose } from "../kernel/message-template.ts";

/** Which templates a message could be made from: by each of these purposes, in each of these languages. */
export interface TemplateQuery {
  readonly poolId: string;
  readonly channel: MessageTemplateRecord["channel"];
  readonly purposes: readonly [TemplatePurpose, TemplatePurpose];
  readonly locales: readonly [string, string, string, string];
}

/** Texts by language, one for each purpose and channel. */
export interface MessageTemplateStore {
  insert(template: MessageTemplateRecord): Promise<void>;
  /** All of one language. */
  removeLocale(poolId: string, locale: string): Promise<void>;
  /** All of one language, by purpose and channel. */
  list(poolId: string, locale: string): Promise<MessageTemplateRecord[]>;
  /** In no particular order. */
  find(query: TemplateQuery): Promise<MessageTemplateRecord[]>;
}
