/**
 * The link in a verification e-mail: it proves the address that it was sent to, once. Whoever opens it has proven nothing else,
 * so unknown users, wrong, used and old codes all come to the same answer.
 */
import { ServiceError } from "../../kernel/errors.ts";
import type { CodeRecord, UserRecord } from "../../kernel/records.ts";
import { confirmSignUpLimit } from "../../rules/codes.ts";
import { recordChanges } from "../audit/record-changes.ts";
import { runBlurred } from "../blur-time.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { isCode } from "../codes/confirmation-codes.ts";
import { findClient, toPool } from "../load.ts";
import type { CallContext, Client, Pool } from "../operation.ts";
import { runPostConfirmation } from "../triggers/sign-up-triggers.ts";
import { findUserByName } from "../users/find-user.ts";
import { proveByCode } from "../users/prove-by-code.ts";
import { confirmByCode, tryNobodysCode } from "./confirm-by-code.ts";
import { decoySub } from "./unknown-user.ts";

/** What a link says. One of the first two is there. */
export interface OpenedLink {
  readonly clientId?: string | undefined;
  readonly poolId?: string | undefined;
  readonly username: string;
  readonly code: string;
}

/** What came of it, and for the log why. */
export interface LinkResult {
  /** `troubled`: confirmed, but a function that had to hear of it failed. */
  readonly outcome: "confirmed" | "troubled" | "refused" | "address-taken" | "too-often";
  readonly reason?: string | undefined;
  /** What the function said. */
  readonly trouble?: string | undefined;
}

/** Confirms the sign-up, or the new address, that the link was sent for. Limits and the audit trail hold as for the operation. */
export async function confirmByLink(ctx: CallContext, link: OpenedLink): Promise<LinkResult> {
  try {
    return await pressLink(ctx, link);
  } catch (error) {
    if (error instanceof ServiceError) return { outcome: outcomeOf(error), reason: error.reason };
    throw error;
  }
}

async function pressLink(ctx: CallContext, link: OpenedLink): Promise<LinkResult> {
  const { rateLimiter } = ctx.world;
  const request = { ...ctx, name: "ConfirmSignUp", caller: "client", input: {} } as const;
  rateLimiter?.chargeAddress(request);
  const place = await findPlace(ctx, link);
  if (place === undefined) return { outcome: "refused", reason: "client_unknown" };
  const asker = { ...ctx, ...place };
  rateLimiter?.chargeCaller(request, asker);
  const confirmed = await runBlurred(asker, request, () => redeemLink(asker, link));
  if (confirmed === undefined) return { outcome: "confirmed" };
  return tellOfIt(ctx, place.pool, { clientId: link.clientId, user: confirmed });
}

/** Where the link was made: the app client is unknown if an operator asked for the message. */
interface LinkPlace {
  readonly pool: Pool;
  readonly client?: Client;
}

async function findPlace(
  { world }: CallContext,
  { clientId, poolId }: OpenedLink,
): Promise<LinkPlace | undefined> {
  if (clientId !== undefined) return findClient(world, clientId);
  const record = poolId === undefined ? undefined : await world.store.pools.find(poolId);
  return record && { pool: toPool(world, record) };
}

/** Answers the user if it is a sign-up that was confirmed. */
async function redeemLink(
  asker: CallContext & LinkPlace,
  { username, code: text }: OpenedLink,
): Promise<UserRecord | undefined> {
  const { pool, world } = asker;
  const found = await findUserByName(world, pool, username);
  const subject = found?.sub ?? decoySub(pool, username);
  await chargeUse(asker, pool, { subject, limit: confirmSignUpLimit });
  const codes = await findCodes(asker, pool, subject);
  const code = codes.find((each) => isCode(pool, each, text));
  if (found === undefined || !found.enabled || code === undefined) {
    await tryNobodysCode(asker, pool, subject);
    throw new ServiceError("CodeMismatchException", "", found === undefined ? "user_unknown" : "code_wrong");
  }
  const operation = code.purpose === "sign-up" ? "ConfirmSignUp" : "VerifyUserAttribute";
  // What a caller would have sent, as far as the trail may know it.
  const ctx = recordChanges(asker, operation, { ClientId: asker.client?.id ?? "", Username: username });
  if (code.purpose === "sign-up")
    return confirmByCode(ctx, { pool, user: found }, { code, text, force: false });
  await proveByCode(ctx, { pool, user: found }, { code, text });
  return undefined;
}

async function findCodes({ world }: CallContext, pool: Pool, sub: string): Promise<CodeRecord[]> {
  const purposes = ["sign-up", "verify-email"] as const;
  const codes = await Promise.all(purposes.map((purpose) => world.store.codes.find(pool.id, sub, purpose)));
  return codes.filter((code) => code !== undefined);
}

/** The user stays confirmed, whatever the function says. */
async function tellOfIt(
  ctx: CallContext,
  pool: Pool,
  { user, clientId }: { user: UserRecord; clientId?: string | undefined },
): Promise<LinkResult> {
  try {
    await runPostConfirmation(ctx, pool, { user, clientId, source: "ConfirmSignUp" });
    return { outcome: "confirmed" };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { outcome: "troubled", reason: error.reason, trouble: error.message };
  }
}

function outcomeOf({ type }: ServiceError): LinkResult["outcome"] {
  if (type === "AliasExistsException") return "address-taken";
  return type === "LimitExceededException" || type === "TooManyRequestsException" ? "too-often" : "refused";
}
