import { hmacSha256 } from "../../kernel/digests.ts";
import { invalidClientOrSecret, ServiceError } from "../../kernel/errors.ts";
import { randomUuid } from "../../kernel/random.ts";
import { machineClaims } from "../../rules/claims.ts";
import { grantScopes, requireMachineFlow, wrongSecretLimit } from "../../rules/clients/machine-token.ts";
import { tokenValidityOf } from "../../rules/clients/settings.ts";
import { networkOf } from "../../rules/message-limits.ts";
import { changeAccessClaims } from "../../rules/triggers/token-changes.ts";
import { provesClientSecret } from "../callers/secret-hash.ts";
import { type ClientContext, operation } from "../operation.ts";
import { readCustomScopes } from "../resource-servers/load-resource-server.ts";
import { runMachineTokenGeneration } from "../triggers/token-trigger.ts";

/**
 * Gives a machine an access token for its client's secret. Nobody signs in: there is no refresh token, no session, and nothing
 * to revoke.
 */
export const GetClientToken = operation({
  name: "GetClientToken",
  caller: "client",
  async run(ctx, input) {
    await checkSecret(ctx, input.Secret);
    const { settings } = ctx.client;
    requireMachineFlow(settings);
    const customScopes = await readCustomScopes(ctx.world.store, ctx.pool.id);
    const scope = grantScopes(settings, customScopes, input.Scopes).join(" ");
    const changes = await runMachineTokenGeneration(ctx, ctx, scope);
    const { accessSeconds } = tokenValidityOf(settings);
    const claims = machineClaims({
      issuer: `${ctx.world.issuerUrl}/${ctx.pool.id}`,
      clientId: ctx.client.id,
      scope,
      id: randomUuid(ctx.world.random),
      issuedAt: Math.floor(ctx.now / 1000),
      accessSeconds,
    });
    const AccessToken = await ctx.world.keyRing.sign(ctx.pool, "access", changeAccessClaims(claims, changes));
    return { ClientAuthenticationResult: { AccessToken, ExpiresIn: accessSeconds, TokenType: "Bearer" } };
  },
});

/** Throws NotAuthorizedException for a wrong secret, TooManyRequestsException for any after too many wrong ones. */
async function checkSecret(ctx: ClientContext, secret: string): Promise<void> {
  const { usage } = ctx.world.store;
  const { pool, client, now } = ctx;
  const caller = `client-secret|${client.id}|${networkOf(ctx.ipAddress)}`;
  const subject = hmacSha256(pool.keys.for("attempts"), caller).toString("hex");
  const use = { ...wrongSecretLimit, poolId: pool.id, subject, now };
  // Before it shows whether this one is right.
  if (await usage.isUsedUp(use)) throw tooManyWrong();
  if (client.secrets.length === 0) throw invalidClientOrSecret("client_public");
  if (provesClientSecret(client, secret)) return;
  if (!(await usage.charge(use))) throw tooManyWrong();
  throw invalidClientOrSecret("client_secret_wrong");
}

function tooManyWrong(): ServiceError {
  return new ServiceError("TooManyRequestsException", "Rate exceeded", "client_secret_guessed");
}
