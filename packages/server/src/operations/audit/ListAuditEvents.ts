import type { AuditEventType, ListAuditEventsRequest } from "@poolhouse/protocol";
import type { AuditFilter, AuditRow } from "../../kernel/audit.ts";
import { toPool } from "../load.ts";
import { type OperatorContext, operation } from "../operation.ts";
import { largestPage, readPageBy } from "../page-token.ts";
import { findUserByName } from "../users/find-user.ts";
import { linkPending } from "./link-pending.ts";

/** Lists the audit trail, newest first: every change that was committed before the call. */
export const ListAuditEvents = operation({
  name: "ListAuditEvents",
  caller: "operator",
  async run(ctx, input) {
    const { rootKey, store } = ctx.world;
    await linkPending(ctx.world);
    const filter = await readFilter(ctx, input);
    const query = {
      key: rootKey.pageTokens,
      operation: "ListAuditEvents",
      parameters: { filter: JSON.stringify(filter) },
      limit: input.MaxResults || largestPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPageBy(ctx, query, {
      list: ({ limit, after }: { limit: number; after: number | undefined }) =>
        store.audit.list(filter, { limit, before: after }),
      positionOf: ({ seq }) => seq,
    });
    return { AuditEvents: items.map(describeRow), NextToken: nextToken };
  },
});

async function readFilter(ctx: OperatorContext, input: ListAuditEventsRequest): Promise<AuditFilter> {
  return {
    poolId: input.UserPoolId,
    actor: input.Actor,
    operation: input.OperationName,
    event: input.EventType,
    sub: await findSub(ctx, input),
    from: input.StartTime && Math.round(input.StartTime * 1000),
    until: input.EndTime && Math.round(input.EndTime * 1000),
  };
}

/** Users of the past are known by their sub only; those of the present by their names, too, where the pool is said. */
async function findSub(
  ctx: OperatorContext,
  { UserPoolId, Username }: ListAuditEventsRequest,
): Promise<string | undefined> {
  if (UserPoolId === undefined || Username === undefined) return Username;
  const record = await ctx.world.store.pools.find(UserPoolId);
  const user = record && (await findUserByName(ctx.world, toPool(ctx.world, record), Username));
  return user?.sub ?? Username;
}

function describeRow(row: AuditRow): AuditEventType {
  return {
    SequenceNumber: row.seq,
    EventId: row.id,
    EventType: row.event,
    OperationName: row.operation,
    ActorType: row.actorKind,
    Actor: row.actor,
    ...(row.ipAddress !== "" && { IpAddress: row.ipAddress }),
    RequestId: row.requestId,
    UserPoolId: row.poolId,
    UserSub: row.sub,
    Details: row.details,
    CreationDate: row.at / 1000,
    Link: row.link,
  };
}
