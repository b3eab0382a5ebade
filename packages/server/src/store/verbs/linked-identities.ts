import type { IdentityProviderTypeType } from "@poolhouse/protocol";
import type { LinkedIdentityRecord } from "../../kernel/identity-provider.ts";
import type { IdentityKey, LinkedIdentityStore } from "../../ports/identity-providers.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";

/** One row for each identity at a provider that is linked with a user. */
export function createLinkedIdentities(session: Session): LinkedIdentityStore {
  return {
    insert: (identity) => happened(session, insertIdentity, { ...identity, issuer: identity.issuer ?? null }),
    async find(identity) {
      const row = await firstRow(session, findIdentity, toKey(identity));
      return row && toIdentity(row);
    },
    remove: (identity) => happened(session, deleteIdentity, toKey(identity)),
    async listOfUser(poolId, sub) {
      return (await session.run(listOfUser, { poolId, sub })).rows.map(toIdentity);
    },
    removeOfProvider: (poolId, provider) =>
      session.atomically(async (tx) => {
        const [{ rows }] = await Promise.all([
          tx.run(listOwners, { poolId, provider }),
          tx.run(deleteOfProvider, { poolId, provider }),
        ]);
        return rows.map(({ sub }) => sub);
      }),
  };
}

interface IdentityRow {
  poolId: string;
  provider: string;
  attribute: string;
  value: string;
  sub: string;
  providerType: IdentityProviderTypeType;
  issuer: string | null;
  createdAt: number;
}

const toIdentity = ({ issuer, ...row }: IdentityRow): LinkedIdentityRecord => ({
  ...row,
  issuer: issuer ?? undefined,
});

const toKey = ({ poolId, provider, attribute, value }: IdentityKey): IdentityKey => ({
  poolId,
  provider,
  attribute,
  value,
});

const columns = [
  "pool_id as poolId",
  "provider",
  "attribute",
  "value",
  "sub",
  "provider_type as providerType",
  "issuer",
  "created_at as createdAt",
] as const;

const insertIdentity = (db: Builder, slot: Slots<IdentityRow>) =>
  db
    .insertInto("linked_identities")
    .values({
      pool_id: slot.poolId,
      provider: slot.provider,
      attribute: slot.attribute,
      value: slot.value,
      sub: slot.sub,
      provider_type: slot.providerType,
      issuer: slot.issuer,
      created_at: slot.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing());

const findIdentity = (db: Builder, slot: Slots<IdentityKey>) =>
  db
    .selectFrom("linked_identities")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("provider", "=", slot.provider)
    .where("attribute", "=", slot.attribute)
    .where("value", "=", slot.value);

const deleteIdentity = (db: Builder, slot: Slots<IdentityKey>) =>
  db
    .deleteFrom("linked_identities")
    .where("pool_id", "=", slot.poolId)
    .where("provider", "=", slot.provider)
    .where("attribute", "=", slot.attribute)
    .where("value", "=", slot.value);

const listOfUser = (db: Builder, slot: Slots<{ poolId: string; sub: string }>) =>
  db
    .selectFrom("linked_identities")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("sub", "=", slot.sub)
    .orderBy("created_at")
    .orderBy("provider")
    .orderBy("attribute")
    .orderBy("value");

type ProviderKey = Slots<{ poolId: string; provider: string }>;

const listOwners = (db: Builder, slot: ProviderKey) =>
  db
    .selectFrom("linked_identities")
    .select("sub")
    .distinct()
    .where("pool_id", "=", slot.poolId)
    .where("provider", "=", slot.provider);

const deleteOfProvider = (db: Builder, slot: ProviderKey) =>
  db.deleteFrom("linked_identities").where("pool_id", "=", slot.poolId).where("provider", "=", slot.provider);
