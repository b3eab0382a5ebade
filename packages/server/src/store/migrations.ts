/**
 * Migrations: forward only, numbered by their place in the list, each recorded in the table `migrations`. They run at open,
 * in one transaction, so a process that fails half-way leaves the database as it was. A released migration is never
 * changed; what is wrong with it is mended by the next one.
 */
import { auditTrail } from "./migrations/0022-audit-trail.ts";
import { authEvents } from "./migrations/0021-auth-events.ts";
import { eventWebhooks } from "./migrations/0023-event-webhooks.ts";
import { firstTables } from "./migrations/0001-first-tables.ts";
import { devices } from "./migrations/0002-devices.ts";
import { consecutiveFailures } from "./migrations/0006-consecutive-failures.ts";
import { passkeys } from "./migrations/0004-passkeys.ts";
import { userSessions } from "./migrations/0003-user-sessions.ts";
import { mfaOptions } from "./migrations/0007-mfa-options.ts";
import { keyRotation } from "./migrations/0008-key-rotation.ts";
import { proofs } from "./migrations/0009-proofs.ts";
import { recoveryCodes } from "./migrations/0010-recovery-codes.ts";
import { severalSoftwareTokens } from "./migrations/0012-several-software-tokens.ts";
import { groups } from "./migrations/0011-groups.ts";
import { branding } from "./migrations/0018-branding.ts";
import { identityProviders } from "./migrations/0017-identity-providers.ts";
import { domains } from "./migrations/0015-domains.ts";
import { resourceServers } from "./migrations/0014-resource-servers.ts";
import { userImports } from "./migrations/0020-user-imports.ts";
import { userSearch } from "./migrations/0013-user-search.ts";
import { keyPolicies } from "./migrations/0024-key-policies.ts";
import { messageTemplates } from "./migrations/0025-message-templates.ts";
import { deviceSessions } from "./migrations/0026-device-sessions.ts";
import { terms } from "./migrations/0016-terms.ts";
import { firstRow, type Session } from "./session.ts";
import type { Builder, Slots, Statement } from "./statement.ts";

/** A step from one shape of the database to the next: statements without values, run in their order. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly Statement<object, unknown>[];
}

const migrations: readonly Migration[] = [
  firstTables,
  devices,
  userSessions,
  passkeys,
  consecutiveFailures,
  mfaOptions,
  keyRotation,
  proofs,
  recoveryCodes,
  groups,
  severalSoftwareTokens,
  resourceServers,
  domains,
  terms,
  identityProviders,
  branding,
  userImports,
  userSearch,
  auditTrail,
  authEvents,
  keyPolicies,
  messageTemplates,
  eventWebhooks,
  deviceSessions,
];

/** The names of all migrations, in their order. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

/**
 * Brings the database up to date, or as far as `version`. The session must be a transaction that no two processes can be in at
 * once.
 *
 * @throws if the database was changed by a newer Poolhouse, whose tables this one does not know.
 */
export async function migrate(tx: Session, version: number = migrations.length): Promise<void> {
  await tx.run(createMigrationTable, {});
  const present = (await firstRow(tx, findVersion, {}))?.version ?? 0;
  if (present > migrations.length) throw new Error(describeNewer(present));
  for (const [index, migration] of migrations.slice(0, version).entries()) {
    if (index + 1 > present) await apply(tx, migration, index + 1);
  }
}

async function apply(tx: Session, migration: Migration, version: number): Promise<void> {
  for (const statement of migration.statements) await tx.run(statement, {});
  await tx.run(recordMigration, { version, name: migration.name });
}

function describeNewer(present: number): string {
  return (
    `The database is at version ${present}, but this Poolhouse knows only up to version ${migrations.length}: ` +
    "it was opened by a newer Poolhouse before. Start that one, or restore a backup from before the upgrade."
  );
}

const createMigrationTable = (db: Builder) =>
  db.schema
    .createTable("migrations")
    .ifNotExists()
    .addColumn("version", "bigint", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull());

const findVersion = (db: Builder) =>
  db.selectFrom("migrations").select((eb) => eb.fn.max("version").as("version"));

const recordMigration = (db: Builder, slot: Slots<{ version: number; name: string }>) =>
  db.insertInto("migrations").values({ version: slot.version, name: slot.name });
