/**
 * Changes beside the server: the command line makes operator keys in the database itself, since somebody has to make the first
 * one. They are told in the audit trail as all others are, in the transaction of the change.
 */
import { randomUuid } from "./kernel/random.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Random } from "./kernel/random.ts";
import type { RootKey } from "./kernel/secret-keys.ts";
import type { Store } from "./ports/store.ts";
import { sealEntry } from "./rules/audit/chain.ts";
import { type LocalOperation, localEvents } from "./rules/audit/effects.ts";

interface LocalParts {
  readonly store: Store;
  readonly rootKey: RootKey;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The same with a store whose changes are told as one operation of this machine's.
 *
 * @param actor who it is, as far as this machine knows: the name of the user of the system.
 */
export function tellLocally<P extends LocalParts>(parts: P, operation: LocalOperation, actor: string): P {
  const { store, rootKey, clock, random } = parts;
  const id = randomUuid(random);
  const at = clock.now();
  const watched = store.watched((tx, changes) => {
    const resource = changes.find((change) => change.id !== undefined)?.id;
    const entry = {
      id,
      at,
      requestId: id,
      operation,
      event: localEvents[operation],
      actorKind: "local",
      actor,
      ipAddress: "",
      poolId: changes.find((change) => change.poolId !== undefined)?.poolId,
      sub: undefined,
      details: JSON.stringify({ id: resource }),
    } as const;
    return tx.audit.add(sealEntry(rootKey.audit, entry));
  });
  return { ...parts, store: watched };
}
