import type { TermsRecord } from "../kernel/records.ts";
import type { PageRequest } from "./store.ts";

/** The terms documents of a pool: one of each name for each app client. They go with their client. */
export interface TermsStore {
  /** False if the client has a document of this name. */
  insert(terms: TermsRecord): Promise<boolean>;
  find(poolId: string, id: string): Promise<TermsRecord | undefined>;
  findOfClient(poolId: string, clientId: string, name: string): Promise<TermsRecord | undefined>;
  /** Replaces the name and what the document says. False if there is none of this id. */
  update(terms: TermsRecord): Promise<boolean>;
  /** False if there is none of this id. */
  remove(poolId: string, id: string): Promise<boolean>;
  count(poolId: string): Promise<number>;
  /** Oldest first, by (createdAt, id). */
  list(poolId: string, page: PageRequest): Promise<TermsRecord[]>;
}
