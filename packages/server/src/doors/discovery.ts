import { type Context, Hono } from "hono";
import { isPoolId } from "../kernel/ids.ts";
import { type Log, startStopwatch } from "../kernel/log.ts";
import type { World } from "../operations/operation.ts";
import { documentAnswer, messageAnswer } from "./answers.ts";
import type { ClientAddress } from "./client-address.ts";
import type { DoorBindings } from "./rpc.ts";

/** What the door leads to, and where it tells of its visitors. */
export interface DiscoveryDoorOptions {
  readonly world: World;
  readonly log: Log;
  readonly newRequestId: () => string;
  readonly addressOf: ClientAddress;
}

/** Keys are published a day before they sign, so a copy may be a day old. */
const cacheControl = "public, max-age=86400";

/** The documents by the end of their address, and the names that log and metrics know them by. */
const documents = {
  "jwks.json": {
    operation: "JsonWebKeySet",
    read: (world: World, poolId: string) => world.keyRing.publicKeys(poolId),
  },
  "openid-configuration": {
    operation: "OpenIdConfiguration",
    read: (world: World, poolId: string) => describeIssuer(`${world.issuerUrl}/${poolId}`),
  },
} as const;

/** What a pool tells those who verify its tokens: its public keys (RFC 7517) and its metadata (OpenID Connect Discovery 1.0). */
export function discoveryDoor(options: DiscoveryDoorOptions): Hono<DoorBindings> {
  const app = new Hono<DoorBindings>();
  for (const [name, document] of Object.entries(documents)) {
    app.get(`/:poolId/.well-known/${name}`, (c) => answerDocument(options, c, document));
  }
  return app;
}

async function answerDocument(
  { world, log, newRequestId, addressOf }: DiscoveryDoorOptions,
  c: Context<DoorBindings>,
  { operation, read }: (typeof documents)[keyof typeof documents],
): Promise<Response> {
  const elapsed = startStopwatch();
  const poolId = await findPool(world, c.req.param("poolId") ?? "");
  const answer =
    poolId === undefined ? unknownPool() : documentAnswer(await read(world, poolId), cacheControl);
  const outcome = poolId === undefined ? "ResourceNotFoundException" : "ok";
  const ipAddress = addressOf(c.env?.incoming);
  log.request({ requestId: newRequestId(), operation, outcome, poolId, durationMs: elapsed(), ipAddress });
  return answer;
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
