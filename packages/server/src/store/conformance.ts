/**
 * The conformance suite: what every engine's store must do, verb by verb, and what it must never do twice.
 * `sqlite.test.ts` and `postgres.test.ts` run it.
 */
import { afterAll, beforeAll, describe } from "vitest";
import type { Store } from "../ports/store.ts";
import { describeAudit } from "./conformance-audit.ts";
import { describeAuthEvents } from "./conformance-auth-events.ts";
import { describeBranding } from "./conformance-branding.ts";
import { describeCodesAndLimits } from "./conformance-codes-and-limits.ts";
import { describeDevices } from "./conformance-devices.ts";
import { describeDomains } from "./conformance-domains.ts";
import { describeEventWebhooks } from "./conformance-event-webhooks.ts";
import { describeGroups } from "./conformance-groups.ts";
import { describeIdentityProviders } from "./conformance-identity-providers.ts";
import { describeImports } from "./conformance-imports.ts";
import { describeOutbox } from "./conformance-outbox.ts";
import { describePasskeys } from "./conformance-passkeys.ts";
import { describePoolsAndClients } from "./conformance-pools-and-clients.ts";
import { describeMessageTemplates } from "./conformance-message-templates.ts";
import { describeTerms } from "./conformance-terms.ts";
import { describeTokens } from "./conformance-tokens.ts";
import { describeRecoveryCodes } from "./conformance-recovery-codes.ts";
import { describePurge } from "./conformance-purge.ts";
import { describeResourceServers } from "./conformance-resource-servers.ts";
import { describeTransactions } from "./conformance-transactions.ts";
import { describeUserSessions } from "./conformance-user-sessions.ts";
import { describeUserSearch } from "./conformance-user-search.ts";
import { describeUsers } from "./conformance-users.ts";

/** How a suite gets at the store: once the tests run it is open. */
export type GetStore = () => Store;

/** Tests the stores that `open` opens, each over an empty database of its own. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    // One database for most tests, which keep apart by pool; what counts over all pools opens its own.
    let store: Store | undefined;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());
    const getStore: GetStore = () => {
      if (store === undefined) throw new Error("the store is not open yet");
      return store;
    };
    describePoolsAndClients(getStore, open);
    describeUsers(getStore);
    describeUserSearch(getStore);
    describeCodesAndLimits(getStore);
    describeRecoveryCodes(getStore);
    describeTokens(getStore);
    describeDevices(getStore);
    describeGroups(getStore);
    describeImports(open);
    describeResourceServers(getStore);
    describeDomains(getStore);
    describeTerms(getStore);
    describeMessageTemplates(getStore);
    describeIdentityProviders(getStore);
    describeBranding(getStore);
    describeAuthEvents(getStore, open);
    describePasskeys(getStore);
    describeUserSessions(getStore);
    describeOutbox(open);
    describeAudit(getStore, open);
    describeEventWebhooks(open);
    describePurge(open);
    describeTransactions(getStore, open);
  });
}
