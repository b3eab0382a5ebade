/**
 * The audit trail, beside answering: every second the entries of what was changed get their places in the chain, and once an hour
 * the log says where the chain ends. Whoever keeps logs elsewhere can so tell later that nothing was cut off. Several processes
 * on one database do the same; each entry is linked by one of them.
 */
import { hour, second } from "./kernel/clock.ts";
import type { Log } from "./kernel/log.ts";
import { linkPending } from "./operations/audit/link-pending.ts";
import type { World } from "./operations/operation.ts";
import { startRounds } from "./rounds.ts";

const pause = second;

/** A trail that is looked after. */
export interface Trail {
  /** Links what waits and stops. */
  stop(): Promise<void>;
}

/** Begins to link. */
export function startTrail(world: World, log: Pick<Log, "fault" | "notice">): Trail {
  const sayEnd = createReport(world, log);
  const rounds = startRounds(
    pause,
    () => linkPending(world).then(sayEnd),
    (cause) => log.fault({ where: "audit", cause }),
  );
  return {
    async stop() {
      await rounds.stop();
      await rounds.look();
    },
  };
}

/** Tells the checkpoint, if there is a new one and an hour has passed. */
function createReport({ store, clock }: World, log: Pick<Log, "notice">): () => Promise<void> {
  let due = clock.now() + hour;
  let told = 0;
  return async () => {
    if (clock.now() < due) return;
    due = clock.now() + hour;
    const head = await store.audit.head();
    if (head === undefined || head.seq === told) return;
    told = head.seq;
    log.notice("The audit trail ends here.", { checkpoint: `${head.seq}:${head.link}` });
  };
}
