import type { AssetType, JsonObject } from "@poolhouse/protocol";

/** A style of an app client's sign-in pages. */
export interface BrandingStyleRecord {
  poolId: string;
  id: string;
  clientId: string;
  /** The service's own look in place of settings. */
  usesDefaults: boolean;
  /** Only what differs from the service's own look. */
  settings: JsonObject;
  assets: AssetType[];
  createdAt: number;
  modifiedAt: number;
}

/** A style sheet and a logo for the sign-in pages of an app client, or of all clients of a pool. */
export interface UiCustomizationRecord {
  poolId: string;
  /** `ALL` for the pool's. */
  clientId: string;
  css?: string | undefined;
  /** The logo's bytes as base64. */
  image?: string | undefined;
  createdAt: number;
  modifiedAt: number;
}
