/** What changing attributes has in common for persons and operators. */
import type { AttributeType, CodeDeliveryDetailsType } from "@poolhouse/protocol";
import { ServiceError } from "../../kernel/errors.ts";
import type { UserRecord } from "../../kernel/records.ts";
import type { ClientSettings } from "../../kernel/settings.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { type Address, type AttributeChange, changeAttributes } from "../../rules/attribute-changes.ts";
import { codeNotDelivered, type CodeTarget } from "../../rules/codes.ts";
import { aliasAttributes, foldName, usernameAttributes } from "../../rules/sign-in-names.ts";
import { type PreparedCode, prepareCode, storeCodeIfAllowed } from "../codes/confirmation-codes.ts";
import type { CallContext, Pool } from "../operation.ts";
import { canDeliver } from "../triggers/message-triggers.ts";
import { changeUser } from "./change-user.ts";
import { aliasExists, claimAliases } from "./claim-aliases.ts";

export interface AttributeRequest {
  readonly user: UserRecord;
  readonly list: readonly AttributeType[];
  /** The settings of the app client a person uses, and its id; absent for operators. */
  readonly client?: ClientSettings | undefined;
  readonly clientId?: string | undefined;
}

/**
 * Changes attributes, moves the sign-in names that hang on them, and sends codes to addresses that have to be proven, all in one
 * transaction. Answers where codes went.
 *
 * @throws the refusals of {@link changeAttributes}; AliasExistsException if an address belongs to another user;
 *   CodeDeliveryFailureException or TooManyRequestsException if a code cannot be sent.
 */
export async function updateAttributes(
  ctx: CallContext,
  pool: Pool,
  request: AttributeRequest,
): Promise<CodeDeliveryDetailsType[]> {
  const expected = changeAttributes(pool.settings, request);
  const codes = await prepareCodes(ctx, pool, { request, targets: expected.codes });
  let change = expected;
  await changeUser(ctx, request.user, {
    decide: (present) => {
      change = changeAttributes(pool.settings, { ...request, user: present });
      return { attributes: change.attributes };
    },
    also: (tx, changed) => applyChange(tx, pool, { change, changed, codes, now: ctx.now }),
  });
  if (change.codes.length > 0) ctx.world.dispatch.wake();
  return change.codes.flatMap(({ attribute }) => codes.get(attribute)?.details ?? []);
}

type Codes = ReadonlyMap<Address, PreparedCode>;

async function prepareCodes(
  ctx: CallContext,
  pool: Pool,
  { request, targets }: { request: AttributeRequest; targets: readonly CodeTarget[] },
): Promise<Codes> {
  const { user, clientId } = request;
  const codes = new Map<Address, PreparedCode>();
  for (const target of targets) {
    const given = { user, clientId, target, reason: "UpdateUserAttribute" } as const;
    codes.set(target.attribute, await prepareVerification(ctx, pool, given));
  }
  return codes;
}

/**
 * A code that proves an address of a user who exists already.
 *
 * @throws CodeDeliveryFailureException if nothing can carry it there.
 */
export async function prepareVerification(
  ctx: CallContext,
  pool: Pool,
  given: {
    user: UserRecord;
    clientId?: string | undefined;
    target: CodeTarget;
    reason: "UpdateUserAttribute" | "VerifyUserAttribute";
  },
): Promise<PreparedCode> {
  const { user, target } = given;
  if (!canDeliver(ctx, pool, target.channel)) throw codeNotDelivered();
  return prepareCode(ctx, pool, { ...given, sub: user.sub, purpose: `verify-${target.attribute}` });
}

/** What goes with the new attributes: names, codes that are void, and codes that are sent. */
async function applyChange(
  tx: StoreVerbs,
  pool: Pool,
  given: { change: AttributeChange; changed: UserRecord; codes: Codes; now: number },
): Promise<void> {
  const { change, changed: user, codes, now } = given;
  for (const address of change.settled) await tx.codes.remove(pool.id, user.sub, `verify-${address}`);
  for (const kind of change.renamed) await tx.users.releaseNames(pool.id, user.sub, kind);
  if (change.renamed.length > 0) await claimAliases(tx, pool, { user, force: false, now });
  for (const target of change.codes) {
    const code = codes.get(target.attribute);
    // The address changed between this request's reading and its writing.
    if (code === undefined)
      throw new ServiceError("TooManyRequestsException", "Rate exceeded", "user_contended");
    await requireFree(tx, pool, { sub: user.sub, target });
    await storeOrRefuse(tx, code);
  }
}

async function storeOrRefuse(tx: StoreVerbs, code: PreparedCode): Promise<void> {
  const refusal = await storeCodeIfAllowed(tx, code);
  if (refusal?.type === "LimitExceededException") {
    // The operations that change attributes do not know the limit by its own name.
    throw new ServiceError("TooManyRequestsException", refusal.message, refusal.reason);
  }
  if (refusal !== undefined) throw refusal;
}

/** Throws AliasExistsException if somebody else signs in with the address. It is claimed when it is proven. */
async function requireFree(
  tx: StoreVerbs,
  pool: Pool,
  { sub, target }: { sub: string; target: CodeTarget },
): Promise<void> {
  const { attribute, destination } = target;
  const kinds: readonly string[] = [...usernameAttributes(pool.settings), ...aliasAttributes(pool.settings)];
  if (!kinds.includes(attribute)) return;
  const holder = await tx.users.findByName(pool.id, foldName(pool.settings, destination));
  if (holder !== undefined && holder.sub !== sub) throw aliasExists(attribute);
}
