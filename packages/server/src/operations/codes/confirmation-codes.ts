/**
 * Confirmation codes as use cases handle them: made and sealed before the transaction, stored with their message inside it,
 * and used up by one conditional statement.
 */
import type { CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { hmacSha256 } from "../../kernel/digests.ts";
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
import { renderVerification } from "../../rules/messages.ts";
import { sealMessage } from "../messages/queue-message.ts";
import type { CallContext, Pool } from "../operation.ts";

/** A code that is ready to be stored and sent; the code itself is only in the sealed message. */
export interface PreparedCode {
  record: CodeRecord;
  message: OutboxRecord;
  details: CodeDeliveryDetailsType;
}

/** Makes a code for a user and the message that carries it. Nothing is stored yet. */
export function prepareCode(
  ctx: CallContext,
  pool: Pool,
  given: { sub: string; purpose: CodePurpose; target: CodeTarget; reason: string },
): PreparedCode {
  const { world, now } = ctx;
  const { sub, purpose, target } = given;
  const code = randomDigits(world.random, confirmationCodeLength);
  const owner = { poolId: pool.id, sub, purpose, destination: target.destination };
  return {
    record: {
      ...owner,
      attribute: target.attribute,
      mac: codeMac(pool, owner, code),
      createdAt: now,
      expiresAt: now + codeLife[purpose],
    },
    message: sealMessage(world, pool, {
      ...renderVerification(pool.settings, { channel: target.channel, code }),
      id: randomUuid(world.random),
      poolId: pool.id,
      channel: target.channel,
      to: target.destination,
      code,
      purpose: given.reason,
      at: now,
    }),
    details: deliveryDetailsOf(target),
  };
}

/** Stores a prepared code in place of an older one, with its message; call `world.dispatch.wake()` after the commit. */
export async function storeCode(tx: StoreVerbs, prepared: PreparedCode): Promise<void> {
  await tx.codes.put(prepared.record);
  await tx.outbox.add(prepared.message);
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

/** What is kept of a code: twenty bits cannot be hashed safely without a key. */
function codeMac(
  pool: Pool,
  owner: Pick<CodeRecord, "sub" | "purpose" | "destination">,
  code: string,
): string {
  const text = [pool.id, owner.sub, owner.purpose, owner.destination, code].join("|");
  return hmacSha256(pool.keys.for("code"), text).toString("hex");
}
