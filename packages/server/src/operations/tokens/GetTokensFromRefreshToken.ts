import { notAuthorized, userDoesNotExist } from "../../kernel/errors.ts";
import { provesClientSecret } from "../callers/secret-hash.ts";
import { operation } from "../operation.ts";
import { findFamily, refreshTokens } from "./refresh.ts";

/** Exchanges a refresh token for new tokens; the way for clients that rotate their refresh tokens. */
export const GetTokensFromRefreshToken = operation({
  name: "GetTokensFromRefreshToken",
  caller: "client",
  async run(ctx, input) {
    if (!provesClientSecret(ctx.client, input.ClientSecret)) {
      throw notAuthorized(`Unable to verify secret for client ${ctx.client.id}`, "client_secret_wrong");
    }
    const found = await findFamily(ctx, ctx, input.RefreshToken);
    if (found === undefined) throw userDoesNotExist();
    return { AuthenticationResult: await refreshTokens(ctx, ctx, found, input.DeviceKey) };
  },
});
