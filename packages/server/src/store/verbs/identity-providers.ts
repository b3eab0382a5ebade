import type { IdentityProviderTypeType } from "@poolhouse/protocol";
import type { IdentityProviderRecord } from "../../kernel/identity-provider.ts";
import type { IdentityProviderStore } from "../../ports/identity-providers.ts";
import { parseDocument } from "../documents.ts";
import { firstRow, happened, type Session } from "../session.ts";
import type { Builder, Slots } from "../statement.ts";
import { type PageValues, toPageValues } from "./page.ts";

/** The identity providers, and one row for each identifier that one of them is found by. */
export function createIdentityProviders(session: Session): IdentityProviderStore {
  return {
    insert: (provider) => happened(session, insertProvider, toRow(provider)),
    async find(poolId, name) {
      const row = await firstRow(session, findProvider, { poolId, name });
      return row && toProvider(row);
    },
    async findByIdentifier(poolId, identifier) {
      const row = await firstRow(session, findByIdentifier, { poolId, identifier });
      return row && toProvider(row);
    },
    update: (provider) => happened(session, updateProvider, toRow(provider)),
    remove: (poolId, name) =>
      session.atomically(async (tx) => {
        const [removed] = await Promise.all([
          happened(tx, deleteProvider, { poolId, name }),
          tx.run(deleteIdentifiers, { poolId, name }),
        ]);
        return removed;
      }),
    async count(poolId) {
      return Number((await firstRow(session, countProviders, { poolId }))?.providers ?? 0);
    },
    async list(poolId, page) {
      const { rows } = await session.run(listProviders, { poolId, ...toPageValues(page) });
      return rows.map(toProvider);
    },
    claimIdentifier: (poolId, identifier, name) =>
      happened(session, insertIdentifier, { poolId, identifier, name }),
    async releaseIdentifiers(poolId, name) {
      await session.run(deleteIdentifiers, { poolId, name });
    },
  };
}

interface ProviderRow {
  poolId: string;
  name: string;
  type: IdentityProviderTypeType;
  sealedDetails: string;
  attributeMapping: string;
  identifiers: string;
  acrMapping: string | null;
  createdAt: number;
  modifiedAt: number;
}

const toProvider = (row: ProviderRow): IdentityProviderRecord => ({
  ...row,
  attributeMapping: parseDocument(row.attributeMapping),
  identifiers: parseDocument(row.identifiers),
  acrMapping: row.acrMapping === null ? undefined : parseDocument(row.acrMapping),
});

const toRow = (provider: IdentityProviderRecord): ProviderRow => ({
  ...provider,
  attributeMapping: JSON.stringify(provider.attributeMapping),
  identifiers: JSON.stringify(provider.identifiers),
  acrMapping: provider.acrMapping === undefined ? null : JSON.stringify(provider.acrMapping),
});

const columns = [
  "identity_providers.pool_id as poolId",
  "identity_providers.name as name",
  "identity_providers.type as type",
  "identity_providers.sealed_details as sealedDetails",
  "identity_providers.attribute_mapping as attributeMapping",
  "identity_providers.identifiers as identifiers",
  "identity_providers.acr_mapping as acrMapping",
  "identity_providers.created_at as createdAt",
  "identity_providers.modified_at as modifiedAt",
] as const;

type ProviderKey = Slots<{ poolId: string; name: string }>;

const insertProvider = (db: Builder, slot: Slots<ProviderRow>) =>
  db
    .insertInto("identity_providers")
    .values({
      pool_id: slot.poolId,
      name: slot.name,
      type: slot.type,
      sealed_details: slot.sealedDetails,
      attribute_mapping: slot.attributeMapping,
      identifiers: slot.identifiers,
      acr_mapping: slot.acrMapping,
      created_at: slot.createdAt,
      modified_at: slot.modifiedAt,
    })
    .onConflict((conflict) => conflict.doNothing());

const findProvider = (db: Builder, slot: ProviderKey) =>
  db
    .selectFrom("identity_providers")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where("name", "=", slot.name);

const findByIdentifier = (db: Builder, slot: Slots<{ poolId: string; identifier: string }>) =>
  db
    .selectFrom("identity_provider_identifiers as identifiers")
    .innerJoin("identity_providers", (join) =>
      join
        .onRef("identity_providers.pool_id", "=", "identifiers.pool_id")
        .onRef("identity_providers.name", "=", "identifiers.provider"),
    )
    .select(columns)
    .where("identifiers.pool_id", "=", slot.poolId)
    .where("identifiers.identifier", "=", slot.identifier);

const updateProvider = (db: Builder, slot: Slots<ProviderRow>) =>
  db
    .updateTable("identity_providers")
    .set({
      sealed_details: slot.sealedDetails,
      attribute_mapping: slot.attributeMapping,
      identifiers: slot.identifiers,
      acr_mapping: slot.acrMapping,
      modified_at: slot.modifiedAt,
    })
    .where("pool_id", "=", slot.poolId)
    .where("name", "=", slot.name);

const deleteProvider = (db: Builder, slot: ProviderKey) =>
  db.deleteFrom("identity_providers").where("pool_id", "=", slot.poolId).where("name", "=", slot.name);

const countProviders = (db: Builder, slot: Slots<{ poolId: string }>) =>
  db
    .selectFrom("identity_providers")
    .select((eb) => eb.fn.countAll<number>().as("providers"))
    .where("pool_id", "=", slot.poolId);

const listProviders = (db: Builder, slot: Slots<PageValues & { poolId: string }>) =>
  db
    .selectFrom("identity_providers")
    .select(columns)
    .where("pool_id", "=", slot.poolId)
    .where((eb) => eb(eb.refTuple("created_at", "name"), ">", eb.tuple(slot.afterCreatedAt, slot.afterId)))
    .orderBy("created_at")
    .orderBy("name")
    .limit(slot.limit);

const insertIdentifier = (db: Builder, slot: Slots<{ poolId: string; identifier: string; name: string }>) =>
  db
    .insertInto("identity_provider_identifiers")
    .values({ pool_id: slot.poolId, identifier: slot.identifier, provider: slot.name })
    .onConflict((conflict) => conflict.doNothing());

const deleteIdentifiers = (db: Builder, slot: ProviderKey) =>
  db
    .deleteFrom("identity_provider_identifiers")
    .where("pool_id", "=", slot.poolId)
    .where("provider", "=", slot.name);
