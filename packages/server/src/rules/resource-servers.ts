/**
 * Resource servers: what they show, and the custom scopes that they give a pool. A custom scope is written
 * `<identifier>/<scope name>`; names have no slash, so the last one divides (contract: tokens, section 4).
 */
import type { ResourceServerScopeType, ResourceServerType } from "@poolhouse/protocol";
import { invalidParameter, ServiceError } from "../kernel/errors.ts";
import type { ResourceServerRecord } from "../kernel/records.ts";

/** Resource servers of one pool. */
export const mostResourceServers = 25;

/** A resource server as the operations show it. `ManagedBy` is for those of the service itself, and it has none. */
export function describeResourceServer(server: ResourceServerRecord): ResourceServerType {
  return {
    UserPoolId: server.poolId,
    Identifier: server.identifier,
    Name: server.name,
    ...(server.scopes.length > 0 && {
      Scopes: server.scopes.map(({ name, description }) => ({
        ScopeName: name,
        ScopeDescription: description,
      })),
    }),
  };
}

/** Scopes as they are stored. Throws InvalidParameterException if two have one name. */
export function readScopes(given: readonly ResourceServerScopeType[] = []): ResourceServerRecord["scopes"] {
  const names = given.map(({ ScopeName }) => ScopeName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalidParameter(`Duplicate scope name: ${twice}.`, "scope_name_twice");
  return given.map(({ ScopeName, ScopeDescription }) => ({ name: ScopeName, description: ScopeDescription }));
}

/** All custom scopes of a pool, as app clients name them. */
export function customScopes(servers: readonly ResourceServerRecord[]): ReadonlySet<string> {
  return new Set(
    servers.flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`)),
  );
}

/**
 * Scopes such as `aws.cognito/dcr/register` are the service's own, and no resource server may come to stand for them
 * (contract: tokens, section 13). Throws InvalidParameterException.
 */
export function checkIdentifier(identifier: string): void {
  if (identifier !== "aws.cognito" && !identifier.startsWith("aws.cognito/")) return;
  throw invalidParameter(`The identifier ${identifier} is reserved.`, "resource_server_reserved");
}

/** Throws LimitExceededException if a pool can have no more than the `count` that it has. */
export function checkResourceServerLimit(count: number): void {
  if (count < mostResourceServers) return;
  const text = `A user pool can have ${mostResourceServers} resource servers at most.`;
  throw new ServiceError("LimitExceededException", text, "resource_servers_too_many");
}

export function resourceServerNotFound(identifier: string): ServiceError {
  const text = `Resource server ${identifier} does not exist.`;
  return new ServiceError("ResourceNotFoundException", text, "resource_server_unknown");
}

export function resourceServerExists(identifier: string, poolId: string): ServiceError {
  const text = `${identifier} already exists in user pool ${poolId}.`;
  return invalidParameter(text, "resource_server_identifier_taken");
}
