import type { BrandingStyleRecord, UiCustomizationRecord } from "../kernel/branding.ts";

/** Styles of sign-in pages: one for each app client at most. */
export interface BrandingStyleStore {
  /** False if the client has a style. */
  insert(style: BrandingStyleRecord): Promise<boolean>;
  find(poolId: string, id: string): Promise<BrandingStyleRecord | undefined>;
  findByClient(poolId: string, clientId: string): Promise<BrandingStyleRecord | undefined>;
  /** Replaces the settings and the assets. False if there is no such style. */
  update(style: BrandingStyleRecord): Promise<boolean>;
  /** False if there is no such style. */
  remove(poolId: string, id: string): Promise<boolean>;
  count(poolId: string): Promise<number>;
}

/** Style sheets and logos of sign-in pages: of a pool's clients, and of the pool itself as client `ALL`. */
export interface UiCustomizationStore {
  /** Replaces the one before, which keeps when it was made. Answers the record as it is now. */
  put(customization: UiCustomizationRecord): Promise<UiCustomizationRecord>;
  find(poolId: string, clientId: string): Promise<UiCustomizationRecord | undefined>;
  remove(poolId: string, clientId: string): Promise<void>;
}
