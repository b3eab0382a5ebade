import type { PasskeyChallenge, PasskeyRecord } from "../../kernel/records.ts";
import type { PasskeyStore } from "../../ports/passkeys.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import type { PasskeyTable } from "../tables.ts";
import { type PageValues, toPageValues } from "./page.ts";
import { createPasskeyChallenges } from "./passkey-challenges.ts";

/** The passkeys. Every statement names pool and user, so nobody's id reaches another's passkey. */
export function createPasskeys(session: Session, challenges: Session = session): PasskeyStore {
  return {
    ...createPasskeyChallenges(challenges),
    async list(poolId, sub, page) {
      const { rows } = await session.run(listPasskeys, { poolId, sub, ...toPageValues(page) });
      return rows.map(toPasskey);
    },
    insert: (passkey, limit) =>
      session.atomically(async (tx) => {
        const { poolId, sub, id } = passkey;
        const full = (await firstRow(tx, countPasskeys, { poolId, sub }))?.passkeys ?? 0;
        // Serializable: of two registrations that count the same, one is done again.
        if (full >= limit) return "full";
        const row = { ...toRow(passkey), poolId, sub, id };
        return (await happened(tx, insertPasskey, row)) ? "added" : "taken";
      }),
    advance: ({ counter, backedUp, ...use }) =>
      // An authenticator that does not count stays at 0, below 1 (WebAuthn 6.1.1).
      happened(session, advancePasskey, {
        ...use,
        counter,
        above: Math.max(counter, 1),
        backedUp: Number(backedUp),
      }),
    remove: (poolId, sub, id) =>
      session.atomically(async (tx) => {
        const removed = await happened(tx, deletePasskey, { poolId, sub, id });
        if (removed) await tx.run(clearPasskeyMfa, { poolId, sub });
        return removed;
      }),
  };
}

const passkeyColumns = [
  "pool_id as poolId",
  "sub",
  "id",
  "public_key as publicKey",
  "counter",
  "rp_id as rpId",
  "name",
  "attachment",
  "transports",
  "backup_eligible as backupEligible",
  "backed_up as backedUp",
  "created_at as createdAt",
  "last_used_at as lastUsedAt",
] as const;

interface PasskeyRow {
  poolId: string;
  sub: string;
  id: string;
  publicKey: string;
  counter: number;
  rpId: string;
  name: string;
  attachment: PasskeyTable["attachment"];
  transports: string;
  backupEligible: number;
  backedUp: number;
  createdAt: number;
  lastUsedAt: number | null;
}

function toPasskey(row: PasskeyRow): PasskeyRecord {
  return {
    ...row,
    attachment: row.attachment ?? undefined,
    transports: parseDocument(row.transports),
    backupEligible: row.backupEligible === 1,
    backedUp: row.backedUp === 1,
    lastUsedAt: row.lastUsedAt ?? undefined,
  };
}

function toRow(passkey: PasskeyRecord): PasskeyRow {
  return {
    ...passkey,
    attachment: passkey.attachment ?? null,
    transports: JSON.stringify(passkey.transports),
    backupEligible: Number(passkey.backupEligible),
    backedUp: Number(passkey.backedUp),
    lastUsedAt: passkey.lastUsedAt ?? null,
  };
}

type UserKey = Pick<PasskeyChallenge, "poolId" | "sub">;
type PasskeyKey = UserKey & { id: string };

const listPasskeys = (db: Builder, slot: Slots<UserKey & PageValues>) =>
  db
    .selectFrom("passkeys")
    .select(passkeyColumns)
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where((eb) => eb(eb.refTuple("created_at", "id"), ">", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at")
    .orderBy("id")
    .limit(slot.limit);

const countPasskeys = (db: Builder, slot: Slots<UserKey>) =>
  db
    .selectFrom("passkeys")
    .select((eb) => eb.fn.countAll<number>().as("passkeys"))
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub);

const insertPasskey = (db: Builder, slot: Slots<PasskeyRow>) =>
  db
    .insertInto("passkeys")
    .values({
      pool_id: slot.poolId,
      sub: slot.sub,
      id: slot.id,
      public_key: slot.publicKey,
      counter: slot.counter,
      rp_id: slot.rpId,
      name: slot.name,
      attachment: slot.attachment,
      transports: slot.transports,
      backup_eligible: slot.backupEligible,
      backed_up: slot.backedUp,
      created_at: slot.createdAt,
      last_used_at: slot.lastUsedAt,
    })
    .onConflict((conflict) => conflict.columns(["pool_id", "id"]).doNothing());

type Use = PasskeyKey & { counter: number; above: number; backedUp: number; now: number };

const advancePasskey = (db: Builder, slot: Slots<Use>) =>
  db
    .updateTable("passkeys")
    .set({ counter: slot.counter, backed_up: slot.backedUp, last_used_at: slot.now })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id)
    .where("counter", "<", slot.above);

const deletePasskey = (db: Builder, slot: Slots<PasskeyKey>) =>
  db
    .deleteFrom("passkeys")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id);

/** Without a passkey there is nothing left to count as a second factor. */
const clearPasskeyMfa = (db: Builder, slot: Slots<UserKey>) =>
  db
    .updateTable("users")
    .set((eb) => ({ passkey_mfa: 0, version: eb("version", "+", 1) }))
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("passkey_mfa", "=", 1)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("passkeys")
            .select("passkeys.id")
            .where("passkeys.pool_id", "=", slot.poolId)
            .where("passkeys.sub", "=", slot.sub),
        ),
      ),
    );
