import type { TokenFamilyRecord } from "../kernel/records.ts";

/** A user, and what of the user's sessions is alive: begun at or after `validFrom`, not expired at `now`, not revoked. */
export interface LiveSessions {
  poolId: string;
  sub: string;
  /** The user's `tokensValidFrom`. */
  validFrom: number;
  now: number;
}

/** The token sessions of users: token families that are tracked, by another name (contract: user sessions). */
export interface UserSessionStore {
  /** The live sessions, last active first, then by id. */
  list(live: LiveSessions): Promise<TokenFamilyRecord[]>;
  /**
   * Makes room for one more: revokes the live sessions that were least recently active until fewer than `limit` are left.
   * One statement; in a transaction with the insertion, parallel sign-ins never exceed the limit. Answers how many.
   */
  evict(live: LiveSessions & { limit: number }): Promise<number>;
  /** Notes a refresh, beginning the session with `sessionId` if the family had none. False if the family is not alive any more. */
  touch(activity: {
    poolId: string;
    familyId: string;
    sessionId: string;
    deviceType: string;
    ipAddress: string;
    now: number;
  }): Promise<boolean>;
  /** Revokes the user's live session of this id: true for exactly one caller. */
  revoke(session: LiveSessions & { sessionId: string }): Promise<boolean>;
  /** Forgets what is known of all sessions of the pool; their tokens live on. */
  forget(poolId: string): Promise<void>;
}
