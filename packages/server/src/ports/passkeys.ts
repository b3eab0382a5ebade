import type { PasskeyChallenge, PasskeyRecord } from "../kernel/records.ts";
import type { PageRequest } from "./store.ts";

/** The passkeys of users, and the registrations that are under way. */
export interface PasskeyStore {
  /** Keeps what a registration began with, in place of the one the user and this client had pending. */
  putChallenge(challenge: PasskeyChallenge): Promise<void>;
  /** Uses a pending challenge up: true for exactly one caller, and only before it expires. */
  consumeChallenge(pending: Omit<PasskeyChallenge, "expiresAt"> & { now: number }): Promise<boolean>;
  /** Whether the user has this challenge pending with any client; only for wording a refusal. */
  hasChallenge(pending: { poolId: string; sub: string; challenge: string; now: number }): Promise<boolean>;
  /** The user's passkeys, oldest first, by (createdAt, id). */
  list(poolId: string, sub: string, page: PageRequest): Promise<PasskeyRecord[]>;
  /**
   * Adds the passkey unless its user has `limit` of them or its id is known in the pool, whoever's it is. In one
   * transaction, so that parallel registrations never exceed the limit.
   */
  insert(passkey: PasskeyRecord, limit: number): Promise<"added" | "full" | "taken">;
  /**
   * Notes a use: true if the user still has this passkey and its counter went up, or stays at 0 because the authenticator
   * does not count. Exactly one of two uses with the same counter succeeds.
   */
  advance(use: {
    poolId: string;
    sub: string;
    id: string;
    counter: number;
    backedUp: boolean;
    now: number;
  }): Promise<boolean>;
  /** Removes a passkey of this user; with the last one goes its use as a second factor. */
  remove(poolId: string, sub: string, id: string): Promise<boolean>;
}
