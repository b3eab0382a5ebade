import { Hono } from "hono";
import { isPoolId } from "../kernel/ids.ts";
import type { World } from "../operations/operation.ts";
import { documentAnswer, messageAnswer } from "./answers.ts";

/** Keys are published a day before they sign, so a copy may be a day old. */
const cacheControl = "public, max-age=86400";

/** What a pool tells those who verify its tokens: its public keys (RFC 7517) and its metadata (OpenID Connect Discovery 1.0). */
export function discoveryDoor(world: World): Hono {
  return new Hono()
    .get("/:poolId/.well-known/jwks.json", async (c) => {
      const poolId = await findPool(world, c.req.param("poolId"));
      if (poolId === undefined) return unknownPool();
      return documentAnswer(await world.keyRing.publicKeys(poolId), cacheControl);
    })
    .get("/:poolId/.well-known/openid-configuration", async (c) => {
      const poolId = await findPool(world, c.req.param("poolId"));
      if (poolId === undefined) return unknownPool();
      return documentAnswer(describeIssuer(`${world.issuerUrl}/${poolId}`), cacheControl);
    });
}

async function findPool(world: World, poolId: string): Promise<string | undefined> {
  return isPoolId(poolId) ? (await world.store.pools.find(poolId))?.id : undefined;
}

const unknownPool = (): Response => messageAnswer(404, "User pool does not exist.");

/** A pool without a domain has no sign-in pages, so the members that would lead to them are left out. */
function describeIssuer(issuer: string): Record<string, unknown> {
  return {
    id_token_signing_alg_values_supported: ["RS256"],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  };
}
