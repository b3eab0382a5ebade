import type { SigningKeyRecord } from "../../kernel/records.ts";
import type { SigningKeyStore } from "../../ports/store.ts";
import { happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The key pairs that sign the tokens of a pool. */
export function createSigningKeys(session: Session): SigningKeyStore {
  return {
    async insert(key) {
      await session.run(insertKey, key);
    },
    insertNext: (key) => happened(session, insertNextKey, key),
    list: async (poolId) => (await session.run(listKeys, { poolId })).rows,
    remove: (poolId, kid) => happened(session, removeKey, { poolId, kid }),
    async findUnattended(times) {
      return (await session.run(findUnattended, times)).rows.map(({ poolId }) => poolId);
    },
  };
}

const insertKey = (db: Builder, slot: Slots<SigningKeyRecord>) =>
  db.insertInto("signing_keys").values({
    pool_id: slot.poolId,
    kid: slot.kid,
    use: slot.use,
    generation: slot.generation,
    public_jwk: slot.publicJwk,
    sealed_private_key: slot.sealedPrivateKey,
    created_at: slot.createdAt,
    signs_from: slot.signsFrom,
  });

const insertNextKey = (db: Builder, slot: Slots<SigningKeyRecord>) =>
  insertKey(db, slot).onConflict((conflict) =>
    conflict.columns(["pool_id", "use", "generation"]).doNothing(),
  );

const listKeys = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("signing_keys")
    .select([
      "pool_id as poolId",
      "kid",
      "use",
      "generation",
      "public_jwk as publicJwk",
      "sealed_private_key as sealedPrivateKey",
      "created_at as createdAt",
      "signs_from as signsFrom",
    ])
    .where("pool_id", "=", slot.poolId)
    .orderBy("signs_from", "desc")
    .orderBy("kid");

const removeKey = (db: Builder, slot: Slots<{ poolId: string; kid: string }>) =>
  db.deleteFrom("signing_keys").where("pool_id", "=", slot.poolId).where("kid", "=", slot.kid);

/** Uses whose newest key is old, and keys whose successor has signed for long. */
const findUnattended = (
  db: Builder,
  slot: Slots<{ newestBefore: number; successorBefore: number; limit: number }>,
) =>
  db
    .selectFrom("signing_keys")
    .select("signing_keys.pool_id as poolId")
    .distinct()
    .where((eb) => {
      const later = eb
        .selectFrom("signing_keys as later")
        .select("later.kid")
        .whereRef("later.pool_id", "=", "signing_keys.pool_id")
        .whereRef("later.use", "=", "signing_keys.use");
      return eb.or([
        eb.not(eb.exists(later.where("later.signs_from", ">", slot.newestBefore))),
        eb.exists(
          later
            .whereRef("later.signs_from", ">", "signing_keys.signs_from")
            .where("later.signs_from", "<", slot.successorBefore),
        ),
      ]);
    })
    .limit(slot.limit);
