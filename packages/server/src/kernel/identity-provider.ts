import type { IdentityProviderTypeType } from "@poolhouse/protocol";

/** Where a pool's users may be known as well. */
export interface IdentityProviderRecord {
  poolId: string;
  name: string;
  type: IdentityProviderTypeType;
  /** ProviderDetails as JSON text, sealed for this provider: there are secrets in them. */
  sealedDetails: string;
  /** User pool attributes by name, and the provider's claims that fill them. */
  attributeMapping: Record<string, string>;
  /** Other names that it is found by, each unique in the pool. */
  identifiers: string[];
  /** Levels of authentication by name, and what the provider calls them. */
  acrMapping?: Record<string, string> | undefined;
  createdAt: number;
  modifiedAt: number;
}

/** Somebody known at an identity provider who is a certain user. */
export interface LinkedIdentityRecord {
  poolId: string;
  provider: string;
  /** What tells the provider's people apart: `Cognito_Subject`, or a mapped attribute. */
  attribute: string;
  value: string;
  sub: string;
  providerType: IdentityProviderTypeType;
  /** Who vouches for the identity, where the provider's settings say so. */
  issuer?: string | undefined;
  createdAt: number;
}
