/**
 * Recording what users do to authenticate. What succeeds is recorded in the transaction that decides it, what fails along with
 * the count of the failure or right after the refusal. For somebody who does not exist nothing is stored, and as much is written.
 */
import type { ErrorName, EventResponseType, EventType } from "@poolhouse/protocol";
import { hour } from "../../kernel/clock.ts";
import { ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { StoreVerbs } from "../../ports/store.ts";
import { deviceTypeOf } from "../../rules/sessions/device-type.ts";
import type { CallContext } from "../operation.ts";
import { blockedReason } from "./block-address.ts";

/** Whose event it is; of a stand-in as much is written as of a person. */
export interface EventOwner {
  readonly poolId: string;
  readonly sub: string;
  readonly decoy: boolean;
}

/** What happened. */
export interface EventFacts {
  readonly type: EventType;
  /** Absent for an event of its own. */
  readonly id?: string | undefined;
  /** What was answered since the event was recorded last (rules/risk/challenge-marks.ts). */
  readonly challenges?: string | undefined;
}

/**
 * Failures that are recorded of one user within an hour. More than anybody makes by mistake, or gets past the locks, and few
 * enough that whoever fails on purpose fills no database.
 */
const failuresPerHour = 60;

/** Refusals of a request that is wrong in itself: nobody has tried to authenticate, or may go on trying. */
const nothingTried: ReadonlySet<ErrorName> = new Set([
  "InvalidParameterException",
  "InvalidPasswordException",
  "PasswordHistoryPolicyViolationException",
  "TooManyRequestsException",
]);

/** Refusals that are recorded already. An error is thrown on by one function after another, and is one failure. */
const recorded = new WeakSet<ServiceError>();

/** Records what a user did; to be called in the transaction that makes it so. */
export async function recordEvent(
  ctx: CallContext,
  tx: Pick<StoreVerbs, "authEvents" | "consumed">,
  owner: EventOwner,
  event: EventFacts & { readonly response: Exclude<EventResponseType, "Fail"> },
): Promise<void> {
  const { response, ...facts } = event;
  const record = recordOf(ctx, owner, facts);
  if (owner.decoy) await writeInstead(ctx, tx, record);
  else await tx.authEvents.record({ ...record, response });
}

/** Records a refusal as a failure, unless it is one of a request that tried nothing. */
export async function recordRefusal(
  ctx: CallContext,
  store: Pick<StoreVerbs, "authEvents" | "consumed">,
  owner: EventOwner,
  event: EventFacts & { readonly error: ServiceError },
): Promise<void> {
  const { error, ...facts } = event;
  recorded.add(error);
  if (nothingTried.has(error.type)) return;
  const record = recordOf(ctx, owner, facts);
  const bound = { since: ctx.now - hour, limit: failuresPerHour };
  const decision = error.reason === blockedReason ? "Block" : "NoRisk";
  if (owner.decoy) await writeInstead(ctx, store, record);
  else await store.authEvents.recordFailure({ ...record, decision, response: "Fail" }, bound);
}

/** Does the work, and records its refusal as a failure unless that has been done. */
export async function recordingRefusal<T>(
  ctx: CallContext,
  given: { readonly owner: EventOwner; readonly eventOf: (error: ServiceError) => EventFacts },
  work: () => Promise<T>,
): Promise<T> {
  const { owner, eventOf } = given;
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError && !recorded.has(error))
      await recordRefusal(ctx, ctx.world.store, owner, { ...eventOf(error), error });
    throw error;
  }
}

type Unanswered = Omit<Parameters<StoreVerbs["authEvents"]["record"]>[0], "response">;

function recordOf(ctx: CallContext, { poolId, sub }: EventOwner, event: EventFacts): Unanswered {
  return {
    poolId,
    sub,
    id: event.id ?? randomUuid(ctx.world.random),
    type: event.type,
    createdAt: ctx.now,
    // No risk is assessed (docs/guide/events.md).
    decision: "NoRisk",
    challenges: event.challenges ?? "",
    ipAddress: ctx.ipAddress,
    deviceName: deviceTypeOf(ctx.userAgent),
  };
}

/** One row, stale at once, so that the time it takes does not tell who exists. */
async function writeInstead(
  ctx: CallContext,
  store: Pick<StoreVerbs, "consumed">,
  { poolId, id }: Unanswered,
): Promise<void> {
  await store.consumed.consume(poolId, id, ctx.now);
}
