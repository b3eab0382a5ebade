import type { AuditFindingType } from "@poolhouse/protocol";
import type { AuditHead } from "../../kernel/audit.ts";
import { equalSecrets } from "../../kernel/digests.ts";
import { type AuditFinding, beginning, inspectRows, isGenuine } from "../../rules/audit/chain.ts";
import { type CallContext, operation } from "../operation.ts";
import { readPageBy } from "../page-token.ts";
import { linkPending } from "./link-pending.ts";

/** Places that one call looks at unless told otherwise: some hundredths of a second. */
const usualPage = 1000;
/** Entries that wait although everything genuine was just linked are few, or somebody is filling the table. */
const waitingShown = 100;

/**
 * Checks the audit trail, page by page from the first place on: whether every entry is as it was written, in its place, with
 * none missing between. That the newest were not cut off can only be told with a checkpoint that was kept elsewhere.
 */
export const VerifyAuditTrail = operation({
  name: "VerifyAuditTrail",
  caller: "operator",
  async run(ctx, input) {
    const { rootKey, store } = ctx.world;
    await linkPending(ctx.world);
    let before: AuditHead = beginning;
    const query = {
      key: rootKey.pageTokens,
      operation: "VerifyAuditTrail",
      parameters: { checkpoint: input.Checkpoint },
      limit: input.MaxResults ?? usualPage,
      token: input.NextToken,
    } as const;
    const { items, nextToken } = await readPageBy(ctx, query, {
      list: ({ limit, after }: { limit: number; after: AuditHead | undefined }) => {
        before = after ?? beginning;
        return store.audit.listFrom(before.seq, limit);
      },
      positionOf: ({ seq, link }): AuditHead => ({ seq, link }),
    });
    const atOnce = input.NextToken === undefined ? await findBesideChain(ctx, input.Checkpoint) : [];
    const head = await store.audit.head();
    return {
      CheckedEvents: items.length,
      WaitingEvents: await store.audit.countPending(),
      ...(head && { Checkpoint: `${head.seq}:${head.link}` }),
      Findings: [...atOnce, ...inspectRows(rootKey.audit, before, items)].map(describeFinding),
      NextToken: nextToken,
    };
  },
});

/** What the chain itself does not show: that its end is gone, and entries that somebody else has written. */
async function findBesideChain(ctx: CallContext, checkpoint: string | undefined): Promise<AuditFinding[]> {
  const { rootKey, store } = ctx.world;
  const waiting = await store.audit.listPending(waitingShown);
  const forged = waiting.filter((entry) => !isGenuine(rootKey.audit, entry));
  const findings: AuditFinding[] = forged.map(({ id }) => ({ kind: "FORGED", id }));
  if (checkpoint === undefined) return findings;
  // The model's pattern has let it in.
  const [place = "", link = ""] = checkpoint.split(":");
  const seq = Number(place);
  const kept = await store.audit.find(seq);
  if (kept !== undefined && equalSecrets(kept.link, link)) return findings;
  return [...findings, { kind: "CUT_OFF", seq }];
}

const describeFinding = ({ kind, seq, id }: AuditFinding): AuditFindingType => ({
  Kind: kind,
  SequenceNumber: seq,
  EventId: id,
});
