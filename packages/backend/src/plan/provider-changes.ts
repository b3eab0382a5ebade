/** External identity providers. Their details are compared and never shown: secrets are among them. */
import type { IdentityProviderType } from "@poolhouse/protocol";
import type { OwnAuth, ProviderDefinition } from "../backend-definition.ts";
import { isSecret } from "../secret.ts";
import { DefinitionError } from "../definition-error.ts";
import { covers, isSame } from "./compare.ts";
import type { LiveAuth, Step, Surroundings } from "./plan.ts";

/** Providers made and changed; their client comes after them. */
export function providerSteps(desired: OwnAuth, live: LiveAuth | undefined, around: Surroundings): Step[] {
  const present = new Map((live?.identityProviders ?? []).map((known) => [known.ProviderName ?? "", known]));
  return desired.identityProviders.flatMap((wanted): Step[] => {
    const { ProviderName, ProviderType: _type, ...changes } = wanted;
    const known = present.get(ProviderName);
    if (known === undefined) {
      const lines = [`identity provider ${ProviderName}: new`];
      return [{ operation: "CreateIdentityProvider", input: wanted, lines, isDestructive: false }];
    }
    if (isUnchanged(known, wanted, around)) return [];
    const lines = [`identity provider ${ProviderName}: changed`];
    const input = { ProviderName, IdpIdentifiers: [], ...changes };
    return [{ operation: "UpdateIdentityProvider", input, lines, isDestructive: false }];
  });
}

/** Providers that our client lists and the definition no longer has; the client leaves them first. */
export function removedProviderSteps({ identityProviders }: OwnAuth, live: LiveAuth | undefined): Step[] {
  const wanted = new Set(identityProviders.map(({ ProviderName }) => ProviderName));
  const listed = new Set(live?.client?.SupportedIdentityProviders);
  return (live?.identityProviders ?? []).flatMap(({ ProviderName = "" }): Step[] => {
    if (wanted.has(ProviderName) || !listed.has(ProviderName)) return [];
    const lines = [`identity provider ${ProviderName}: removed`];
    return [{ operation: "DeleteIdentityProvider", input: { ProviderName }, lines, isDestructive: true }];
  });
}

/**
 * A domain, without which external providers could not send people back.
 *
 * @throws DefinitionError if neither the author nor the tool says which.
 */
export function domainSteps(desired: OwnAuth, live: LiveAuth | undefined, around: Surroundings): Step[] {
  if (desired.client.AllowedOAuthFlowsUserPoolClient !== true) return [];
  if (desired.identityProviders.length === 0 || (live?.pool.Domain ?? live?.pool.CustomDomain)) return [];
  const Domain = desired.domainPrefix ?? around.domainPrefix;
  if (!Domain) {
    const text = "Cognito Domain Prefix is missing when external providers are configured.";
    throw new DefinitionError("MissingDomainPrefixError", text);
  }
  const lines = [`domain ${Domain}: new`];
  return [{ operation: "CreateUserPoolDomain", input: { Domain }, lines, isDestructive: false }];
}

function isUnchanged(
  known: IdentityProviderType,
  wanted: ProviderDefinition,
  { findSecret }: Surroundings,
): boolean {
  const details = Object.entries(wanted.ProviderDetails).map(([name, value]) => {
    const text = isSecret(value) ? findSecret?.(value.secret) : value;
    return [name, text ?? known.ProviderDetails?.[name]] as const;
  });
  return (
    // The service adds addresses to details, and who the user is to mappings.
    covers(known.ProviderDetails, Object.fromEntries(details)) &&
    isSame({ ...known.AttributeMapping, username: "" }, { ...wanted.AttributeMapping, username: "" }) &&
    isSame(known.IdpIdentifiers, wanted.IdpIdentifiers)
  );
}
