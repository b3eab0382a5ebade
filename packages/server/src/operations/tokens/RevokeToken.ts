import { decodeProtectedHeader } from "jose";
import { ServiceError } from "../../kernel/errors.ts";
import { parseRefreshToken } from "../../rules/refresh-token.ts";
import { provesClientSecret } from "../callers/secret-hash.ts";
import { operation } from "../operation.ts";
import { canRevoke } from "./sign-tokens.ts";

/** Ends one token family: its refresh token and every access token that came from it. */
export const RevokeToken = operation({
  name: "RevokeToken",
  caller: "client",
  async run(ctx, input) {
    if (!provesClientSecret(ctx.client, input.ClientSecret)) {
      const text = `Unable to verify secret for client ${ctx.client.id}`;
      throw new ServiceError("UnauthorizedException", text, "client_secret_wrong");
    }
    if (!canRevoke(ctx.client)) {
      const text = "Token revocation is not enabled for this client.";
      throw new ServiceError("UnsupportedOperationException", text, "revocation_disabled");
    }
    if (isSignedToken(input.Token)) {
      throw new ServiceError(
        "UnsupportedTokenTypeException",
        "Unsupported token type.",
        "not_a_refresh_token",
      );
    }
    const token = parseRefreshToken(ctx.pool.keys.for("refresh"), input.Token);
    // Unknown, expired and already revoked tokens are as good as revoked (RFC 7009 section 2.2).
    if (token === undefined) return {};
    const family = await ctx.world.store.families.find(ctx.pool.id, token.familyId);
    if (family === undefined) return {};
    if (family.clientId !== ctx.client.id) {
      throw new ServiceError("UnauthorizedException", "Invalid client.", "client_of_other_token");
    }
    await ctx.world.store.families.revoke(ctx.pool.id, family.id, ctx.now);
    return {};
  },
});

/** Whether this is an access or ID token: three parts under a header that names a signature. */
function isSignedToken(token: string): boolean {
  if (token.split(".").length !== 3) return false;
  try {
    return decodeProtectedHeader(token).alg !== undefined;
  } catch {
    // Not a token of any kind: revoking it is a success that changes nothing.
    return false;
  }
}
