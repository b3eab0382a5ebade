/**
 * The store: the port's verbs over one of two engines.
 *
 * `verbs/` holds the queries, one file per group, written once for both engines. An engine (`sqlite.ts`, `postgres.ts`)
 * knows how to run a statement and how to make several of them one transaction, and nothing about users or pools.
 */
import type { Witness } from "../ports/audit.ts";
import type { Store, StoreVerbs } from "../ports/store.ts";
import type { Engine, Session } from "./session.ts";
import type { Builder } from "./statement.ts";
import { createAudit } from "./verbs/audit.ts";
import { createAttempts } from "./verbs/attempts.ts";
import { createAuthEvents } from "./verbs/auth-events.ts";
import { createBrandingStyles } from "./verbs/branding-styles.ts";
import { createClients } from "./verbs/clients.ts";
import { createCodes } from "./verbs/codes.ts";
import { createConsumed } from "./verbs/consumed.ts";
import { createDevices } from "./verbs/devices.ts";
import { createDomains } from "./verbs/domains.ts";
import { createEventWebhooks } from "./verbs/event-webhooks.ts";
import { createGroups } from "./verbs/groups.ts";
import { createIdentityProviders } from "./verbs/identity-providers.ts";
import { createLinkedIdentities } from "./verbs/linked-identities.ts";
import { createImports } from "./verbs/import-jobs.ts";
import { createMeta } from "./verbs/meta.ts";
import { createOperatorKeys } from "./verbs/operator-keys.ts";
import { createOutbox } from "./verbs/outbox.ts";
import { createPasskeys } from "./verbs/passkeys.ts";
import { createRecoveryCodes } from "./verbs/recovery-codes.ts";
import { createRiskConfigurations } from "./verbs/risk-configurations.ts";
import { createPools } from "./verbs/pools.ts";
import { createResourceServers } from "./verbs/resource-servers.ts";
import { createSigningKeys } from "./verbs/signing-keys.ts";
import { createSoftwareTokens } from "./verbs/software-tokens.ts";
import { createTokenFamilies } from "./verbs/token-families.ts";
import { createUiCustomizations } from "./verbs/ui-customizations.ts";
import { createMessageTemplates } from "./verbs/message-templates.ts";
import { createTerms } from "./verbs/terms.ts";
import { createUsage } from "./verbs/usage.ts";
import { createUserSessions } from "./verbs/user-sessions.ts";
import { createUsers } from "./verbs/users.ts";
import { type Conclude, conclusively, watch } from "./watch.ts";

/** The store over an engine whose database is up to date. */
export function createStore(engine: Engine): Store {
  return {
    ...createVerbs(engine),
    ...createFrame(engine),
    transaction: (work) => engine.atomically((tx) => work(createVerbs(tx))),
  };
}

/** What a store is beside its verbs. */
function createFrame(engine: Engine): Pick<Store, "watched" | "ping" | "weaknesses" | "close"> {
  return {
    watched: (witness) => createWatched(engine, witness),
    async ping() {
      await engine.run(answerOne, {});
    },
    weaknesses: () => engine.weaknesses(),
    close: () => engine.close(),
  };
}

function createWatched(engine: Engine, witness: Witness): Store {
  const conclude: Conclude = (tx, changes) => witness({ audit: createAudit(tx) }, changes);
  return {
    ...createFrame(engine),
    ...createVerbs(watch(engine, conclude), engine),
    transaction: (work) =>
      engine.atomically(conclusively(engine, conclude, (watched, tx) => work(createVerbs(watched, tx)))),
  };
}

/** The verbs over a session; those that only count, limit or deliver over `quiet`, where nobody watches. */
function createVerbs(session: Session, quiet: Session = session): StoreVerbs {
  return {
    meta: createMeta(session),
    operatorKeys: createOperatorKeys(session),
    pools: createPools(session),
    clients: createClients(session),
    signingKeys: createSigningKeys(session),
    users: createUsers(session),
    softwareTokens: createSoftwareTokens(session),
    passkeys: createPasskeys(session, quiet),
    devices: createDevices(session, quiet),
    groups: createGroups(session),
    imports: createImports(session),
    resourceServers: createResourceServers(session),
    domains: createDomains(session),
    terms: createTerms(session),
    messageTemplates: createMessageTemplates(session),
    identityProviders: createIdentityProviders(session),
    linkedIdentities: createLinkedIdentities(session),
    brandingStyles: createBrandingStyles(session),
    uiCustomizations: createUiCustomizations(session),
    authEvents: createAuthEvents(session, quiet),
    riskConfigurations: createRiskConfigurations(session),
    codes: createCodes(quiet),
    recoveryCodes: createRecoveryCodes(session),
    attempts: createAttempts(quiet),
    usage: createUsage(quiet),
    consumed: createConsumed(quiet),
    families: createTokenFamilies(session),
    userSessions: createUserSessions(session),
    outbox: createOutbox(quiet),
    audit: createAudit(quiet),
    eventWebhooks: createEventWebhooks(session),
  };
}

const answerOne = (db: Builder) => db.selectNoFrom((eb) => eb.lit(1).as("one"));
