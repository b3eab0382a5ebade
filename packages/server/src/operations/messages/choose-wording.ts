/**
 * The words of a message: a function's, where the pool has one that words messages; else the template that is nearest to the
 * person's language; else the pool's own.
 */
import { localesFor, purposesFor, textsInOrder } from "../../rules/local-messages.ts";
import { type MessageKind, poolTexts } from "../../rules/messages.ts";
import { type MessageTexts, type Wording, wordingOf } from "../../rules/message-wording.ts";
import type { CallContext, Pool } from "../operation.ts";
import { type TriggeredMessage, wordMessage } from "../triggers/message-triggers.ts";

/** A message to word. */
export interface MessageToWord extends MessageKind {
  /** What CustomMessage is told; absent where it is not asked. */
  readonly told?: TriggeredMessage | undefined;
  /** Whom it is for; absent for somebody who does not exist. */
  readonly user?: TriggeredMessage["user"] | undefined;
  /** Of an invitation: whether there is a password to tell. */
  readonly hasPassword?: boolean | undefined;
}

/** Chooses the texts of a message; placeholders are still in them. */
export async function chooseWording(ctx: CallContext, pool: Pool, message: MessageToWord): Promise<Wording> {
  const { told, channel } = message;
  const local = await findLocalTexts(ctx, pool, message);
  const custom = told && (await wordMessage(ctx, pool, told));
  return wordingOf(channel, [
    ...(custom === undefined ? [] : [custom]),
    ...local,
    poolTexts(pool.settings, message),
  ]);
}

/** Whether the words of a pool's messages depend on who reads them. */
export const hasTemplates = (pool: Pool): boolean => (pool.settings.MessageLocales?.length ?? 0) > 0;

/**
 * The person's own `locale` goes before what the client says of it. Where a pool has templates they are looked up for everybody,
 * so that nobody can tell by the time it takes who exists.
 */
async function findLocalTexts(ctx: CallContext, pool: Pool, message: MessageToWord): Promise<MessageTexts[]> {
  if (!hasTemplates(pool)) return [];
  const { channel, purpose, user, hasPassword } = message;
  const locale = user?.attributes["locale"] ?? ctx.clientMetadata?.["locale"];
  const found = await ctx.world.store.messageTemplates.find({
    poolId: pool.id,
    channel,
    purposes: purposesFor(purpose),
    locales: localesFor(locale),
  });
  return textsInOrder(found, { kind: { channel, purpose }, locale, hasPassword });
}
