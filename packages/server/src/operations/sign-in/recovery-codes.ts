/** Recovery codes within a sign-in: those that the answer could be, and the notice to the user that one was used. */
import { day } from "../../kernel/clock.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { OutboxRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { fillWording } from "../../rules/message-wording.ts";
import { readRecoveryCode } from "../../rules/recovery-codes.ts";
import type {
  Answer,
  Effect,
  RecoveryNotice,
  SignInFacts,
  SignInSession,
} from "../../rules/sign-in/facts.ts";
import { takesRecoveryCode } from "../../rules/sign-in/recovery-code.ts";
import { makeCharges, prepareCharges, type PreparedCharges } from "../messages/charge-message.ts";
import { chooseWording, hasTemplates } from "../messages/choose-wording.ts";
import { sealMessage } from "../messages/queue-message.ts";
import type { CallContext, Pool } from "../operation.ts";

/** Adds the recovery codes that are left to the facts, if the answer has the form of one where one is taken. */
export async function findRecoveryCodes(
  store: StoreVerbs,
  facts: SignInFacts,
  { session, answer }: { session: SignInSession; answer: Answer },
): Promise<SignInFacts> {
  if (!takesRecoveryCode(facts, session)) return facts;
  if (!Object.values(answer.responses).some((typed) => readRecoveryCode(typed) !== undefined)) return facts;
  const recoveryCodes = await store.recoveryCodes.list(facts.pool.id, facts.user.sub);
  return { ...facts, recoveryCodes };
}

/** A notice with what sending it uses up. */
export interface PreparedNotice {
  readonly row: OutboxRecord;
  readonly charges: PreparedCharges;
}

/**
 * The notice that these effects ask for, if any, and if there is a gateway for it. It carries no code and the protocol's triggers
 * know no such message, so neither CustomMessage nor a custom sender is asked.
 */
export async function prepareNotice(
  ctx: CallContext,
  pool: Pool,
  { effects, sub }: { effects: readonly Effect[]; sub: string },
): Promise<PreparedNotice | undefined> {
  const notice = noticeOf(effects);
  if (notice === undefined || !ctx.world.dispatch.canSend(notice.channel)) return undefined;
  const { channel, to } = notice;
  const user = hasTemplates(pool) ? await ctx.world.store.users.find(pool.id, sub) : undefined;
  const wording = await chooseWording(ctx, pool, { channel, purpose: "RecoveryCodeUsed", user });
  const values = { remaining: String(notice.remaining) };
  const text = fillWording(pool.settings, wording, { channel, values });
  const row = sealMessage(ctx.world, pool, {
    ...text,
    id: randomUuid(ctx.world.random),
    poolId: pool.id,
    channel,
    to,
    purpose: "RecoveryCodeUsed",
    at: ctx.now,
    validUntil: ctx.now + day,
  });
  return { row, charges: prepareCharges(ctx, pool, { channel, to, subject: sub, body: text.body }) };
}

/** In the transaction that uses the code up. A notice beyond the limits is not sent; the sign-in goes on without it. */
export async function queueNotice(tx: StoreVerbs, { row, charges }: PreparedNotice): Promise<void> {
  if ((await makeCharges(tx, charges)) === undefined) await tx.outbox.add(row);
}

/** After the commit: has the notice sent, if the effects asked for one. */
export function wakeForNotice(ctx: CallContext, effects: readonly Effect[]): void {
  if (noticeOf(effects) !== undefined) ctx.world.dispatch.wake();
}

function noticeOf(effects: readonly Effect[]): RecoveryNotice | undefined {
  return effects.find((effect) => effect.kind === "consume-recovery-code")?.notice;
}
