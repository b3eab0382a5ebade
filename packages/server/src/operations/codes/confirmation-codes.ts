/**
 * Confirmation codes as use cases handle them: made and sealed before the transaction, stored with their message inside it,
 * and used up by one conditional statement.
 */
import type { CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { equalSecrets, hmacSha256 } from "../../kernel/digests.ts";
import type { ServiceError } from "../../kernel/errors.ts";
import { randomDigits, randomUuid } from "../../kernel/random.ts";
import type { CodePurpose, CodeRecord, OutboxRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import {
  codeExpired,
  codeLife,
  codeMismatch,
  type CodeTarget,
  confirmationCodeLength,
  deliveryDetailsOf,
} from "../../rules/codes.ts";
import { mayHoldLink } from "../../rules/messages.ts";
import { fillWording, type RenderedMessage, wantsTyping } from "../../rules/message-wording.ts";
import type { MessageReason } from "../../rules/triggers/names.ts";
import {
  makeCharges,
  prepareCharges,
  type PreparedCharges,
  unvouchedAddress,
} from "../messages/charge-message.ts";
import { chooseWording } from "../messages/choose-wording.ts";
import { confirmLink } from "../messages/confirm-link.ts";
import { sealMessage } from "../messages/queue-message.ts";
import type { CallContext, Pool } from "../operation.ts";
import { customSenderCall, hasSender, type TriggeredMessage } from "../triggers/message-triggers.ts";

/** A code that is ready to be stored and sent; the code itself is only in the sealed message. */
export interface PreparedCode {
  record: CodeRecord;
  message: OutboxRecord;
  charges: PreparedCharges;
  details: CodeDeliveryDetailsType;
}

/** A code to make, for whom and why. */
export interface CodeToPrepare {
  sub: string;
  purpose: CodePurpose;
  target: CodeTarget;
  reason: MessageReason;
  /** Whom triggers are told about; absent for somebody who does not exist. */
  user: TriggeredMessage["user"] | undefined;
  clientId?: string | undefined;
  isDecoy?: boolean;
}

/** Makes a code for a user and the message that carries it. Nothing is stored yet. */
export async function prepareCode(ctx: CallContext, pool: Pool, given: CodeToPrepare): Promise<PreparedCode> {
  const { world, now } = ctx;
  const { sub, purpose, target, isDecoy, user, reason, clientId } = given;
  const { channel, destination: to } = target;
  const told = user && { user, reason, channel, clientId };
  const { code, rendered } = await renderCode(ctx, pool, { ...given, told });
  const expiresAt = now + codeLife[purpose];
  const owner = { poolId: pool.id, sub, purpose, destination: target.destination };
  return {
    record: {
      ...owner,
      attribute: target.attribute,
      mac: codeMac(pool, owner, code),
      createdAt: now,
      expiresAt,
    },
    message: sealMessage(world, pool, {
      ...rendered,
      id: randomUuid(world.random),
      poolId: pool.id,
      channel,
      to,
      code,
      trigger: told && customSenderCall(ctx, pool, { ...told, code }),
      purpose: reason,
      at: now,
      validUntil: expiresAt,
    }),
    charges: prepareCharges(ctx, pool, {
      channel,
      to,
      subject: sub,
      body: rendered.body,
      isDecoy,
      ip: unvouchedAddress(ctx),
    }),
    details: deliveryDetailsOf(target),
  };
}

/** 192 bits: nobody guesses what nobody has to type. */
const linkCodeBytes = 24;

/** The code, and the message that says it or has a link with it. What is only in a link need not be short. */
async function renderCode(
  ctx: CallContext,
  pool: Pool,
  given: CodeToPrepare & { told: TriggeredMessage | undefined },
): Promise<{ code: string; rendered: RenderedMessage }> {
  const { random } = ctx.world;
  const { sub, user, clientId, told, reason } = given;
  const { channel } = given.target;
  const kind = { channel, purpose: reason };
  const wording = await chooseWording(ctx, pool, { ...kind, told, user });
  const isTyped = !mayHoldLink(kind) || hasSender(pool.settings, channel) || wantsTyping(wording);
  const code = isTyped
    ? randomDigits(random, confirmationCodeLength)
    : random.bytes(linkCodeBytes).toString("base64url");
  const link = mayHoldLink(kind)
    ? confirmLink(ctx.world, { poolId: pool.id, clientId, username: user?.username ?? sub, code })
    : undefined;
  const rendered = fillWording(pool.settings, wording, { channel, values: { code, link } });
  return { code, rendered };
}

/**
 * Charges a prepared code's message and stores the code in place of an older one; call `world.dispatch.wake()` after the
 * commit.
 *
 * @throws LimitExceededException or CodeDeliveryFailureException if the message may not be sent; the older code stays.
 */
export async function storeCode(tx: StoreVerbs, prepared: PreparedCode): Promise<void> {
  const refusal = await storeCodeIfAllowed(tx, prepared);
  if (refusal !== undefined) throw refusal;
}

/** {@link storeCode} for where the rest of the transaction stands all the same: answers the refusal. */
export async function storeCodeIfAllowed(
  tx: StoreVerbs,
  prepared: PreparedCode,
): Promise<ServiceError | undefined> {
  const refusal = await makeCharges(tx, prepared.charges);
  if (refusal !== undefined) return refusal;
  await tx.codes.put(prepared.record);
  await tx.outbox.add(prepared.message);
  return undefined;
}

/**
 * Uses the outstanding code up if the text given is it; of several callers with the right text one succeeds. `code` is the
 * record as read before: its destination is part of what must match, so a code proves only the address it went to.
 *
 * @throws ExpiredCodeException if none is outstanding; CodeMismatchException if it is another.
 */
export async function redeemCode(
  tx: StoreVerbs,
  pool: Pool,
  given: { code: CodeRecord | undefined; text: string; now: number },
): Promise<void> {
  const { code, text, now } = given;
  if (code === undefined || code.expiresAt <= now) throw codeExpired();
  const { sub, purpose } = code;
  const mac = codeMac(pool, code, text);
  if ((await tx.codes.consume({ poolId: pool.id, sub, purpose, mac, now })) === undefined)
    throw codeMismatch();
}

/** Whether the text is this code; using it up is for {@link redeemCode}. */
export function isCode(pool: Pool, code: CodeRecord, text: string): boolean {
  return equalSecrets(code.mac, codeMac(pool, code, text));
}

/** What is kept of a code: twenty bits cannot be hashed safely without a key. */
function codeMac(
  pool: Pool,
  owner: Pick<CodeRecord, "sub" | "purpose" | "destination">,
  code: string,
): string {
  const text = [pool.id, owner.sub, owner.purpose, owner.destination, code].join("|");
  return hmacSha256(pool.keys.for("code"), text).toString("hex");
}
