import type { SecretReference } from "./backend-definition.ts";

/** The name of a value that must not stand in the project. */
export type BackendSecret = SecretReference;

/**
 * Names a value that is not in the project: it is looked up by this name when the definition is applied.
 *
 * @example externalProviders: { google: { clientId: secret("GOOGLE_ID"), clientSecret: secret("GOOGLE_SECRET") } }
 */
export function secret(name: string): BackendSecret {
  return { secret: name };
}

/** Whether a value is what {@link secret} returns. */
export function isSecret(value: unknown): value is SecretReference {
  return typeof value === "object" && value !== null && "secret" in value && typeof value.secret === "string";
}
