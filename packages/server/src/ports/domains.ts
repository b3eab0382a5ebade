import type { DomainRecord } from "../kernel/records.ts";

/** The domains of user pools: each belongs to one pool of the installation, and a pool has one of each kind at most. */
export interface DomainStore {
  /** False if the domain has a pool, or the pool a domain of this kind. */
  insert(domain: DomainRecord): Promise<boolean>;
  find(name: string): Promise<DomainRecord | undefined>;
  /** Both of a pool's at most. */
  listOfPool(poolId: string): Promise<DomainRecord[]>;
  /** Replaces the settings of a pool's domain. False if the pool does not have it. */
  update(domain: DomainRecord): Promise<boolean>;
  /** False if the pool does not have it. */
  remove(poolId: string, name: string): Promise<boolean>;
}
