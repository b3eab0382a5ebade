/**
 * The store: the port's verbs over one of two engines.
 *
 * `verbs/` holds the queries, one file per group, written once for both engines. An engine (`sqlite.ts`, `postgres.ts`)
 * knows how to run a statement and how to make several of them one transaction, and nothing about users or pools.
 */
import type { Store, StoreVerbs } from "../ports/store.ts";
import type { Engine, Session } from "./session.ts";
import type { Builder } from "./statement.ts";
import { createAttempts } from "./verbs/attempts.ts";
import { createBrandingStyles } from "./verbs/branding-styles.ts";
import { createClients } from "./verbs/clients.ts";
import { createCodes } from "./verbs/codes.ts";
import { createConsumed } from "./verbs/consumed.ts";
import { createDevices } from "./verbs/devices.ts";
import { createDomains } from "./verbs/domains.ts";
import { createGroups } from "./verbs/groups.ts";
import { createIdentityProviders } from "./verbs/identity-providers.ts";
import { createLinkedIdentities } from "./verbs/linked-identities.ts";
import { createImports } from "./verbs/import-jobs.ts";
import { createMeta } from "./verbs/meta.ts";
import { createOperatorKeys } from "./verbs/operator-keys.ts";
import { createOutbox } from "./verbs/outbox.ts";
import { createPasskeys } from "./verbs/passkeys.ts";
import { createRecoveryCodes } from "./verbs/recovery-codes.ts";
import { createPools } from "./verbs/pools.ts";
import { createResourceServers } from "./verbs/resource-servers.ts";
import { createSigningKeys } from "./verbs/signing-keys.ts";
import { createSoftwareTokens } from "./verbs/software-tokens.ts";
import { createTokenFamilies } from "./verbs/token-families.ts";
import { createUiCustomizations } from "./verbs/ui-customizations.ts";
import { createTerms } from "./verbs/terms.ts";
import { createUsage } from "./verbs/usage.ts";
import { createUserSessions } from "./verbs/user-sessions.ts";
import { createUsers } from "./verbs/users.ts";

/** The store over an engine whose database is up to date. */
export function createStore(engine: Engine): Store {
  return {
    ...createVerbs(engine),
    transaction: (work) => engine.atomically((tx) => work(createVerbs(tx))),
    async ping() {
      await engine.run(answerOne, {});
    },
    close: () => engine.close(),
  };
}

function createVerbs(session: Session): StoreVerbs {
  return {
    meta: createMeta(session),
    operatorKeys: createOperatorKeys(session),
    pools: createPools(session),
    clients: createClients(session),
    signingKeys: createSigningKeys(session),
    users: createUsers(session),
    softwareTokens: createSoftwareTokens(session),
    passkeys: createPasskeys(session),
    devices: createDevices(session),
    groups: createGroups(session),
    imports: createImports(session),
    resourceServers: createResourceServers(session),
    domains: createDomains(session),
    terms: createTerms(session),
    identityProviders: createIdentityProviders(session),
    linkedIdentities: createLinkedIdentities(session),
    brandingStyles: createBrandingStyles(session),
    uiCustomizations: createUiCustomizations(session),
    codes: createCodes(session),
    recoveryCodes: createRecoveryCodes(session),
    attempts: createAttempts(session),
    usage: createUsage(session),
    consumed: createConsumed(session),
    families: createTokenFamilies(session),
    userSessions: createUserSessions(session),
    outbox: createOutbox(session),
  };
}

const answerOne = (db: Builder) => db.selectNoFrom((eb) => eb.lit(1).as("one"));
