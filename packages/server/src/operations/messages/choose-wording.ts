/** The words of a message: a function's, where the pool has one that words messages, else the pool's own. */
import { type MessageKind, poolTexts } from "../../rules/messages.ts";
import { type Wording, wordingOf } from "../../rules/message-wording.ts";
import type { CallContext, Pool } from "../operation.ts";
import { type TriggeredMessage, wordMessage } from "../triggers/message-triggers.ts";

/** A message to word. */
export interface MessageToWord extends MessageKind {
  /** What CustomMessage is told; absent where it is not asked. */
  readonly told?: TriggeredMessage | undefined;
}

/** Chooses the texts of a message; placeholders are still in them. */
export async function chooseWording(ctx: CallContext, pool: Pool, message: MessageToWord): Promise<Wording> {
  const { told, channel } = message;
  const custom = told && (await wordMessage(ctx, pool, told));
  return wordingOf(channel, [...(custom === undefined ? [] : [custom]), poolTexts(pool.settings, message)]);
}
