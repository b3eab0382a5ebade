import type { IdentityProviderRecord, LinkedIdentityRecord } from "../kernel/identity-provider.ts";
import type { PageRequest } from "./store.ts";

/** The identity providers of a pool. */
export interface IdentityProviderStore {
  /** False if the pool has a provider of this name. Its identifiers are claimed apart, in the same transaction. */
  insert(provider: IdentityProviderRecord): Promise<boolean>;
  find(poolId: string, name: string): Promise<IdentityProviderRecord | undefined>;
  findByIdentifier(poolId: string, identifier: string): Promise<IdentityProviderRecord | undefined>;
  /** Replaces everything but the name, the type and when it was made. False if there is none. */
  update(provider: IdentityProviderRecord): Promise<boolean>;
  /** Removes the provider and its identifiers. False if there is none. */
  remove(poolId: string, name: string): Promise<boolean>;
  count(poolId: string): Promise<number>;
  /** Oldest first, by (createdAt, name). */
  list(poolId: string, page: PageRequest): Promise<IdentityProviderRecord[]>;
  /** Lets the provider be found by the identifier: false if another one is, or this one is already. */
  claimIdentifier(poolId: string, identifier: string, name: string): Promise<boolean>;
  releaseIdentifiers(poolId: string, name: string): Promise<void>;
}

/** Which people known at providers are which users. */
export interface LinkedIdentityStore {
  /** False if the identity is linked already, with whomever. */
  insert(identity: LinkedIdentityRecord): Promise<boolean>;
  find(identity: IdentityKey): Promise<LinkedIdentityRecord | undefined>;
  /** False if it was not linked. */
  remove(identity: IdentityKey): Promise<boolean>;
  /** All of a user's, oldest first. */
  listOfUser(poolId: string, sub: string): Promise<LinkedIdentityRecord[]>;
  /** Removes all of a provider's. Answers the subs of the users they belonged to. */
  removeOfProvider(poolId: string, provider: string): Promise<string[]>;
}

/** Somebody as a provider knows them. */
export type IdentityKey = Pick<LinkedIdentityRecord, "poolId" | "provider" | "attribute" | "value">;
