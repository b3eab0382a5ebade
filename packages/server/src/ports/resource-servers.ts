import type { ResourceServerRecord } from "../kernel/records.ts";
import type { PageRequest } from "./store.ts";

/** The resource servers of a pool, whose scopes its app clients may be allowed. */
export interface ResourceServerStore {
  /** False if the pool has one with this identifier. */
  insert(server: ResourceServerRecord): Promise<boolean>;
  find(poolId: string, identifier: string): Promise<ResourceServerRecord | undefined>;
  /** Replaces the name and the scopes. False if there is none. */
  update(server: ResourceServerRecord): Promise<boolean>;
  /** False if there is none. */
  remove(poolId: string, identifier: string): Promise<boolean>;
  count(poolId: string): Promise<number>;
  /** Oldest first, by (createdAt, identifier). */
  list(poolId: string, page: PageRequest): Promise<ResourceServerRecord[]>;
}
