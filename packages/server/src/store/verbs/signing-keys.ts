import type { SigningKeyRecord } from "../../kernel/records.ts";
import type { SigningKeyStore } from "../../ports/store.ts";
import type { Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** The key pairs that sign the tokens of a pool. */
export function createSigningKeys(session: Session): SigningKeyStore {
  return {
    async insert(key) {
      await session.run(insertKey, key);
    },
    list: async (poolId) => (await session.run(listKeys, { poolId })).rows,
  };
}

const insertKey = (db: Builder, slot: Slots<SigningKeyRecord>) =>
  db.insertInto("signing_keys").values({
    pool_id: slot.poolId,
    kid: slot.kid,
    use: slot.use,
    public_jwk: slot.publicJwk,
    sealed_private_key: slot.sealedPrivateKey,
    created_at: slot.createdAt,
  });

const listKeys = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("signing_keys")
    .select([
      "pool_id as poolId",
      "kid",
      "use",
      "public_jwk as publicJwk",
      "sealed_private_key as sealedPrivateKey",
      "created_at as createdAt",
    ])
    .where("pool_id", "=", slot.poolId)
    .orderBy("created_at", "desc")
    .orderBy("kid");
