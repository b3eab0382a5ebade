import type { AuthEventFeedback, AuthEventRecord, RiskConfigurationRecord } from "../kernel/auth-event.ts";
import type { PageRequest } from "./store.ts";

/** What users did to authenticate, until it is purged. Nothing is stored of somebody who does not exist. */
export interface AuthEventStore {
  /**
   * Stores an event, or takes the one of this id further: it gets the new response and context, and the challenges are added
   * to those that it has.
   */
  record(event: AuthEventRecord): Promise<void>;
  /**
   * As {@link AuthEventStore.record}, for what failed: nothing is stored once `limit` of the user's events since `since` have
   * failed. Whoever fails on purpose would otherwise fill the database.
   */
  recordFailure(event: AuthEventRecord, bound: { since: number; limit: number }): Promise<void>;
  find(poolId: string, sub: string, id: string): Promise<AuthEventRecord | undefined>;
  /** Newest first, by (createdAt, id); `after` is where the page before ended. */
  list(poolId: string, sub: string, page: PageRequest): Promise<AuthEventRecord[]>;
  /** Puts feedback in place of what there was. False if the user has no such event. */
  giveFeedback(
    event: Pick<AuthEventRecord, "poolId" | "sub" | "id">,
    feedback: AuthEventFeedback,
  ): Promise<boolean>;
  /** Forgets events from before `before`; at most `limit` of them. Answers how many. */
  purge(before: number, limit: number): Promise<number>;
}

/** How pools and app clients are to meet threats. A client's goes with it. */
export interface RiskConfigurationStore {
  /** Stores it in place of what there was. */
  put(configuration: RiskConfigurationRecord): Promise<void>;
  find(poolId: string, clientId: string): Promise<RiskConfigurationRecord | undefined>;
  remove(poolId: string, clientId: string): Promise<void>;
}
