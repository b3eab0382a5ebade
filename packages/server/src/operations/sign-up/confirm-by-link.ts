/**
 * The link in a verification e-mail: it proves the address that it was sent to, once. Whoever opens it has proven nothing else,
 * so unknown users, wrong, used and old codes all come to the same answer.
 */
import { ServiceError } from "../../kernel/errors.ts";
import type { CodeRecord, UserRecord } from "../../kernel/records.ts";
import { confirmSignUpLimit } from "../../rules/codes.ts";
import { chargeUse } from "../codes/charge-use.ts";
import { isCode } from "../codes/confirmation-codes.ts";
import { findClient, toPool } from "../load.ts";
import type { CallContext, Pool } from "../operation.ts";
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

/** Confirms the sign-up, or the new address, that the link was sent for. */
export async function confirmByLink(ctx: CallContext, link: OpenedLink): Promise<LinkResult> {
  const pool = await findPool(ctx, link);
  if (pool === undefined) return { outcome: "refused", reason: "client_unknown" };
  try {
    const confirmed = await redeemLink(ctx, pool, link);
    return confirmed === undefined
      ? { outcome: "confirmed" }
      : await tellOfIt(ctx, pool, { ...link, user: confirmed });
  } catch (error) {
    if (error instanceof ServiceError) return { outcome: outcomeOf(error), reason: error.reason };
    throw error;
  }
}

async function findPool({ world }: CallContext, { clientId, poolId }: OpenedLink): Promise<Pool | undefined> {
  if (clientId !== undefined) return (await findClient(world, clientId))?.pool;
  const record = poolId === undefined ? undefined : await world.store.pools.find(poolId);
  return record && toPool(world, record);
}

/** Answers the user if it is a sign-up that was confirmed. */
async function redeemLink(
  ctx: CallContext,
  pool: Pool,
  { username, code: text }: OpenedLink,
): Promise<UserRecord | undefined> {
  const found = await findUserByName(ctx.world, pool, username);
  const subject = found?.sub ?? decoySub(pool, username);
  await chargeUse(ctx, pool, { subject, limit: confirmSignUpLimit });
  const codes = await findCodes(ctx, pool, subject);
  const code = codes.find((each) => isCode(pool, each, text));
  if (found === undefined || !found.enabled || code === undefined) {
    await tryNobodysCode(ctx, pool, subject);
    throw new ServiceError("CodeMismatchException", "", found === undefined ? "user_unknown" : "code_wrong");
  }
  const place = { pool, user: found };
  if (code.purpose === "sign-up") return confirmByCode(ctx, place, { code, text, force: false });
  await proveByCode(ctx, place, { code, text });
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
