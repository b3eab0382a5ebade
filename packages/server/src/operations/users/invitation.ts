/**
 * Invitations: the messages that tell a new user the temporary password, sealed before the transaction and stored in it.
 */
import type { AdminCreateUserRequest } from "@poolhouse/protocol";
import type { ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { OutboxRecord, UserRecord } from "../../kernel/records.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import type { CodeTarget } from "../../rules/codes.ts";
import { codeNotDelivered } from "../../rules/codes.ts";
import { invitationSuits, invitationTargets, invitedName } from "../../rules/invitations.ts";
import { fillWording } from "../../rules/message-wording.ts";
import { makeCharges, prepareCharges, type PreparedCharges } from "../messages/charge-message.ts";
import { chooseWording } from "../messages/choose-wording.ts";
import { sealMessage } from "../messages/queue-message.ts";
import type { CallContext, Pool } from "../operation.ts";
import { canDeliver, customSenderCall } from "../triggers/message-triggers.ts";

/** Invitations that are ready to be stored. */
export interface PreparedInvitation {
  messages: { row: OutboxRecord; charges: PreparedCharges }[];
  /** Whether there is a way that nothing can send by. The user is made all the same. */
  undeliverable: boolean;
}

/** The invitations that the request asks for. `password` is absent for users who sign in without one. */
export async function prepareInvitation(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; password: string | undefined; input: AdminCreateUserRequest },
): Promise<PreparedInvitation> {
  const { user, password, input } = given;
  if (input.MessageAction === "SUPPRESS") return { messages: [], undeliverable: false };
  const hasPassword = password !== undefined;
  const targets = invitationTargets(input.DesiredDeliveryMediums, user).filter(({ channel }) =>
    invitationSuits(pool.settings, { channel, hasPassword }),
  );
  const sendable = targets.filter(({ channel }) => canDeliver(ctx, pool, channel));
  const messages: PreparedInvitation["messages"] = [];
  for (const target of sendable) messages.push(await sealInvitation(ctx, pool, { user, password, target }));
  return { messages, undeliverable: sendable.length < targets.length };
}

/** In the transaction: charges and stores those that may be sent. Answers why some may not. */
export async function storeInvitation(
  tx: StoreVerbs,
  invitation: PreparedInvitation,
): Promise<ServiceError | undefined> {
  let refusal: ServiceError | undefined;
  for (const { row, charges } of invitation.messages) {
    const refused = await makeCharges(tx, charges);
    if (refused === undefined) await tx.outbox.add(row);
    refusal ??= refused;
  }
  return refusal;
}

/** After the commit: has the invitations sent, or says that some cannot be. */
export function dispatchInvitation(
  ctx: CallContext,
  invitation: PreparedInvitation,
  refusal: ServiceError | undefined,
): void {
  if (invitation.messages.length > 0) ctx.world.dispatch.wake();
  if (refusal !== undefined || invitation.undeliverable) throw codeNotDelivered(refusal?.reason);
}

async function sealInvitation(
  ctx: CallContext,
  pool: Pool,
  given: { user: UserRecord; password: string | undefined; target: CodeTarget },
): Promise<PreparedInvitation["messages"][number]> {
  const { user, password, target } = given;
  const { channel, destination } = target;
  const username = invitedName(pool.settings, user);
  const told = { user, reason: "AdminCreateUser", channel } as const;
  const wording = await chooseWording(ctx, pool, {
    channel,
    purpose: "AdminCreateUser",
    told,
    user,
    hasPassword: password !== undefined,
  });
  const values = { username, code: password ?? "" };
  const rendered = fillWording(pool.settings, wording, { channel, values });
  const charges = prepareCharges(ctx, pool, {
    channel,
    to: destination,
    subject: user.sub,
    body: rendered.body,
  });
  const row = sealMessage(ctx.world, pool, {
    ...rendered,
    id: randomUuid(ctx.world.random),
    poolId: pool.id,
    channel,
    to: destination,
    ...(password !== undefined && { code: password }),
    trigger: customSenderCall(ctx, pool, { ...told, code: password ?? "" }),
    purpose: "AdminCreateUser",
    at: ctx.now,
  });
  return { row, charges };
}
