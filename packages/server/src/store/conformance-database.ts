import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  now,
  sampleAuthEvent,
  sampleBrandingStyle,
  sampleClient,
  sampleCode,
  sampleDevice,
  sampleDomain,
  sampleFamily,
  sampleGroup,
  sampleImportJob,
  sampleIdentityProvider,
  sampleLinkedIdentity,
  sampleMessage,
  samplePasskey,
  samplePool,
  sampleResourceServer,
  sampleSigningKey,
  sampleMessageTemplate,
  sampleTerms,
  sampleToken,
  sampleUiCustomization,
  sampleUser,
} from "./conformance-records.ts";
import type { Store } from "../ports/store.ts";
import { openStore } from "./open.ts";
import type { Tables } from "./tables.ts";

/** An empty database that can be opened several times and looked into without a store. */
export interface TestDatabase {
  url: string;
  query(sql: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** Every table, complete by type, and whether its rows belong to a pool. */
export const belongsToPool: Record<keyof Tables, boolean> = {
  meta: false,
  migrations: false,
  // What was done in a pool is told when the pool is gone.
  audit_pending: false,
  audit_trail: false,
  event_webhooks: false,
  webhook_deliveries: false,
  operator_keys: false,
  pools: false,
  clients: true,
  signing_keys: true,
  users: true,
  sign_in_names: true,
  software_tokens: true,
  passkeys: true,
  passkey_challenges: true,
  devices: true,
  groups: true,
  group_members: true,
  import_jobs: true,
  import_chunks: true,
  import_log: true,
  imported_passwords: true,
  resource_servers: true,
  domains: true,
  terms: true,
  message_templates: true,
  identity_providers: true,
  identity_provider_identifiers: true,
  linked_identities: true,
  branding_styles: true,
  ui_customizations: true,
  auth_events: true,
  risk_configurations: true,
  codes: true,
  recovery_codes: true,
  attempts: true,
  usage_windows: true,
  consumed_ids: true,
  token_families: true,
  outbox: true,
};
const poolTables = Object.entries(belongsToPool).flatMap(([table, belongs]) => (belongs ? [table] : []));

/** Tests what only shows from outside one store: opening, reopening, and what is left in the tables. */
export function describeDatabase(name: string, create: () => Promise<TestDatabase>): void {
  describe(name, () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await create();
    });
    afterEach(() => database.drop());

    test("what is stored is there when the database is opened again", async () => {
      const pool = samplePool();
      const before = await openStore(database.url);
      await before.pools.insert(pool);
      await before.close();
      const after = await openStore(database.url);
      expect(await after.pools.find(pool.id)).toEqual(pool);
      await after.close();
    });

    test("an empty database may be opened many times at once", async () => {
      const stores = await Promise.all(Array.from({ length: 8 }, () => openStore(database.url)));
      await stores[0]!.meta.putIfAbsent("key", "value");
      for (const store of stores) expect(await store.meta.find("key")).toBe("value");
      await Promise.all(stores.map((store) => store.close()));
    });

    test("a database of a newer version is refused", async () => {
      await (await openStore(database.url)).close();
      await database.query("insert into migrations (version, name) values (99, 'from the future')");
      await expect(openStore(database.url)).rejects.toThrow("version 99");
    });

    test("a removed pool leaves no row in any table, and its neighbour's rows alone", async () => {
      const store = await openStore(database.url);
      const [gone, stays] = [samplePool(), samplePool()];
      for (const { id } of [gone, stays]) await fillPool(store, id);
      expect(await store.pools.remove(gone.id)).toBe(true);
      for (const table of poolTables) {
        const left = await database.query(`select distinct pool_id from ${table}`);
        expect(
          left.map((row) => row["pool_id"]),
          table,
        ).toEqual([stays.id]);
      }
      expect(await store.pools.find(stays.id)).toBeDefined();
      await store.close();
    });

    test("a removed user leaves no row that knows its sub", async () => {
      const store = await openStore(database.url);
      const poolId = "pool";
      await fillPool(store, poolId);
      expect(await store.users.remove(poolId, subOf(poolId))).toBe(true);
      const theirs = ["users", "sign_in_names", "software_tokens", "codes", "token_families", "attempts"];
      theirs.push(
        "passkeys",
        "passkey_challenges",
        "devices",
        "recovery_codes",
        "group_members",
        "imported_passwords",
      );
      theirs.push("linked_identities", "auth_events");
      for (const table of [...theirs, "usage_windows"]) {
        expect(await database.query(`select * from ${table}`), table).toEqual([]);
      }
      await store.close();
    });
  });
}

const subOf = (poolId: string) => `user of ${poolId}`;

/** A pool with at least one row in every table that belongs to it. */
export async function fillPool(store: Store, poolId: string): Promise<void> {
  const sub = subOf(poolId);
  await store.pools.insert(samplePool({ id: poolId }));
  await store.clients.insert(sampleClient({ poolId }));
  await store.signingKeys.insert(sampleSigningKey({ poolId }));
  await store.users.insert(sampleUser({ poolId, sub }), [{ key: "ada", kind: "username" }]);
  await store.softwareTokens.putPending(sampleToken({ poolId, sub }));
  await store.passkeys.insert(samplePasskey({ poolId, sub }), 20);
  const pending = { clientId: "web", challenge: "challenge", expiresAt: now };
  await store.passkeys.putChallenge({ poolId, sub, ...pending });
  await store.codes.put(sampleCode({ poolId, sub }));
  await store.groups.insert(sampleGroup({ poolId, name: "staff" }));
  await store.groups.join({ poolId, sub, name: "staff", now });
  await store.resourceServers.insert(sampleResourceServer({ poolId }));
  await store.domains.insert(sampleDomain({ poolId }));
  await store.terms.insert(sampleTerms({ poolId }));
  await store.messageTemplates.insert(sampleMessageTemplate({ poolId }));
  await store.identityProviders.insert(sampleIdentityProvider({ poolId, name: "Corp" }));
  await store.identityProviders.claimIdentifier(poolId, "corp.example", "Corp");
  await store.linkedIdentities.insert(sampleLinkedIdentity({ poolId, sub }));
  await store.brandingStyles.insert(sampleBrandingStyle({ poolId }));
  await store.uiCustomizations.put(sampleUiCustomization({ poolId }));
  await store.authEvents.record(sampleAuthEvent({ poolId, sub }));
  await store.riskConfigurations.put({ poolId, clientId: "ALL", settings: {}, modifiedAt: now });
  const job = sampleImportJob({ poolId });
  await store.imports.insert(job);
  await store.imports.putChunk({ poolId, jobId: job.id, uploadId: "one", index: 0, sealedBytes: "sealed" });
  await store.imports.addLogLine({ poolId, jobId: job.id, line: 2, outcome: "FAILED", reason: "why" });
  await store.imports.putPassword({ poolId, sub, salt: "salt", sealedHash: "sealed" });
  await store.recoveryCodes.replaceAll({ poolId, sub, macs: ["mac"], createdAt: now });
  await store.attempts.countFailure({ poolId, subject: sub, authenticator: "password" }, now);
  await store.usage.charge({ poolId, subject: sub, action: "a", now, window: 1, limit: 1 });
  await store.consumed.consume(poolId, "id", now);
  const device = sampleDevice({ poolId, sub });
  const family = sampleFamily({ poolId, sub, device: { key: device.key, confirmed: false } });
  await store.families.insert(family);
  await store.devices.confirm({ device, familyId: family.id, limit: 1 });
  await store.outbox.add(sampleMessage({ poolId }));
}
