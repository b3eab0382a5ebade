import type { RecoveryCodeRecord } from "../kernel/records.ts";

/** The recovery codes that users have left; a code that was used has no row any more. */
export interface RecoveryCodeStore {
  /** Makes these the user's codes, in place of all that were there. */
  replaceAll(codes: {
    poolId: string;
    sub: string;
    macs: readonly string[];
    createdAt: number;
  }): Promise<void>;
  /** The user's unused codes. For counting and for wording a refusal; only {@link consume} lets somebody through. */
  list(poolId: string, sub: string): Promise<RecoveryCodeRecord[]>;
  /** Uses a code up: true for exactly one caller, if the user has it. */
  consume(code: { poolId: string; sub: string; mac: string }): Promise<boolean>;
  /** Takes all codes of the user away. Answers how many. */
  removeAll(poolId: string, sub: string): Promise<number>;
}
