import type { OperationInputs, OperationName } from "@poolhouse/protocol";
import type { AuditEntry } from "../../kernel/audit.ts";
import { randomUuid } from "../../kernel/random.ts";
import type { Change } from "../../ports/audit.ts";
import { sealEntry } from "../../rules/audit/chain.ts";
import { describeRequest } from "../../rules/audit/details.ts";
import { type AuditEvent, eventOf } from "../../rules/audit/effects.ts";
import type { CallContext, CallerContexts } from "../operation.ts";

type AnyContext = CallerContexts[keyof CallerContexts];

/**
 * The context of a call whose changes are told in the audit trail: the first transaction of it that changes something holds the
 * entry, too. A call that changes nothing leaves none. Unchanged for an operation that is not told.
 */
export function recordChanges<C extends AnyContext>(
  ctx: C,
  name: OperationName,
  input: OperationInputs[OperationName],
): C {
  const event = eventOf(name, input);
  return event === undefined ? ctx : recordAs(ctx, event, { operation: name, ...describeCaller(ctx), input });
}

/** The context in which a sign-in makes a user: a change beside what the operation is for. */
export function recordNewUser<C extends CallContext>(
  ctx: C,
  clientId: string,
  operation: "InitiateAuth" | "ForgotPassword",
): C {
  const input = { ClientId: clientId };
  return recordAs(ctx, "user.created", { operation, actorKind: "client", actor: clientId, input });
}

interface Told extends Pick<AuditEntry, "actorKind" | "actor"> {
  readonly operation: OperationName;
  readonly input: object;
}

function recordAs<C extends CallContext>(ctx: C, event: AuditEvent, told: Told): C {
  const { rootKey, store } = ctx.world;
  const idFor = createIds(ctx);
  const watched = store.watched((tx, changes) => {
    const { operation, actorKind, actor, input } = told;
    const { poolId, sub, users, id } = summarize(changes);
    const entry: AuditEntry = {
      id: idFor(sub),
      at: ctx.now,
      requestId: ctx.requestId,
      operation,
      event,
      actorKind,
      // Inside a sign-in a person has no token yet, but acts on nobody else.
      actor: actor || (sub ?? ""),
      ipAddress: ctx.ipAddress,
      poolId,
      sub,
      details: JSON.stringify({ ...describeRequest(operation, input), id, users }),
    };
    return tx.audit.add(sealEntry(rootKey.audit, entry));
  });
  return { ...ctx, world: { ...ctx.world, store: watched } };
}

/**
 * The id of an entry: one for all transactions of a call, since an entry is added once per id, but another for each further user
 * whom it changes in a transaction of their own.
 */
function createIds({ world }: CallContext): (sub: string | undefined) => string {
  let first: string | undefined;
  const bySub = new Map<string, string>();
  return (sub) => {
    const known = sub === undefined ? first : bySub.get(sub);
    const id = known ?? randomUuid(world.random);
    if (sub !== undefined) bySub.set(sub, id);
    first ??= id;
    return id;
  };
}

/** Who acts. A sign-in that is not finished is known by what it changes. */
function describeCaller(ctx: AnyContext): Pick<AuditEntry, "actorKind" | "actor"> {
  if ("operator" in ctx) return { actorKind: "operator", actor: ctx.operator.accessKeyId };
  if ("user" in ctx) return { actorKind: "user", actor: ctx.user.sub };
  if ("client" in ctx) return { actorKind: "client", actor: ctx.client.id };
  return { actorKind: "user", actor: "" };
}

interface Summary {
  poolId: string | undefined;
  /** The one user it was about. */
  sub: string | undefined;
  /** All of them, if there were several. */
  users: string[] | undefined;
  /** What else it was about: the first id that a statement names. */
  id: string | undefined;
}

/** Subs that one entry names at most. */
const mostUsers = 100;

function summarize(changes: readonly Change[]): Summary {
  const subs = [...new Set(changes.flatMap(({ sub }) => sub ?? []))];
  const [sub] = subs;
  return {
    poolId: changes.find(({ poolId }) => poolId !== undefined)?.poolId,
    sub: subs.length === 1 ? sub : undefined,
    users: subs.length > 1 ? subs.slice(0, mostUsers) : undefined,
    id: changes.find(({ id }) => id !== undefined)?.id,
  };
}
