import { sql } from "kysely";
import type { SoftwareTokenRecord } from "../../kernel/records.ts";
import type { SoftwareTokenStore } from "../../ports/store.ts";
import { happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/**
 * The software tokens: at most one pending registration per user, held to by a unique index, and as many active ones as the
 * caller allows, held to by the statement that activates.
 */
export function createSoftwareTokens(session: Session): SoftwareTokenStore {
  return {
    async list(poolId, sub) {
      const { rows } = await session.run(listTokens, { poolId, sub });
      return rows.map((row) => ({ ...row, friendlyName: row.friendlyName ?? undefined }));
    },
    async putPending(token) {
      await session.run(putPending, { ...token, state: "pending" });
    },
    activate: ({ limit = 1, madeAfter = -1, ...token }) =>
      session.atomically(async (tx) => {
        const activation = { ...token, limit, madeAfter };
        if (limit === 1) await tx.run(dropReplaced, activation);
        return happened(tx, activatePending, activation);
      }),
    advance: (token) => happened(session, advanceStep, token),
    rename: (token) => happened(session, renameToken, token),
    removeOne: (token) => happened(session, removeToken, token),
    async remove(poolId, sub) {
      return (await session.run(removeTokens, { poolId, sub })).affected;
    },
  };
}

interface TokenKey {
  poolId: string;
  sub: string;
  id: string;
}

const listTokens = (db: Builder, slot: Slots<{ poolId: string; sub: string }>) =>
  db
    .selectFrom("software_tokens")
    .select([
      "pool_id as poolId",
      "sub",
      "id",
      "sealed_secret as sealedSecret",
      "state",
      "friendly_name as friendlyName",
      "last_step as lastStep",
      "created_at as createdAt",
    ])
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    // "active" sorts before "pending".
    .orderBy("state")
    .orderBy("created_at");

const putPending = (db: Builder, slot: Slots<SoftwareTokenRecord>) =>
  db
    .insertInto("software_tokens")
    .values({
      pool_id: slot.poolId,
      sub: slot.sub,
      id: slot.id,
      sealed_secret: slot.sealedSecret,
      state: slot.state,
      friendly_name: slot.friendlyName,
      last_step: slot.lastStep,
      created_at: slot.createdAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["pool_id", "sub"])
        // A literal: an index with a condition is found by the condition's text.
        .where("state", "=", sql.lit("pending"))
        .doUpdateSet((eb) => ({
          id: eb.ref("excluded.id"),
          sealed_secret: eb.ref("excluded.sealed_secret"),
          friendly_name: eb.ref("excluded.friendly_name"),
          last_step: eb.ref("excluded.last_step"),
          created_at: eb.ref("excluded.created_at"),
        })),
    );

type Activation = TokenKey & {
  step: number;
  friendlyName?: string | undefined;
  limit: number;
  madeAfter: number;
};

/** Drops what is active, but only if the pending registration that takes its place is still good. */
const dropReplaced = (db: Builder, slot: Slots<Activation>) =>
  db
    .deleteFrom("software_tokens")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("state", "=", "active")
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("software_tokens as pending")
          .select("pending.id")
          .where("pending.pool_id", "=", slot.poolId)
          .where("pending.sub", "=", slot.sub)
          .where("pending.id", "=", slot.id)
          .where("pending.state", "=", "pending")
          .where("pending.created_at", ">", slot.madeAfter),
      ),
    );

const activatePending = (db: Builder, slot: Slots<Activation>) =>
  db
    .updateTable("software_tokens")
    .set({ state: "active", last_step: slot.step, friendly_name: slot.friendlyName })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id)
    .where("state", "=", "pending")
    .where("created_at", ">", slot.madeAfter)
    .where((eb) =>
      eb(
        eb
          .selectFrom("software_tokens as present")
          .select((count) => count.fn.countAll<number>().as("active"))
          .where("present.pool_id", "=", slot.poolId)
          .where("present.sub", "=", slot.sub)
          .where("present.state", "=", "active"),
        "<",
        slot.limit,
      ),
    );

const advanceStep = (db: Builder, slot: Slots<TokenKey & { step: number }>) =>
  db
    .updateTable("software_tokens")
    .set({ last_step: slot.step })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id)
    .where("state", "=", "active")
    .where("last_step", "<", slot.step);

const renameToken = (db: Builder, slot: Slots<TokenKey & { friendlyName: string }>) =>
  db
    .updateTable("software_tokens")
    .set({ friendly_name: slot.friendlyName })
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id)
    .where("state", "=", "active");

const removeToken = (db: Builder, slot: Slots<TokenKey>) =>
  db
    .deleteFrom("software_tokens")
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .where("id", "=", slot.id)
    .where("state", "=", "active");

const removeTokens = (db: Builder, slot: Slots<{ poolId: string; sub: string }>) =>
  db.deleteFrom("software_tokens").where("pool_id", "=", slot.poolId).where("sub", "=", slot.sub);
