/**
 * The domains of user pools: a prefix, or a name of the operator's own. They are stored and checked; no sign-in pages or OAuth
 * endpoints are served under them yet (contract: tokens, section 3).
 */
import type {
  CustomDomainConfigType,
  DomainDescriptionType,
  RoutingType,
  UserPoolType,
} from "@poolhouse/protocol";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import type { DomainRecord } from "../kernel/records.ts";
import type { PoolSettings } from "../kernel/settings.ts";

/** What Create- and UpdateUserPoolDomain take. */
export interface DomainRequest {
  readonly Domain: string;
  readonly ManagedLoginVersion?: number | undefined;
  readonly CustomDomainConfig?: CustomDomainConfigType | undefined;
  readonly Routing?: RoutingType | undefined;
}

/** The kind of a new domain. Throws InvalidParameterException if its name is not of that kind. */
export function kindOfDomain({
  Domain: name,
  CustomDomainConfig: config,
}: DomainRequest): DomainRecord["kind"] {
  if (config !== undefined) {
    if (name.includes(".")) return "custom";
    throw invalidParameter(`Custom domain is not a valid subdomain: ${name}`, "domain_not_full");
  }
  checkPrefix(name);
  return "prefix";
}

function checkPrefix(name: string): void {
  if (name.includes(".")) {
    const text =
      "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and " +
      "hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$";
    throw invalidParameter(text, "domain_prefix_with_dot");
  }
  const reserved = ["aws", "amazon", "cognito"].find((word) => name.includes(word));
  if (reserved === undefined) return;
  throw invalidParameter(`Domain cannot contain reserved word: ${reserved}`, "domain_prefix_reserved");
}

/** Throws a refusal that Create- and UpdateUserPoolDomain declare. */
export function checkDomainSettings(request: DomainRequest, pool: PoolSettings): void {
  const { ManagedLoginVersion: version = 1, Routing } = request;
  if (version !== 1 && version !== 2) {
    throw invalidParameter("ManagedLoginVersion must be 1 or 2.", "domain_login_version");
  }
  if (version === 2 && pool.UserPoolTier === "LITE") {
    const text = "Managed login is not available in the LITE feature plan of the user pool.";
    throw new ServiceError("FeatureUnavailableInTierException", text, "tier_too_low");
  }
  if (Routing?.Failover === undefined) return;
  const text = "Failover needs a replica of the user pool, and this installation has one region only.";
  throw new ServiceError("OperationNotEnabledException", text, "domain_failover");
}

/** The domain with what the request names changed. Throws InvalidParameterException for a certificate of a prefix. */
export function changeDomain(present: DomainRecord, request: DomainRequest): DomainRecord {
  const { ManagedLoginVersion: version, CustomDomainConfig: config } = request;
  if (config !== undefined && present.kind === "prefix") {
    throw invalidParameter("Only a custom domain has a certificate.", "domain_prefix_certificate");
  }
  return {
    ...present,
    managedLoginVersion: version ?? present.managedLoginVersion,
    ...(config !== undefined && { customConfig: config }),
  };
}

/** A domain as DescribeUserPoolDomain shows it. */
export function describeDomain(domain: DomainRecord, accountId: string): DomainDescriptionType {
  return {
    UserPoolId: domain.poolId,
    AWSAccountId: accountId,
    Domain: domain.name,
    Status: "ACTIVE",
    ...(domain.customConfig !== undefined && { CustomDomainConfig: domain.customConfig }),
    ManagedLoginVersion: domain.managedLoginVersion,
  };
}

/** A pool's domains as DescribeUserPool shows them. */
export function domainsOfPool(
  domains: readonly DomainRecord[],
): Pick<UserPoolType, "Domain" | "CustomDomain"> {
  const nameOf = (kind: DomainRecord["kind"]): string | undefined =>
    domains.find((domain) => domain.kind === kind)?.name;
  const [prefix, custom] = [nameOf("prefix"), nameOf("custom")];
  return {
    ...(prefix !== undefined && { Domain: prefix }),
    ...(custom !== undefined && { CustomDomain: custom }),
  };
}

export function domainTaken(): ServiceError {
  return invalidParameter("Domain already associated with another user pool.", "domain_taken");
}

export function poolHasDomain(): ServiceError {
  return invalidParameter("User pool already has a domain configured.", "domain_second");
}

export function domainNotFound(): ServiceError {
  const text = "No such domain or user pool exists.";
  return new ServiceError("ResourceNotFoundException", text, "domain_unknown");
}
