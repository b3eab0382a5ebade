import { createHmac } from "node:crypto";
import { equalSecrets } from "../../kernel/digests.ts";
import { notAuthorized } from "../../kernel/errors.ts";
import type { Client } from "../operation.ts";

/**
 * Checks SECRET_HASH, which proves that the caller knows the client's secret: Base64(HMAC-SHA-256(secret, username + client
 * id)), where username may be the name as sent or any other spelling in `usernames`. A public client ignores it.
 *
 * @throws NotAuthorizedException if it is missing or wrong.
 */
export function checkSecretHash(
  client: Client,
  given: { hash: string | undefined; usernames: readonly string[]; mismatch?: string },
): void {
  if (client.secrets.length === 0) return;
  const { hash } = given;
  if (hash === undefined || hash === "") {
    const text = `Client ${client.id} is configured with secret but SECRET_HASH was not received`;
    throw notAuthorized(text, "secret_hash_missing");
  }
  const right = client.secrets.some((secret) =>
    given.usernames.some((username) => equalSecrets(hash, hashOf(client.id, username, secret))),
  );
  if (right) return;
  throw notAuthorized(
    given.mismatch ?? `Unable to verify secret hash for client ${client.id}`,
    "secret_hash_wrong",
  );
}

function hashOf(clientId: string, username: string, secret: string): string {
  return createHmac("sha256", secret).update(username).update(clientId).digest("base64");
}

/** Checks a plain client secret, as GetTokensFromRefreshToken and RevokeToken take it. True for public clients. */
export function provesClientSecret(client: Client, secret: string | undefined): boolean {
  if (client.secrets.length === 0) return true;
  return secret !== undefined && client.secrets.some((known) => equalSecrets(known, secret));
}
